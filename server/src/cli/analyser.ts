import { type Finding, importedDialectOf, openModule, parseLater, type Reported } from '../core/index.ts';
import type { FileSettings } from '../host/host.ts';
import { runNow } from '../host/io.ts';
import { localFiles } from '../host/node/files.ts';
import { createLocalProject } from '../host/node/project.ts';
import type { Store } from '../host/store.ts';
import { createCalls } from './calls.ts';
import type { Engine } from './engine.ts';
import type { Looked, Texts } from './fixing.ts';

export interface Analyser {
  /** `given`: texts that count instead of what the disk has. */
  analyse(uri: string, given: Texts): Reported;
  /** After some of the texts were changed. */
  again(looked: Looked, changed: Texts): Looked;
  /** All paths are known. */
  complete(): void;
  /** The files whose analysis asked for the requests of pages before all paths were known, and was told of none. */
  readonly hasty: ReadonlySet<string>;
}

export interface Analysing {
  readonly engine: Engine;
  readonly store: Store;
  /** As in `Checking`. */
  readonly settings: FileSettings | undefined;
}

/** What is done with one file that was read, and with what it imports. `paths` may grow until it is {@link Analyser.complete}. */
export function createAnalyser(
  { engine, store, settings: named }: Analysing,
  paths: readonly string[],
): Analyser {
  const project = createLocalProject({ dialectOf: importedDialectOf, parseLater, openModule }, store);
  const hasty = new Set<string>();
  let isComplete = false;
  let pageCalls: ReturnType<typeof createCalls> | undefined;
  const settingsOf = (uri: string) => named ?? runNow(store.settings(uri), localFiles);

  const analyse = (uri: string, given: Texts): Reported => {
    for (const [of, text] of given) project.open(of, text);
    try {
      const own = project.with(settingsOf(uri).settings);
      const callsNow = () => {
        if (!isComplete) {
          hasty.add(uri);
          return [];
        }
        pageCalls ??= createCalls(paths, own);
        return pageCalls();
      };
      const { findings, heeded = [] } = engine.analyze({ ...own, pageCalls: callsNow }, uri);
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
    again(looked, changed) {
      // They may stand in the files that were changed.
      pageCalls = undefined;
      const text = changed.get(looked.uri) ?? looked.text;
      return { ...looked, text, reported: analyse(looked.uri, new Map([[looked.uri, text], ...changed])) };
    },
    complete: () => {
      isComplete = true;
    },
    hasty,
  };
}
