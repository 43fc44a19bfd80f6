import { h3Oracle } from './libraries/h3.ts';
import { checkLibrary } from './library.ts';

checkLibrary(h3Oracle);
