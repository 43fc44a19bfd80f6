import { readFileSync, writeFileSync } from 'node:fs';
import { dialectOf, type Finding, openModule, parseText, type Settings } from '../core/index.ts';
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
import { type Fixed, fixText } from './fixing.ts';
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
  const troubles: Trouble[] = [...targets.troubles];
  const jobs = collect(checking, troubles);
  const project = createLocalProject({ dialectOf, parseText, openModule }, store);
  const read = candidateReader(engine.mayHoldSetup);
  const files: CheckedFile[] = [];
  const fixed = { fixes: 0, files: 0 };

  const analyse = (uri: string, text: string, settings: Settings): readonly Finding[] => {
    project.open(uri, text);
    try {
      return engine.analyze(project.with(settings), uri).findings;
    } finally {
      project.close(uri);
    }
  };

  const lookAt = (job: Job) => {
    const outcome = job.named ? readPath(job.path, MAX_SOURCE_BYTES) : read(job.path);
    if (outcome === undefined) return;
    const uri = uriOf(job.path);
    if (outcome.problem !== undefined) {
      const trouble = troubleOf(uri, outcome, job.named);
      if (trouble) troubles.push(trouble);
      return;
    }
    if (job.named && !engine.mayHoldSetup(outcome.text)) return;
    const { settings } = checking.settings ?? runNow(store.settings(uri), localFiles);
    const findings = analyse(uri, outcome.text, settings);
    let state: Fixed = { text: outcome.text, fixes: 0, findings };
    if (checking.fix) {
      state = fixText(uri, outcome.text, (text) => analyse(uri, text, settings), findings);
      if (state.text !== outcome.text) {
        const trouble = writeBack(job.path, outcome.text, state.text, outcome.encoding);
        if (trouble === undefined) {
          fixed.fixes += state.fixes;
          fixed.files++;
        } else {
          troubles.push({ kind: 'unwritable', uri, message: trouble });
          state = { text: outcome.text, fixes: 0, findings };
        }
      }
    }
    if (state.findings.length > 0) files.push({ uri, text: state.text, findings: state.findings });
  };

  for (const [done, job] of jobs.entries()) {
    if (done % 16 === 0) progress.tick(done, jobs.length);
    try {
      lookAt(job);
    } catch (error) {
      troubles.push({
        kind: 'internal',
        uri: uriOf(job.path),
        message: `Internal error: ${sayError(error)}`,
      });
    }
  }
  progress.clear();
  for (const { problems } of store.settingsFiles()) troubles.push(...problems.map(settingsTrouble));
  return { files, troubles, looked: jobs.length, fixed };
}

export function settingsTrouble(problem: FileSettings['problems'][number]): Trouble {
  const { uri, line, character, message } = problem;
  return { kind: 'settings', uri, line, character, message };
}

function collect({ store, targets, settings, progress }: Checking, troubles: Trouble[]): readonly Job[] {
  const jobs = new Map<string, Job>();
  for (const { path, listed } of targets.files) {
    const excluded =
      listed && (settings ?? runNow(store.settings(uriOf(path)), localFiles)).excludes(uriOf(path));
    if (!excluded) jobs.set(path, { path, named: true });
  }
  const excludes = settings?.excludes;
  for (const folder of targets.folders) {
    for (const event of walk(uriOf(folder), { store, folderSettings: settings === undefined, excludes })) {
      if (event.kind === 'problem')
        troubles.push({ kind: 'unreadable', uri: event.uri, message: event.message });
      else if (!jobs.has(event.path)) jobs.set(event.path, { path: event.path, named: false });
      if (jobs.size % 256 === 0) progress.tick(jobs.size);
    }
  }
  return [...jobs.values()];
}

/**
 * A file that a walk came to and that is gone by now is no loss; a binary one is no source; a very large one is not written by
 * hand, and telling is enough.
 */
function troubleOf(
  uri: string,
  { problem, message }: Extract<TextOutcome, { text?: undefined }>,
  named: boolean,
): Trouble | undefined {
  if (named) return { kind: 'unreadable', uri, message };
  if (problem === 'missing' || problem === 'binary') return undefined;
  return { kind: problem === 'too-large' ? 'note' : 'unreadable', uri, message };
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
