import { koaCorsOracle } from './libraries/koa-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(koaCorsOracle);
