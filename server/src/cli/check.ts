import { resolve } from 'node:path';
import { analyze, frameworks, mayHoldSetup, rulePage, rules, type Severity } from '../core/index.ts';
import { runNow } from '../host/io.ts';
import { localFiles } from '../host/node/files.ts';
import { uriOf } from '../host/node/paths.ts';
import { combineSettings, loadSettingsFile } from '../host/settingsFile.ts';
import { createStore } from '../host/store.ts';
import { checkAll, settingsTrouble } from './checking.ts';
import type { Engine } from './engine.ts';
import type { Given, OptionSpec } from './options.ts';
import { isAtLeast, type Outcome, SEVERITIES } from './outcome.ts';
import { createProgress } from './progress.ts';
import { reportJson } from './report/json.ts';
import { reportSarif } from './report/sarif.ts';
import { reportText } from './report/text.ts';
import { tellTroubles } from './report/troubles.ts';
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

const CORE: Engine = {
  analyze,
  mayHoldSetup,
  rules,
  packages: [...new Set(frameworks.flatMap((framework) => framework.packages))],
  pageOf: rulePage,
};

export const check: Command = checkWith(CORE);

export function checkWith(engine: Engine): Command {
  return {
    name: 'check',
    operands: '[PATHS…]',
    summary: 'Check files and folders for cross-origin set-ups that are exploitable or can never work.',
    details: DETAILS,
    options: OPTIONS,
    run: async (given, terminal) => runCheck(engine, given, terminal),
  };
}

function runCheck(engine: Engine, { options, operands }: Given, terminal: Terminal): ExitCode {
  const { directory } = terminal;
  const misused = (sentence: string): ExitCode => {
    terminal.writeError(`cors-lens: ${sentence}\n`);
    return 2;
  };

  let listed: readonly string[] = [];
  if (operands.includes('-')) {
    try {
      listed = readList(terminal.readInput());
    } catch {
      return misused('Standard input cannot be read.');
    }
  }
  const named = operands.filter((operand) => operand !== '-');
  const targets = targetsOf(operands.length === 0 ? ['.'] : named, listed, directory);

  const ruleIds = engine.rules.map((rule) => rule.id);
  const config = options.get('--config');
  const configUri = typeof config === 'string' ? uriOf(resolve(directory, config)) : undefined;
  const file = configUri === undefined ? undefined : runNow(loadSettingsFile(configUri, ruleIds), localFiles);
  if (configUri !== undefined && !file) return misused(`There is no settings file ${String(config)}.`);

  const roots = [directory, ...targets.folders].map(uriOf);
  const outcome = checkAll({
    engine,
    store: createStore({ roots: () => roots, ruleIds, packages: engine.packages }),
    targets,
    fix: options.has('--fix'),
    settings: file && combineSettings([file]),
    progress: createProgress(terminal),
  });
  const whole: Outcome = {
    ...outcome,
    troubles: [...(file?.problems ?? []).map(settingsTrouble), ...outcome.troubles],
  };

  const level = (options.get('--level') ?? 'warning') as Severity;
  tellTroubles(whole.troubles, terminal);
  terminal.write(report(engine, whole, options, level, terminal));
  if (whole.troubles.some((trouble) => trouble.kind !== 'note')) return 2;
  return whole.files.some(({ findings }) => findings.some(({ severity }) => isAtLeast(severity, level)))
    ? 1
    : 0;
}

function report(
  engine: Engine,
  outcome: Outcome,
  options: Given['options'],
  level: Severity,
  terminal: Terminal,
): string {
  const { directory, environment } = terminal;
  const format = options.get('--format');
  if (format === 'json') return reportJson(outcome, engine, directory);
  if (format === 'sarif') return reportSarif(outcome, engine, directory);
  const plain = options.has('--no-color') || !!environment.NO_COLOR || environment.TERM === 'dumb';
  const colour = terminal.outputIsTerminal && !plain;
  return reportText(outcome, { colour, hints: level === 'hint', directory });
}
