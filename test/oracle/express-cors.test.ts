import { expressCorsOracle } from './libraries/express-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(expressCorsOracle);
