import type { Finding } from '../core/index.ts';
import { dialectOf, mergeFindings } from '../core/index.ts';
import { MAX_SOURCE_BYTES } from '../host/decode.ts';
import type { FileSettings, TextOutcome } from '../host/host.ts';
import { runNow } from '../host/io.ts';
import { localFiles, readPath } from '../host/node/files.ts';
import { uriOf } from '../host/node/paths.ts';
import type { Searching } from '../host/node/search/searching.ts';
import type { Store } from '../host/store.ts';
import { createAnalyser } from './analyser.ts';
import type { Engine } from './engine.ts';
import { fixAll, type Looked, type Texts } from './fixing.ts';
import type { CheckedFile, Outcome, Trouble } from './outcome.ts';
import type { Progress } from './progress.ts';
import type { NamedFile, Targets } from './targets.ts';

export interface Checking {
  readonly engine: Engine;
  readonly store: Store;
  readonly targets: Targets;
  /** Of the folders among the targets; undefined where there is none. */
  readonly searching: Searching | undefined;
  readonly fix: boolean;
  /** Of `--config`, instead of the files that lie beside the sources. */
  readonly settings: FileSettings | undefined;
  readonly progress: Progress;
}

/** Looks at every target. A flaw in one file ends neither the run nor the others' findings. */
export async function checkAll(checking: Checking): Promise<Outcome> {
  const { engine, store, targets, searching, fix, progress } = checking;
  const named = namedFiles(checking);
  const isNamed = new Set(named);
  const paths = [...named];
  const analyser = createAnalyser(checking, paths);
  const looked = new Map<string, Looked>();
  const troubles: Trouble[] = [];
  const guarded = async (uri: string, work: () => void | Promise<void>) => {
    try {
      await work();
    } catch (error) {
      troubles.push({ kind: 'internal', uri, message: `Internal error: ${sayError(error)}` });
    }
  };
  const look = (uri: string, text: string) =>
    guarded(uri, () => {
      const reported = analyser.analyse(uri, new Map([[uri, text]]));
      if (reported.findings.length > 0 || reported.heeded?.length) looked.set(uri, { uri, text, reported });
    });

  for (const [done, path] of named.entries()) {
    progress.tick(done, named.length);
    const uri = uriOf(path);
    const outcome = readPath(path, MAX_SOURCE_BYTES);
    if (outcome.problem !== undefined) troubles.push(...troubleOf(uri, outcome, true));
    else if (engine.prefilter.text(outcome.text, dialectOf(path)?.language)) await look(uri, outcome.text);
  }
  const search = async ({ sightings, found, isWalked }: Searching) => {
    for await (const sighting of sightings()) {
      if (sighting.kind === 'found') {
        paths.push(...sighting.paths.filter((path) => !isNamed.has(path)));
        progress.tick(found());
      } else if (sighting.kind === 'problem') {
        troubles.push({ kind: 'unreadable', uri: sighting.uri, message: sighting.message });
      } else if (sighting.kind === 'walked') {
        analyser.complete();
        for (const folder of sighting.settings) runNow(store.settingsFile(folder), localFiles);
      } else {
        if (isWalked()) progress.tick(sighting.files, found());
        else progress.tick(found());
        if (sighting.kind === 'read' || isNamed.has(sighting.path)) continue;
        const { outcome } = sighting;
        const uri = uriOf(sighting.path);
        if (outcome.problem !== undefined) troubles.push(...troubleOf(uri, outcome, false));
        else await look(uri, outcome.text);
      }
    }
  };
  if (searching) await guarded(uriOf(targets.folders[0] ?? ''), () => search(searching));
  analyser.complete();
  for (const uri of analyser.hasty) {
    const before = looked.get(uri);
    if (before) await look(uri, before.text);
  }
  progress.clear();

  let fixes = 0;
  let texts: Texts = new Map();
  const all = [...looked.values()];
  if (fix) {
    await guarded(all[0]?.uri ?? '', () => {
      const fixed = fixAll(all, analyser.analyse);
      ({ fixes, texts } = fixed);
      troubles.push(...fixed.troubles);
    });
  }
  const now = texts.size === 0 ? all : all.map((one) => analyser.again(one, texts));
  return {
    files: filesOf(now),
    troubles: [
      ...targets.troubles,
      ...troubles,
      ...store.settingsFiles().flatMap((file) => file.problems.map(settingsTrouble)),
    ],
    looked: paths.length,
    fixed: { fixes, files: texts.size },
  };
}

/** The files that a person named, in their order; of those that a list names the ones that the settings do not exclude. */
function namedFiles({ store, targets, settings }: Checking): readonly string[] {
  const isCounted = ({ path, listed }: NamedFile) => {
    const uri = uriOf(path);
    return !listed || !(settings ?? runNow(store.settings(uri), localFiles)).excludes(uri);
  };
  return targets.files.filter(isCounted).map(({ path }) => path);
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
