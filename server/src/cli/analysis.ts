import { analyzeCandidate, packages, prefilter, rulePage, rules, type Severity } from '../core/index.ts';
import type { FileSettings } from '../host/host.ts';
import { runNow } from '../host/io.ts';
import { localFiles } from '../host/node/files.ts';
import type { Searching } from '../host/node/search/searching.ts';
import { combineSettings, loadSettingsFile } from '../host/settingsFile.ts';
import { createStore } from '../host/store.ts';
import { checkAll, settingsTrouble } from './checking.ts';
import type { Engine } from './engine.ts';
import { explainFile } from './explaining.ts';
import type { Given } from './options.ts';
import { isAtLeast, type Outcome } from './outcome.ts';
import { createProgress } from './progress.ts';
import { reportJson } from './report/json.ts';
import { reportSarif } from './report/sarif.ts';
import { reportText } from './report/text.ts';
import { tellTroubles } from './report/troubles.ts';
import type { Targets } from './targets.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/**
 * What the commands do once they know what is asked. It takes time to load, so the words of the command line are read before,
 * and the search for files has begun.
 */
export interface Analysis {
  check(request: CheckRequest, terminal: Terminal): Promise<ExitCode>;
  explain(given: Given, terminal: Terminal): ExitCode;
}

export interface CheckRequest {
  readonly options: Given['options'];
  readonly targets: Targets;
  /** Of `--config`, a URI. */
  readonly config: string | undefined;
  /** URIs, as in `StoreOptions`. */
  readonly roots: readonly string[];
  readonly searching: Searching | undefined;
}

const ENGINE: Engine = {
  analyze: analyzeCandidate,
  prefilter,
  rules,
  packages,
  pageOf: rulePage,
};

export function analysisWith(engine: Engine): Analysis {
  return {
    check: (request, terminal) => checkNow(engine, request, terminal),
    explain: explainFile,
  };
}

export const analysis: Analysis = analysisWith(ENGINE);

async function checkNow(
  engine: Engine,
  { options, targets, config, roots, searching }: CheckRequest,
  terminal: Terminal,
): Promise<ExitCode> {
  const ruleIds = engine.rules.map((rule) => rule.id);
  const file = config === undefined ? undefined : runNow(loadSettingsFile(config, ruleIds), localFiles);
  if (config !== undefined && !file) {
    terminal.writeError(`cors-lens: There is no settings file ${String(options.get('--config'))}.\n`);
    return 2;
  }
  const settings: FileSettings | undefined = file && combineSettings([file]);
  const outcome = await checkAll({
    engine,
    store: createStore({ roots: () => roots, ruleIds, packages: engine.packages }),
    targets,
    searching,
    fix: options.has('--fix'),
    settings,
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
