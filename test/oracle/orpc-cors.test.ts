import { orpcCorsOracle } from './libraries/orpc-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(orpcCorsOracle);
