import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Entry, Value } from '../../evaluate/value.ts';
import { type Option, optionOf } from '../../policy/policy.ts';
import { meantOption } from '../shared/meant.ts';
import { type Config, type Setting, settledEntries } from '../shared/python/app-config.ts';
import { ABSENT } from '../shared/python/assigned.ts';
import { FLASK_CORS_OPTIONS } from './options.ts';

/** Keys that are meant for flask-cors, whether it reads them or not. */
export const KEY = /^CORS_[A-Z_]+$/;
const NAMES = FLASK_CORS_OPTIONS.map(({ name }) => name);
/** Configuration that flask-cors reads, by its key: `CORS_` and the option in capitals (core.py: CONFIG_OPTIONS). */
const OPTION_OF_KEY = new Map(NAMES.map((name) => [`CORS_${name.toUpperCase()}`, name]));
/** Keys that flask-cors does not read though they look like it. */
export function strangersOf({ settings }: Config): readonly Option[] {
  return settings
    .filter(({ key }) => !OPTION_OF_KEY.has(key) && meantOption(key, NAMES) !== undefined)
    .map(({ entry }) => optionOf(entry));
}

/** Keys that flask-cors reads, among those that are written. */
export function knownSettings({ settings }: Config): readonly Setting[] {
  return settings.filter(({ key }) => OPTION_OF_KEY.has(key));
}

/** The options that the configuration gives. */
export function optionsOf(evaluator: Evaluator, settings: readonly Setting[]): readonly Entry[] {
  return settledEntries(evaluator, settings, [...OPTION_OF_KEY.keys()]).map((entry) => ({
    ...entry,
    key: OPTION_OF_KEY.get(entry.key) ?? entry.key,
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
