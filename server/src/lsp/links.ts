import type { Inspection } from './analyses.ts';
import { uriKey } from './uris.ts';

/** Which files rest on which, as far as they were analysed: small, since only files with set-ups are. */
export interface Links {
  /** Takes in an inspection. The files whose findings may be others now: the file itself, and where its findings stand or stood. */
  learn(inspection: Inspection): readonly string[];
  /** The files whose analysis looked into this one, without itself. */
  restingOn(uri: string): readonly string[];
  /** The other files in which its findings stand. */
  pointedAt(uri: string): readonly string[];
  /** For a file that is gone. The files where its findings stood. */
  forget(uri: string): readonly string[];
}

interface Link {
  readonly uri: string;
  /** Keys of what it rests on. */
  readonly rests: readonly string[];
  /** By key: the other files in which its findings stand. */
  readonly points: ReadonlyMap<string, string>;
}

export function createLinks(): Links {
  const links = new Map<string, Link>();
  const resting = new Map<string, Map<string, string>>();

  function forget(uri: string): readonly string[] {
    const key = uriKey(uri);
    const link = links.get(key);
    if (!link) return [];
    links.delete(key);
    for (const one of link.rests) {
      const roots = resting.get(one);
      roots?.delete(key);
      if (roots?.size === 0) resting.delete(one);
    }
    return [...link.points.values()];
  }

  return {
    learn({ uri, analysis, rests }) {
      const key = uriKey(uri);
      const before = forget(uri);
      const others = [...rests.modules.keys()].filter((one) => one !== key);
      const points = new Map<string, string>();
      for (const { place } of analysis.findings) {
        if (uriKey(place.uri) !== key) points.set(uriKey(place.uri), place.uri);
      }
      if (others.length > 0 || points.size > 0) links.set(key, { uri, rests: others, points });
      for (const one of others) {
        const roots = resting.get(one) ?? new Map<string, string>();
        resting.set(one, roots.set(key, uri));
      }
      return [uri, ...new Set([...before, ...points.values()])];
    },
    restingOn: (uri) => [...(resting.get(uriKey(uri))?.values() ?? [])],
    pointedAt: (uri) => [...(links.get(uriKey(uri))?.points.values() ?? [])],
    forget,
  };
}
