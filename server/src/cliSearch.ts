import { parentPort, workerData } from 'node:worker_threads';
import { answerSearch } from './host/node/search/thread.ts';

// Started by the command line only, in a thread of its own.
if (parentPort) answerSearch(workerData, parentPort);
