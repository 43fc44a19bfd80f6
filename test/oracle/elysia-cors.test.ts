import { elysiaCorsOracle } from './libraries/elysia-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(elysiaCorsOracle);
