import { nitroOracle } from './libraries/nitro.ts';
import { checkLibrary } from './library.ts';

checkLibrary(nitroOracle);
