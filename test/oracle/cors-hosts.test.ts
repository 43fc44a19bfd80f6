import { corsHostsOracle } from './libraries/cors-hosts.ts';
import { checkLibrary } from './library.ts';

checkLibrary(corsHostsOracle);
