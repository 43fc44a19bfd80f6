import { dialectOf } from '../core/index.ts';
import { isBundle, MAX_SOURCE_BYTES, tooLarge } from './decode.ts';
import type { FileSystem, Host, Prefilter, WalkEvent, WalkOptions } from './host.ts';
import { globs } from './ignoring.ts';
import { runLater } from './io.ts';
import { createStore, type StoreOptions } from './store.ts';
import { joinUri, pathBelow } from './uris.ts';
import { isWalked, startAt, visit } from './visit.ts';

export interface HostOptions extends StoreOptions {
  readonly prefilter: Prefilter;
}

/** A host from a file system that waits, such as the one that asks an editor. */
export function createHost(files: FileSystem, options: HostOptions): Host {
  const store = createStore(options);
  return {
    files,
    versions: (uri) => runLater(store.versions(uri), files),
    settings: (uri) => runLater(store.settings(uri), files),
    resolve: (request) => runLater(store.resolve(request), files),
    variables: (uri) => runLater(store.variables(uri), files),
    isWalked: (uri) => runLater(isWalked(uri, options.roots(), { store, folderSettings: true }), files),
    changed: store.changed,
    candidates,
  };

  async function* candidates(
    folder: string,
    { exclude = [], most = Number.POSITIVE_INFINITY, prefilter = options.prefilter }: WalkOptions = {},
  ): AsyncIterable<WalkEvent> {
    const excludes = excluder(folder, exclude);
    const visiting = { store, folderSettings: true, excludes };
    const pending = [await runLater(startAt(folder, visiting), files)];
    let looked = 0;
    for (let next = pending.pop(); next !== undefined && looked < most; next = pending.pop()) {
      const found = await runLater(visit(next, visiting), files);
      if (found.problem && found.problem.problem !== 'missing') {
        yield { kind: 'problem', uri: next.uri, ...found.problem };
      }
      pending.push(...[...found.folders].reverse());
      for (const name of found.files) {
        if (looked >= most) break;
        const uri = joinUri(next.uri, name);
        const outcome = await files.readText(uri);
        looked++;
        if (outcome.problem !== undefined) {
          if (isTold(outcome.problem))
            yield { kind: 'problem', uri, problem: outcome.problem, message: outcome.message };
        } else if (prefilter.text(outcome.text, dialectOf(uri)?.language) && !isBundle(outcome.text)) {
          if (outcome.text.length <= MAX_SOURCE_BYTES) yield { kind: 'file', uri, text: outcome.text };
          else yield { kind: 'problem', uri, ...tooLarge(MAX_SOURCE_BYTES) };
        }
        if (looked % 50 === 0) yield { kind: 'progress', files: looked };
      }
    }
    yield { kind: 'progress', files: looked };
  }
}

/** A file that vanished is no loss, and a binary file with a source file's ending no source. */
export function isTold(problem: string): boolean {
  return problem !== 'missing' && problem !== 'binary';
}

/** Globs relative to a folder as a test of URIs. */
export function excluder(folder: string, exclude: readonly string[]): ((uri: string) => boolean) | undefined {
  if (exclude.length === 0) return undefined;
  const covers = globs(exclude);
  return (uri) => covers(pathBelow(folder, uri) ?? '');
}
