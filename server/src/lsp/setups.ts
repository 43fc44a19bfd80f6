import { mayHoldSetup } from '../core/index.ts';
import type { Session } from './session.ts';
import { uriKey } from './uris.ts';
import { walkOptions } from './walking.ts';

export interface Setups {
  /** Sources that came, changed or went on the disk. */
  changed(uris: readonly string[]): void;
  /** Everything is to be looked for again: the settings or the workspace folders are others now. */
  again(): void;
  stop(): void;
}

/** A change of more files than this is a new workspace. */
const MOST_CHANGES = 200;

/**
 * Finds the files of the workspace that hold set-ups, open or not, and analyses each once, so that it is known which files
 * their values come from. It begins with the first document that is opened and runs between the client's requests.
 */
export function setupsFeature(session: Session): Setups {
  const { host, documents, analyses, modules, links, affected } = session;
  /** By key. */
  let candidates = new Map<string, string>();
  /** What was learnt of changed files while the workspace was looked through: undefined for one that holds none. */
  let learnt = new Map<string, string | undefined>();
  let runs = 0;
  let begun = false;

  async function look(run: number): Promise<void> {
    const found = new Map<string, string>();
    learnt = new Map();
    for (const folder of session.folders()) {
      for await (const event of host.candidates(folder, await walkOptions(session, folder))) {
        if (run !== runs) return;
        if (event.kind !== 'file') continue;
        found.set(uriKey(event.uri), event.uri);
        if (event.text !== undefined) modules.offer(event.uri, event.text);
        await analyses.inspect(event.uri);
      }
    }
    for (const [key, uri] of learnt) {
      if (uri === undefined) found.delete(key);
      else found.set(key, uri);
    }
    for (const [key, uri] of candidates) if (!found.has(key)) affected.add(links.forget(uri));
    candidates = found;
  }

  async function update(uris: readonly string[]): Promise<void> {
    for (const uri of uris) {
      const key = uriKey(uri);
      if (documents.get(uri)) continue;
      const module = await modules.load(uri);
      const isCandidate =
        module &&
        mayHoldSetup(module.text, module.language) &&
        (candidates.has(key) || (await host.isWalked(uri)));
      learnt.set(key, isCandidate ? uri : undefined);
      if (isCandidate) candidates.set(key, uri);
      else {
        candidates.delete(key);
        affected.add(links.forget(uri));
      }
    }
    // Imports of any of them may lead elsewhere now; those that do not are left alone.
    for (const uri of [...candidates.values()]) await analyses.inspect(uri);
  }

  const run = (what: string, work: () => Promise<void>) => {
    work().catch((error: unknown) => session.failed(what, error));
  };
  const again = () => {
    if (!begun) return;
    const mine = ++runs;
    run('looking for set-ups', () => look(mine));
  };
  // While it was open it counted; from now on it does where the workspace has it.
  documents.onClosed((uri) => run('looking at a closed file', () => update([uri])));
  session.onReady(() => {
    const begin = () => {
      if (begun) return;
      begun = true;
      again();
    };
    documents.onChanged(begin);
    for (const _ of documents.all()) begin();
  });
  return {
    changed(uris) {
      affected.add(uris.flatMap((uri) => [uri, ...links.pointedAt(uri), ...links.restingOn(uri)]));
      if (!begun) return;
      if (uris.length > MOST_CHANGES) again();
      else run('looking at changed files', () => update(uris));
    },
    again,
    stop() {
      runs++;
    },
  };
}
