import { microCorsOracle } from './libraries/micro-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(microCorsOracle);
