import { strapiOracle } from './libraries/strapi.ts';
import { checkLibrary } from './library.ts';

checkLibrary(strapiOracle);
