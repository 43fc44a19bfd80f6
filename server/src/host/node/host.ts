import type { Host, WalkEvent, WalkOptions } from '../host.ts';
import { runNow } from '../io.ts';
import { createHost, excluder, type HostOptions, isTold } from '../portable.ts';
import { createStore } from '../store.ts';
import { isWalked } from '../visit.ts';
import { later, localFiles } from './files.ts';
import { uriOf } from './paths.ts';
import { candidateReader } from './reader.ts';
import { walk } from './walk.ts';

/** How long a walk may keep the server from answering anything else, in milliseconds. */
const TURN = 8;

/** The local disk for the language server: the fast walk of the command line, in turns. */
export function createNodeHost(options: HostOptions): Host {
  const host = createHost(later(localFiles), options);
  const store = createStore(options);
  return {
    ...host,
    async versions(uri) {
      return runNow(store.versions(uri), localFiles);
    },
    async settings(uri) {
      return runNow(store.settings(uri), localFiles);
    },
    async resolve(request) {
      return runNow(store.resolve(request), localFiles);
    },
    async variables(uri) {
      return runNow(store.variables(uri), localFiles);
    },
    async isWalked(uri) {
      return runNow(isWalked(uri, options.roots(), { store, folderSettings: true }), localFiles);
    },
    changed: store.changed,
    candidates,
  };

  async function* candidates(
    folder: string,
    { exclude = [], most = Number.POSITIVE_INFINITY, prefilter = options.prefilter }: WalkOptions = {},
  ): AsyncIterable<WalkEvent> {
    const excludes = excluder(folder, exclude);
    const read = candidateReader(prefilter);
    let looked = 0;
    let turnEnds = Date.now() + TURN;
    for (const event of walk(folder, { store, folderSettings: true, excludes })) {
      if (event.kind === 'problem') {
        yield event;
        continue;
      }
      const outcome = read(event.path);
      if (looked++ >= most) break;
      if (outcome !== undefined) {
        const uri = uriOf(event.path);
        if (outcome.problem === undefined) yield { kind: 'file', uri, text: outcome.text };
        else if (isTold(outcome.problem))
          yield { kind: 'problem', uri, problem: outcome.problem, message: outcome.message };
      }
      if (Date.now() >= turnEnds) {
        yield { kind: 'progress', files: looked };
        await new Promise((resolve) => setImmediate(resolve));
        turnEnds = Date.now() + TURN;
      }
    }
    yield { kind: 'progress', files: looked };
  }
}
