import { honoCorsOracle } from './libraries/hono-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(honoCorsOracle);
