import { ittyCorsOracle } from './libraries/itty-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(ittyCorsOracle);
