import { restifyCorsOracle } from './libraries/restify-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(restifyCorsOracle);
