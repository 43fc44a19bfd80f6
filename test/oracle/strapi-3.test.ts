import { strapi3Oracle } from './libraries/strapi-3.ts';
import { checkLibrary } from './library.ts';

checkLibrary(strapi3Oracle);
