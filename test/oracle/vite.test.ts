import { viteOracle } from './libraries/vite.ts';
import { checkLibrary } from './library.ts';

checkLibrary(viteOracle);
