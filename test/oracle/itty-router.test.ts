import { ittyRouterOracle } from './libraries/itty-router.ts';
import { checkLibrary } from './library.ts';

checkLibrary(ittyRouterOracle);
