import { middyHttpCorsOracle } from './libraries/middy-http-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(middyHttpCorsOracle);
