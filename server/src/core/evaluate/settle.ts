import type { Place } from '../text/span.ts';
import { type Plain, tooComplex, unknown } from './build.ts';
import { alternatives, oneOf, under } from './combine.ts';
import type { Alternative, Value } from './value.ts';

/**
 * What `change` makes of each alternative. One for which it makes nothing is one with which the program stops: the
 * others remain, and the last one that remains needs no condition.
 */
export function settlement(value: Value, change: (plain: Plain) => Value | undefined, where: Place): Value {
  const found: Alternative[] = [];
  let stopped = 0;
  let left = 0;
  for (const alternative of alternatives(value)) {
    const made = change(alternative.value);
    if (made === undefined) stopped += 1;
    else {
      left += 1;
      found.push(...under(made, alternative.when));
    }
    if (found.length > 64) return tooComplex(where);
  }
  const [only] = found;
  if (!only) return unknown({ kind: 'syntax', what: 'error' }, where);
  if (stopped > 0 && left === 1 && found.length === 1) return only.value;
  return oneOf(found, where);
}
