import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { commandsOf } from './cli/commands.ts';
import { patienceOf } from './cli/compiling.ts';
import { run } from './cli/run.ts';
import type { Terminal } from './cli/terminal.ts';
import type { Search } from './host/node/search/search.ts';
import { type Searching, searchHere } from './host/node/search/searching.ts';
import { searchBeside } from './host/node/search/thread.ts';

for (const flag of patienceOf(process.versions.v8, availableParallelism())) setFlagsFromString(flag);

const terminal: Terminal = {
  directory: process.cwd(),
  environment: process.env,
  outputIsTerminal: process.stdout.isTTY === true,
  errorsAreTerminal: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 80,
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  readInput: () => readFileSync(0, 'utf8'),
  now: () => performance.now(),
};

// A reader that has seen enough, such as `head`, closes the pipe. That is no failure of this program.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

function search(what: Search): Searching {
  try {
    return searchBeside(what, join(__dirname, 'cliSearch.js'));
  } catch {
    // Node can be told to start no thread.
    return searchHere(what);
  }
}

const load = async () => (await import('./cli/analysis.ts')).analysis;

void run(process.argv.slice(2), terminal, commandsOf({ load, search })).then((code) => {
  // Not `process.exit`: it would cut off what a slow pipe has not taken yet.
  process.exitCode = code;
});
