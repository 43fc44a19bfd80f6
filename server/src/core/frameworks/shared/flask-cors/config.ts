import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Entry, Value } from '../../../evaluate/value.ts';
import { type Option, optionOf } from '../../../policy/policy.ts';
import { meantOption } from '../meant.ts';
import { type Config, type Setting, settledEntries } from '../python/app-config.ts';
import { ABSENT } from '../python/assigned.ts';
import type { FlaskCorsLike } from './library.ts';

/** Keys that are meant for the library, whether it reads them or not. */
export const KEY = /^CORS_[A-Z_]+$/;

/** Configuration that is read, by its key: `CORS_` and the option in capitals (core.py: CONFIG_OPTIONS). */
export function keysOf({ options }: FlaskCorsLike): ReadonlyMap<string, string> {
  return new Map(options.map(({ name }) => [`CORS_${name.toUpperCase()}`, name]));
}

/** Keys that are not read though they look like it. */
export function strangersOf(library: FlaskCorsLike, { settings }: Config): readonly Option[] {
  const keys = keysOf(library);
  const names = [...keys.values()];
  return settings
    .filter(({ key }) => !keys.has(key) && meantOption(key, names) !== undefined)
    .map(({ entry }) => optionOf(entry));
}

/** Keys that are read, among those that are written. */
export function knownSettings(library: FlaskCorsLike, { settings }: Config): readonly Setting[] {
  const keys = keysOf(library);
  return settings.filter(({ key }) => keys.has(key));
}

/** The options that the configuration gives. */
export function optionsOf(
  library: FlaskCorsLike,
  evaluator: Evaluator,
  settings: readonly Setting[],
): readonly Entry[] {
  const keys = keysOf(library);
  return settledEntries(evaluator, settings, [...keys.keys()]).map((entry) => ({
    ...entry,
    key: keys.get(entry.key) ?? entry.key,
    value: withoutNone(entry.value),
  }));
}

/** A key whose value is None counts as not set (core.py: `get_app_kwarg_dict`). */
function withoutNone(value: Value): Value {
  if (value.kind === 'null') return ABSENT;
  if (value.kind !== 'oneOf') return value;
  return {
    ...value,
    alternatives: value.alternatives.map((each) =>
      each.value.kind === 'null' ? { ...each, value: ABSENT } : each,
    ),
  };
}
