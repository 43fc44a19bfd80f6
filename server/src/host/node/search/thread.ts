import { on } from 'node:events';
import { type MessagePort, Worker } from 'node:worker_threads';
import { type Search, type Sighting, searchInTwo } from './search.ts';
import type { Searching } from './searching.ts';

/** What the thread is given when it starts. */
export interface Start {
  readonly search: Search;
  /** Shared, so that each side sees where the other stands while both work; the places are below. */
  readonly counters: Int32Array;
}

const FOUND = 0;
const WALKED = 1;
/** UTF-16 units of the texts that were looked at. */
const TAKEN = 2;
const COUNTERS = 3;

/** So many UTF-16 units may wait to be looked at. */
const MOST_WAITING = 8 * 1024 * 1024;
/** Sightings are sent together, but none waits longer than this many milliseconds while the search goes on. */
const PATIENCE = 4;

type Message = readonly Sighting[] | 'end';

/**
 * The search in a thread of its own, which begins at once: while this thread loads what it does with the files, and while it does
 * it, the other one finds and reads. `program` is where {@link answerSearch} runs.
 */
export function searchBeside(search: Search, program: string | URL): Searching {
  const counters = new Int32Array(new SharedArrayBuffer(COUNTERS * Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(program, { workerData: { search, counters } satisfies Start });
  // From now on, so that nothing is lost of what is sent before somebody asks.
  const messages: AsyncIterable<readonly unknown[]> = on(worker, 'message', { close: ['exit'] });

  return {
    async *sightings() {
      for await (const [message] of messages) {
        const sightings = message as Message;
        if (sightings === 'end') return;
        for (const sighting of sightings) {
          yield sighting;
          if (sighting.kind !== 'candidate') continue;
          Atomics.add(counters, TAKEN, weightOf(sighting));
          Atomics.notify(counters, TAKEN);
        }
      }
      throw new Error('The search for files ended before it was done.');
    },
    found: () => Atomics.load(counters, FOUND),
    isWalked: () => Atomics.load(counters, WALKED) === 1,
    close: () => void worker.terminate(),
  };
}

/** The other side: searches, reads what it finds at once, and sends what it meets. */
export function answerSearch({ search, counters }: Start, port: MessagePort): void {
  const { walk, read } = searchInTwo(search);
  let sent = 0;
  let waiting: Sighting[] = [];
  let since = performance.now();

  const flush = () => {
    if (waiting.length > 0) port.postMessage(waiting);
    waiting = [];
    since = performance.now();
  };
  const tell = (sighting: Sighting) => {
    waiting.push(sighting);
    if (sighting.kind === 'candidate') {
      sent += weightOf(sighting);
      // A file to look at is work for the other side, which may have none.
      flush();
      waitUntilTaken(sent);
    } else if (performance.now() - since > PATIENCE) flush();
  };
  const waitUntilTaken = (upTo: number) => {
    for (;;) {
      const taken = Atomics.load(counters, TAKEN);
      // Both count on beyond 32 bits, and their difference stays true.
      if (((upTo - taken) | 0) <= MOST_WAITING) return;
      Atomics.wait(counters, TAKEN, taken);
    }
  };

  for (const sighting of walk()) {
    if (sighting.kind === 'found') Atomics.add(counters, FOUND, sighting.paths.length);
    else if (sighting.kind === 'walked') Atomics.store(counters, WALKED, 1);
    tell(sighting);
    for (const one of read()) tell(one);
  }
  flush();
  port.postMessage('end');
}

function weightOf({ outcome }: Extract<Sighting, { kind: 'candidate' }>): number {
  return outcome.text?.length ?? 0;
}
