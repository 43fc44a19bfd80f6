import { fastifyCorsOracle } from './libraries/fastify-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(fastifyCorsOracle);
