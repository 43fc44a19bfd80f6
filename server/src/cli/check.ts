import { resolve } from 'node:path';
import { uriOf } from '../host/node/paths.ts';
import type { Search } from '../host/node/search/search.ts';
import type { Searching } from '../host/node/search/searching.ts';
import type { Analysis } from './analysis.ts';
import type { Given, OptionSpec } from './options.ts';
import { SEVERITIES } from './outcome.ts';
import type { Command } from './run.ts';
import { readList, targetsOf } from './targets.ts';
import type { ExitCode, Terminal } from './terminal.ts';

const LEVELS: readonly string[] = [...SEVERITIES].reverse();

const OPTIONS: readonly OptionSpec[] = [
  {
    name: '--format',
    value: 'FORMAT',
    choices: ['text', 'json', 'sarif'],
    help: 'text (default), json or sarif. The last two hold every\nfinding of every level.',
  },
  { name: '--fix', help: 'Apply the safe fixes, and report what remains.' },
  {
    name: '--level',
    value: 'LEVEL',
    choices: LEVELS,
    help: 'The lowest level that makes the run exit with 1: error, warning\n(default), information or hint. Text shows hints only with "hint".',
  },
  {
    name: '--config',
    value: 'FILE',
    help: 'Use this settings file instead of the cors-lens.json files\nbeside the sources.',
  },
  { name: '--no-color', help: 'No colours; the environment variable NO_COLOR does the same.' },
];

const DETAILS = `PATHS are files and folders; the working directory when there is none. Folders are
searched for Python, JavaScript and TypeScript, without what .gitignore or the
settings leave out. A file that is named is looked at even then. "-" reads further
paths from standard input, one a line: what the settings exclude and files of other
kinds are left out of those.

Exit status:
  0  no finding of the level or above
  1  findings of the level or above
  2  wrong use, or an input that could not be read: a path, a folder, a settings file.
     The findings of the rest are reported all the same.
`;

/**
 * `search` begins to look for files before the analysis is loaded, which takes as long as finding some thousands of them. It is not
 * asked where no folder is named.
 */
export function checkCommand(load: () => Promise<Analysis>, search: (search: Search) => Searching): Command {
  return {
    name: 'check',
    operands: '[PATHS…]',
    summary: 'Check files and folders for cross-origin set-ups that are exploitable or can never work.',
    details: DETAILS,
    options: OPTIONS,
    run: (given, terminal) => runCheck(given, terminal, load, search),
  };
}

async function runCheck(
  { options, operands }: Given,
  terminal: Terminal,
  load: () => Promise<Analysis>,
  search: (search: Search) => Searching,
): Promise<ExitCode> {
  const { directory } = terminal;
  let listed: readonly string[] = [];
  if (operands.includes('-')) {
    try {
      listed = readList(terminal.readInput());
    } catch {
      terminal.writeError('cors-lens: Standard input cannot be read.\n');
      return 2;
    }
  }
  const named = operands.filter((operand) => operand !== '-');
  const targets = targetsOf(operands.length === 0 ? ['.'] : named, listed, directory);
  const given = options.get('--config');
  const config = typeof given === 'string' ? uriOf(resolve(directory, given)) : undefined;
  const roots = [directory, ...targets.folders].map(uriOf);
  const { folders } = targets;
  const searching = folders.length === 0 ? undefined : search({ folders, roots, config });
  try {
    return await (await load()).check({ options, targets, config, roots, searching }, terminal);
  } finally {
    searching?.close();
  }
}
