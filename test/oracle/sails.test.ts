import { sailsOracle } from './libraries/sails.ts';
import { checkLibrary } from './library.ts';

checkLibrary(sailsOracle);
