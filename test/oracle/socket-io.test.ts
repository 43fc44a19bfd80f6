import { socketIoOracle } from './libraries/socket-io.ts';
import { checkLibrary } from './library.ts';

checkLibrary(socketIoOracle);
