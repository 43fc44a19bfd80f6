import { version } from '../../../package.json';
import { nearest } from './nearest.ts';
import { describeOptions, type OptionSpec, type Parsed, parseOptions } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** A sub-command. A new one is an entry of `commandsOf`. */
export interface Command {
  readonly name: string;
  /** What follows the name. */
  readonly operands: string;
  readonly summary: string;
  /** Further paragraphs of its help. */
  readonly details: string;
  readonly options: readonly OptionSpec[];
  run(given: Exclude<Parsed, { misuse: string }>, terminal: Terminal): Promise<ExitCode>;
}

const COMMON: readonly OptionSpec[] = [
  { name: '--help', short: '-h', help: 'Show this help.' },
  { name: '--version', short: '-V', help: 'Show the version.' },
];

/** The whole command line. `words` are the arguments without interpreter and script. Never throws. */
export async function run(
  words: readonly string[],
  terminal: Terminal,
  among: readonly Command[],
): Promise<ExitCode> {
  const misused = (sentence: string, help = 'cors-lens --help'): ExitCode => {
    terminal.writeError(`cors-lens: ${sentence}\nRun "${help}" for help.\n`);
    return 2;
  };
  const [first, ...rest] = words;
  if (first === undefined) {
    terminal.writeError(overview(among));
    return 2;
  }
  const command = among.find((one) => one.name === first);
  if (!command) {
    if (first === 'help' || !first.startsWith('-')) return helpOrMisuse();
    const parsed = parseOptions(words, COMMON);
    if (parsed.misuse !== undefined) return misused(parsed.misuse);
    terminal.write(parsed.options.has('--help') ? overview(among) : `cors-lens ${version}\n`);
    return 0;
  }

  const parsed = parseOptions(rest, [...command.options, ...COMMON]);
  if (parsed.misuse !== undefined) return misused(parsed.misuse, `cors-lens ${command.name} --help`);
  if (parsed.options.has('--help')) {
    terminal.write(helpOf(command));
    return 0;
  }
  if (parsed.options.has('--version')) {
    terminal.write(`cors-lens ${version}\n`);
    return 0;
  }
  try {
    return await command.run(parsed, terminal);
  } catch (error) {
    terminal.writeError(
      `cors-lens: internal error: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return 2;
  }

  function helpOrMisuse(): ExitCode {
    const asked = first === 'help' ? among.find((one) => one.name === rest[0]) : undefined;
    if (first === 'help' && (asked || rest.length === 0)) {
      terminal.write(asked ? helpOf(asked) : overview(among));
      return 0;
    }
    const wanted = first === 'help' ? (rest[0] ?? '') : (first ?? '');
    const meant = nearest(
      wanted,
      among.map((one) => one.name),
    );
    const hint =
      meant === undefined ? ` To check files: cors-lens check ${wanted}` : ` Did you mean ${meant}?`;
    return misused(`There is no command "${wanted}".${hint}`);
  }
}

function overview(among: readonly Command[]): string {
  const width = Math.max(...among.map((one) => one.name.length + 1 + one.operands.length));
  const lines = among
    .map((one) => `  ${`${one.name} ${one.operands}`.padEnd(width)}  ${one.summary}\n`)
    .join('');
  return `CORS Lens finds cross-origin set-ups that are exploitable or can never work.

Usage: cors-lens COMMAND [OPTIONS]

Commands:
${lines}
Options:
${describeOptions(COMMON)}
"cors-lens COMMAND --help" describes a command.
`;
}

function helpOf(command: Command): string {
  return `${command.summary}

Usage: cors-lens ${command.name} [OPTIONS] ${command.operands}

Options:
${describeOptions([...command.options, ...COMMON])}
${command.details}`;
}
