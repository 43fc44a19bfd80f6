import { adonisCorsOracle } from './libraries/adonis-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(adonisCorsOracle);
