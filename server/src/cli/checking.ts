import {
  dialectOf,
  type Finding,
  importedDialectOf,
  mergeFindings,
  openModule,
  parseText,
  type Reported,
} from '../core/index.ts';
import { MAX_SOURCE_BYTES } from '../host/decode.ts';
import type { FileSettings, TextOutcome } from '../host/host.ts';
import { runNow } from '../host/io.ts';
import { localFiles, readPath } from '../host/node/files.ts';
import { uriOf } from '../host/node/paths.ts';
import { createLocalProject } from '../host/node/project.ts';
import { candidateReader } from '../host/node/reader.ts';
import { walk } from '../host/node/walk.ts';
import type { Store } from '../host/store.ts';
import { createCalls } from './calls.ts';
import type { Engine } from './engine.ts';
import { fixAll, type Looked, type Texts } from './fixing.ts';
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
  const { engine, store, targets, fix, progress } = checking;
  const jobs = collect(checking);
  const read = candidateReader(engine.mayHoldSetup);
  const analyser = createAnalyser(
    checking,
    jobs.found.map(({ path }) => path),
  );
  const looked: Looked[] = [];
  const troubles: Trouble[] = [];
  const guarded = (uri: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      troubles.push({ kind: 'internal', uri, message: `Internal error: ${sayError(error)}` });
    }
  };

  for (const [done, job] of jobs.found.entries()) {
    if (done % 16 === 0) progress.tick(done, jobs.found.length);
    const uri = uriOf(job.path);
    guarded(uri, () => {
      const outcome = job.named ? readPath(job.path, MAX_SOURCE_BYTES) : read(job.path);
      if (outcome === undefined) return;
      if (outcome.problem !== undefined) {
        troubles.push(...troubleOf(uri, outcome, job.named));
        return;
      }
      const { text } = outcome;
      if (!engine.mayHoldSetup(text, dialectOf(uri)?.language)) return;
      const reported = analyser.analyse(uri, new Map([[uri, text]]));
      if (reported.findings.length > 0 || reported.heeded?.length) looked.push({ uri, text, reported });
    });
  }
  progress.clear();

  let fixes = 0;
  let texts: Texts = new Map();
  if (fix) {
    guarded(jobs.found[0] ? uriOf(jobs.found[0].path) : '', () => {
      const fixed = fixAll(looked, analyser.analyse);
      ({ fixes, texts } = fixed);
      troubles.push(...fixed.troubles);
    });
  }
  const now = texts.size === 0 ? looked : looked.map((one) => analyser.again(one, texts));
  return {
    files: filesOf(now),
    troubles: [
      ...targets.troubles,
      ...jobs.troubles,
      ...troubles,
      ...store.settingsFiles().flatMap((file) => file.problems.map(settingsTrouble)),
    ],
    looked: jobs.found.length,
    fixed: { fixes, files: texts.size },
  };
}

/** What is done with one file that was read, and with what it imports. */
function createAnalyser({ engine, store, settings: named }: Checking, paths: readonly string[]) {
  const project = createLocalProject({ dialectOf: importedDialectOf, parseText, openModule }, store);
  let pageCalls: ReturnType<typeof createCalls> | undefined;
  const settingsOf = (uri: string) => named ?? runNow(store.settings(uri), localFiles);

  /** `given`: texts that count instead of what the disk has. */
  const analyse = (uri: string, given: Texts): Reported => {
    for (const [of, text] of given) project.open(of, text);
    try {
      const own = project.with(settingsOf(uri).settings);
      pageCalls ??= createCalls(paths, own);
      const { findings, heeded = [] } = engine.analyze({ ...own, pageCalls }, uri);
      // What is excluded has no findings, also when a set-up elsewhere rests on it.
      const isCounted = ({ place }: Finding) =>
        place.uri === uri || !settingsOf(place.uri).excludes(place.uri);
      return { findings: findings.filter(isCounted), heeded };
    } finally {
      for (const of of given.keys()) project.close(of);
      project.rest();
    }
  };

  return {
    analyse,
    /** After some of the texts were changed. */
    again(looked: Looked, changed: Texts): Looked {
      // They may stand in the files that were changed.
      pageCalls = undefined;
      const text = changed.get(looked.uri) ?? looked.text;
      return { ...looked, text, reported: analyse(looked.uri, new Map([[looked.uri, text], ...changed])) };
    },
  };
}

/**
 * Each finding once, in the file where it stands: the files that were looked at in their order, then those that only others
 * rest on.
 */
function filesOf(looked: readonly Looked[]): readonly CheckedFile[] {
  const texts = new Map(looked.map(({ uri, text }) => [uri, text]));
  const byFile = new Map<string, Finding[]>(looked.map(({ uri }) => [uri, []]));
  for (const finding of mergeFindings(looked.map(({ reported }) => reported))) {
    const { uri } = finding.place;
    const present = byFile.get(uri);
    if (present) present.push(finding);
    else byFile.set(uri, [finding]);
  }
  return [...byFile]
    .filter(([, findings]) => findings.length > 0)
    .map(([uri, findings]) => ({
      uri,
      text: texts.get(uri) ?? localFiles.readText(uri).text ?? '',
      findings,
    }));
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

function sayError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, where] = /\n\s+at ([^\n]*)/.exec(error.stack ?? '') ?? [];
  return `${error.name}: ${error.message}${where === undefined ? '' : ` (${where})`}`;
}
