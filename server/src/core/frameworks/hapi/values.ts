import type { Option, ResolvedVersion } from '../../policy/policy.ts';
import { isList, type JsValue, toJs, UNKNOWN } from '../shared/javascript/js-value.ts';
import { atLeast } from '../shared/versions.ts';

/** What hapi's validation makes of a value: `undefined` stands for the default. */
export type Taken<T> =
  | { readonly kind: 'taken'; readonly value: T }
  | { readonly kind: 'default' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused' };

type Options = ReadonlyMap<string, Option>;

function take<T>(options: Options, name: string, read: (value: JsValue) => Taken<T>): Taken<T> {
  const value = toJs(options.get(name)?.value);
  if (value === undefined) return { kind: 'default' };
  return value === UNKNOWN ? { kind: 'unknown' } : read(value);
}

const REFUSED = { kind: 'refused' } as const;

/** The texts `true` and `false` count, in any case. */
export function booleanOf(options: Options, name: string): Taken<boolean> {
  return take(options, name, (value) => {
    if (typeof value === 'boolean') return { kind: 'taken', value };
    const text = typeof value === 'string' ? value.toLowerCase() : '';
    return text === 'true' || text === 'false' ? { kind: 'taken', value: text === 'true' } : REFUSED;
  });
}

/** A text that is a plain number counts. */
export function numberOf(options: Options, name: string): Taken<number> {
  return take(options, name, (value) => {
    if (typeof value === 'number') return { kind: 'taken', value };
    if (typeof value !== 'string' || !/^\s*[-+]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value)) return REFUSED;
    return { kind: 'taken', value: Number(value) };
  });
}

/** A list of texts, none of them empty. Of an item that is not known nothing is said. */
export function namesOf(options: Options, name: string): Taken<readonly string[]> {
  return take(options, name, (value) => {
    if (!isList(value)) return REFUSED;
    const known = value.filter((item) => item !== UNKNOWN);
    if (!known.every((item): item is string => typeof item === 'string' && item !== '')) return REFUSED;
    return { kind: 'taken', value: known };
  });
}

/** hapi up to 16, which has connections. */
export function hasConnections(version: ResolvedVersion): boolean {
  return version.package === 'hapi' && !atLeast(version, '17.0.0');
}

export type Origins = 'ignore' | 'all' | readonly string[];

/** Texts only, at least one, and `*` by itself: everything else stops hapi at its start. `'ignore'` came with hapi 17. */
export function originsOf(options: Options, version: ResolvedVersion): Taken<Origins> {
  return take<Origins>(options, 'origin', (value) => {
    if (value === 'ignore' && !hasConnections(version)) return { kind: 'taken', value };
    if (!isList(value) || value.length === 0) return REFUSED;
    if (value.includes('*')) return value.length === 1 ? { kind: 'taken', value: 'all' } : REFUSED;
    const known = value.filter((item) => item !== UNKNOWN);
    return known.every((item): item is string => typeof item === 'string')
      ? { kind: 'taken', value: known }
      : REFUSED;
  });
}

/** Only the two numbers themselves. */
export function statusOf(options: Options): Taken<200 | 204> {
  return take(options, 'preflightStatusCode', (value) =>
    value === 200 || value === 204 ? { kind: 'taken', value } : REFUSED,
  );
}

/** The expression that hapi makes of an entry with a star (`lib/cors.js`, `Hoek.escapeRegex`). */
export function wildcardSource(entry: string): string {
  const escaped = entry.replace(/[\^$.*+\-?=!:|\\/()[\]{},]/g, '\\$&');
  return `^${escaped.replace(/\\\*/g, '.*').replace(/\\\?/g, '.')}$`;
}
