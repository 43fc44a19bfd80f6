import { mayNameAddress, type PageCall, type Project, readPageCalls } from '../core/index.ts';
import { uriOf } from '../host/node/paths.ts';
import { candidateReader } from '../host/node/reader.ts';

/** More requests than these are no list that anybody looks through. */
const MOST_CALLS = 2000;
const SCRIPTS = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|astro)$/i;

/**
 * The requests of pages in the files that are checked, to addresses of this machine. They are looked for when a finding asks
 * for them: most runs have none that does.
 */
export function createCalls(paths: readonly string[], project: Project): () => readonly PageCall[] {
  let found: readonly PageCall[] | undefined;
  return () => {
    found ??= collect(paths, project);
    return found;
  };
}

function collect(paths: readonly string[], project: Project): readonly PageCall[] {
  const read = candidateReader({ text: mayNameAddress });
  const calls: PageCall[] = [];
  for (const path of paths) {
    if (!SCRIPTS.test(path) || read(path)?.text === undefined) continue;
    calls.push(...readPageCalls(project, uriOf(path)).calls);
    if (calls.length >= MOST_CALLS) break;
  }
  return calls;
}
