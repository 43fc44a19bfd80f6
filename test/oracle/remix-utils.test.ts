import { remixUtilsOracle } from './libraries/remix-utils.ts';
import { checkLibrary } from './library.ts';

checkLibrary(remixUtilsOracle);
