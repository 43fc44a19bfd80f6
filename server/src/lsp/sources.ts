import type { Place, Policy } from '../core/index.ts';
import type { Inspection } from './analyses.ts';
import { rangeOf } from './diagnostics.ts';
import type { Location } from './messages.ts';

/** More places than these nobody looks through. */
const MOST_PLACES = 100;

/**
 * Where the values of the set-up at a selection are written, if that is elsewhere: of the option that is selected, else of
 * all of them.
 */
export function sourcesOf({ analysis }: Inspection, selected: Place): readonly Place[] {
  const places: Place[] = [];
  for (const policy of analysis.policies) {
    if (!touches(policy.setup, selected)) continue;
    const options = [...policy.options.values()].filter(({ place }) => touches(place, selected));
    const wanted = options.length > 0 ? options : [...policy.options.values()];
    const isOrigins =
      options.length === 0 || options.some(({ place }) => touches(place, policy.originsPlace));
    const found = [...wanted.map(({ value }) => value.place), ...(isOrigins ? originsOf(policy) : [])];
    places.push(...found.filter((place) => !touches(policy.setup, place)));
  }
  return unique(places);
}

/** The ways from a value to the set-ups that rest on it, for the findings at a selection. */
export function setupsOf({ uri, analysis }: Inspection, selected: Place): readonly Place[] {
  return unique(
    analysis.findings
      .filter(({ place }) => touches(place, selected))
      .flatMap(({ related }) => related.map(({ place }) => place))
      .filter((place) => place.uri !== uri || !touches(place, selected)),
  );
}

export function locationsOf(inspection: Inspection, places: readonly Place[]): readonly Location[] {
  return places.flatMap((place) => {
    const range = rangeOf(inspection, place);
    return range ? [{ uri: place.uri, range }] : [];
  });
}

function originsOf({ origins }: Policy): readonly Place[] {
  return origins.filter(({ isDefault }) => !isDefault).map(({ place }) => place);
}

function touches(a: Place, b: Place): boolean {
  return a.uri === b.uri && a.start <= b.end && b.start <= a.end;
}

function unique(places: readonly Place[]): readonly Place[] {
  const byKey = new Map(places.map((place) => [JSON.stringify([place.uri, place.start, place.end]), place]));
  return [...byKey.values()].slice(0, MOST_PLACES);
}
