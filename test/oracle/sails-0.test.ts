import { sails0Oracle } from './libraries/sails-0.ts';
import { checkLibrary } from './library.ts';

checkLibrary(sails0Oracle);
