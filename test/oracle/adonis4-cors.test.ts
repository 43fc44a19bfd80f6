import { adonis4CorsOracle } from './libraries/adonis4-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(adonis4CorsOracle);
