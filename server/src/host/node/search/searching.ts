import type { Prefilter } from '../../host.ts';
import { type Search, type Sighting, searchInTwo } from './search.ts';

/** A search that has begun. */
export interface Searching {
  /** To be asked for once: everything that is met, in the order of the walk. It throws where the search cannot go on. */
  sightings(): AsyncIterable<Sighting> | Iterable<Sighting>;
  /** How many files are found by now, which may be more than were told. */
  found(): number;
  /** Whether that is all of them. */
  isWalked(): boolean;
  /** Ends it, also before its end. */
  close(): void;
}

/** In this thread, which finds everything before it reads anything. */
export function searchHere(search: Search, prefilter?: Prefilter): Searching {
  const { walk, read } = searchInTwo(search, prefilter);
  let found = 0;
  let walked = false;
  return {
    *sightings() {
      for (const sighting of walk()) {
        if (sighting.kind === 'found') found += sighting.paths.length;
        else if (sighting.kind === 'walked') walked = true;
        yield sighting;
      }
      yield* read();
    },
    found: () => found,
    isWalked: () => walked,
    close: () => {},
  };
}
