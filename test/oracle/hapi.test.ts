import { hapiOracle } from './libraries/hapi.ts';
import { checkLibrary } from './library.ts';

checkLibrary(hapiOracle);
