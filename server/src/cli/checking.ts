import { readFileSync, writeFileSync } from 'node:fs';
import { dialectOf, type Finding, fixText, openModule, parseText, type Settings } from '../core/index.ts';
import { encode, failed, MAX_SOURCE_BYTES } from '../host/decode.ts';
import type { FileSettings, TextOutcome } from '../host/host.ts';
import { runNow } from '../host/io.ts';
import { localFiles, readPath } from '../host/node/files.ts';
import { uriOf } from '../host/node/paths.ts';
import { createLocalProject } from '../host/node/project.ts';
import { candidateReader } from '../host/node/reader.ts';
import { walk } from '../host/node/walk.ts';
import type { Store } from '../host/store.ts';
import type { Engine } from './engine.ts';
import type { CheckedFile, Outcome, Trouble } from './outcome.ts';
import type { Progress } from './progress.ts';
import type { Targets } from './targets.ts';

export interface Checking {
  readonly engine: Engine;
  readonly store: Store;
  readonly targets: Targets;
  readonly fix: boolean;
  /** Of `--config`, instead of the files that lie beside the sources. */
  readonly settings: FileSettings | undefined;
  readonly progress: Progress;
}

interface Job {
  readonly path: string;
  /** Named by a person: it must be readable. */
  readonly named: boolean;
}

/** Looks at every target. A flaw in one file ends neither the run nor the others' findings. */
export function checkAll(checking: Checking): Outcome {
  const { engine, store, targets, progress } = checking;
  const jobs = collect(checking);
  const read = candidateReader(engine.mayHoldSetup);
  const lookAt = looker(checking);
  const results: JobResult[] = [];
  for (const [done, job] of jobs.found.entries()) {
    if (done % 16 === 0) progress.tick(done, jobs.found.length);
    try {
      const outcome = job.named ? readPath(job.path, MAX_SOURCE_BYTES) : read(job.path);
      if (outcome !== undefined) results.push(lookAt(job, outcome));
    } catch (error) {
      const message = `Internal error: ${sayError(error)}`;
      results.push({ troubles: [{ kind: 'internal', uri: uriOf(job.path), message }] });
    }
  }
  progress.clear();
  const fixed = results.flatMap((result) => result.fixes ?? []);
  return {
    files: results.flatMap((result) => result.file ?? []),
    troubles: [
      ...targets.troubles,
      ...jobs.troubles,
      ...results.flatMap((result) => result.troubles),
      ...store.settingsFiles().flatMap((file) => file.problems.map(settingsTrouble)),
    ],
    looked: jobs.found.length,
    fixed: { fixes: fixed.reduce((sum, fixes) => sum + fixes, 0), files: fixed.length },
  };
}

interface JobResult {
  readonly troubles: readonly Trouble[];
  readonly file?: CheckedFile;
  /** How many were applied, where the file was written. */
  readonly fixes?: number;
}

/** What is done with one file that was read. */
function looker({ engine, store, fix, settings: named }: Checking) {
  const project = createLocalProject({ dialectOf, parseText, openModule }, store);

  const analyse = (uri: string, text: string, settings: Settings): readonly Finding[] => {
    project.open(uri, text);
    try {
      return engine.analyze(project.with(settings), uri).findings;
    } finally {
      project.close(uri);
    }
  };

  return (job: Job, outcome: TextOutcome): JobResult => {
    const uri = uriOf(job.path);
    if (outcome.problem !== undefined) return { troubles: troubleOf(uri, outcome, job.named) };
    const { text, encoding } = outcome;
    if (!engine.mayHoldSetup(text)) return { troubles: [] };
    const { settings } = named ?? runNow(store.settings(uri), localFiles);
    const findings = analyse(uri, text, settings);
    const before = { uri, text, findings };
    if (!fix) return { troubles: [], ...withFindings(before) };
    const after = fixText(uri, text, (changed) => analyse(uri, changed, settings), findings);
    if (after.text === text) return { troubles: [], ...withFindings(before) };
    const refused = writeBack(job.path, text, after.text, encoding);
    if (refused !== undefined) {
      return { troubles: [{ kind: 'unwritable', uri, message: refused }], ...withFindings(before) };
    }
    return {
      troubles: [],
      fixes: after.fixes,
      ...withFindings({ uri, text: after.text, findings: after.findings }),
    };
  };
}

function withFindings(file: CheckedFile): { readonly file?: CheckedFile } {
  return file.findings.length > 0 ? { file } : {};
}

export function settingsTrouble(problem: FileSettings['problems'][number]): Trouble {
  const { uri, line, character, message } = problem;
  return { kind: 'settings', uri, line, character, message };
}

/** Every file to look at, once. Those that were named come first. */
function collect({ store, targets, settings, progress }: Checking) {
  const jobs = new Map<string, Job>();
  const troubles: Trouble[] = [];
  for (const { path, listed } of targets.files) {
    const uri = uriOf(path);
    const excluded = listed && (settings ?? runNow(store.settings(uri), localFiles)).excludes(uri);
    if (!excluded) jobs.set(path, { path, named: true });
  }
  const options = { store, folderSettings: settings === undefined, excludes: settings?.excludes };
  for (const folder of targets.folders) {
    for (const event of walk(uriOf(folder), options)) {
      if (event.kind === 'path') {
        if (!jobs.has(event.path)) jobs.set(event.path, { path: event.path, named: false });
        if (jobs.size % 256 === 0) progress.tick(jobs.size);
      } else {
        troubles.push({ kind: 'unreadable', uri: event.uri, message: event.message });
      }
    }
  }
  return { found: [...jobs.values()], troubles };
}

/**
 * A file that a walk came to and that is gone by now is no loss; a binary one is no source; a very large one is not written by
 * hand, and telling is enough.
 */
function troubleOf(
  uri: string,
  { problem, message }: Extract<TextOutcome, { text?: undefined }>,
  named: boolean,
): readonly Trouble[] {
  if (named) return [{ kind: 'unreadable', uri, message }];
  if (problem === 'missing' || problem === 'binary') return [];
  return [{ kind: problem === 'too-large' ? 'note' : 'unreadable', uri, message }];
}

/** Undefined when it is written; else why not. */
function writeBack(
  path: string,
  before: string,
  after: string,
  encoding: Parameters<typeof encode>[1],
): string | undefined {
  try {
    // Also false where decoding lost something, such as half a character at the end of UTF-16.
    const untouched = readFileSync(path).equals(encode(before, encoding));
    if (!untouched) return 'It changed while it was looked at, so nothing was fixed in it.';
    writeFileSync(path, encode(after, encoding));
    return undefined;
  } catch (error) {
    const reason =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
    return failed('unreadable', reason).message.replace('read', 'written');
  }
}

function sayError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, where] = /\n\s+at ([^\n]*)/.exec(error.stack ?? '') ?? [];
  return `${error.name}: ${error.message}${where === undefined ? '' : ` (${where})`}`;
}
