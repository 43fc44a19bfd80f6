import { routingControllersOracle } from './libraries/routing-controllers.ts';
import { checkLibrary } from './library.ts';

checkLibrary(routingControllersOracle);
