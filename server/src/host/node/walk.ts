import { sep } from 'node:path';
import type { ReadProblem } from '../host.ts';
import { runNow } from '../io.ts';
import { startAt, type VisitOptions, visit } from '../visit.ts';
import { localFiles } from './files.ts';
import { pathOf } from './paths.ts';

export type LocalWalkEvent =
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'problem';
      readonly uri: string;
      readonly problem: ReadProblem;
      readonly message: string;
    };

/**
 * The files below a local folder that are worth opening, in the order of their names, the files of a folder before its
 * folders. Links are not followed, so the walk ends.
 */
export function* walk(folder: string, options: VisitOptions): Generator<LocalWalkEvent, void, undefined> {
  const pending = [runNow(startAt(folder, options), localFiles)];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const found = runNow(visit(next, options), localFiles);
    if (found.problem && (found.problem.problem !== 'missing' || next.uri === folder)) {
      yield { kind: 'problem', uri: next.uri, ...found.problem };
    }
    for (let at = found.folders.length - 1; at >= 0; at--) {
      const inner = found.folders[at];
      if (inner) pending.push(inner);
    }
    const path = pathOf(next.uri);
    if (path === undefined) continue;
    const start = path.endsWith(sep) ? path : path + sep;
    for (const name of found.files) yield { kind: 'path', path: start + name };
  }
}
