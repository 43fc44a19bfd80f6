import { tinyhttpCorsOracle } from './libraries/tinyhttp-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(tinyhttpCorsOracle);
