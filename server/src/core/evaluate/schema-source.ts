import type { Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { nothing, unknown } from './build.ts';
import { oneOf } from './combine.ts';
import type { Context } from './context.ts';
import { isEnvironmentObject, isWholeEnvironment, variableWhen } from './environment.ts';
import { lastEntry, overriding } from './records.ts';
import type { Reason, Value } from './value.ts';

/** What a schema looks at: what is given under a name. */
export type Source = (name: string, where: Place) => Value;

/** The environment of the process as an argument: `validate: (config) => schema.parse(config)`. */
export const ENVIRONMENT: Reason = { kind: 'attribute', path: 'process.env' };

export const environment: Source = (name, where) =>
  oneOf(
    [
      { value: nothing(where, true), when: [variableWhen(name, 'unset')] },
      {
        // What is set is a text.
        value: { ...unknown({ kind: 'environment', variable: name }, where), raw: true },
        when: [variableWhen(name, 'set')],
      },
    ],
    where,
  );

export function sourceOf(context: Context, input: Expr): Source {
  return isEnvironmentObject(context, input) ? environment : sourceIn(context.evaluate(input));
}

/** `{ ...process.env, X: 'x' }`, and objects that name each variable: `{ X: process.env.X }`. */
export function sourceIn(value: Value): Source {
  return (name, where) => {
    if (value.kind === 'unknown' && isWholeEnvironment(value.reason)) return environment(name, where);
    if (value.kind !== 'record') return unknown({ kind: 'attribute', path: name }, where);
    const found = lastEntry(value, name);
    const hidden = overriding(value, found);
    if (!hidden) return found?.value ?? nothing(where, true);
    // Nothing but the environment may stand behind it.
    if (!found && value.rest.every(({ reason }) => isWholeEnvironment(reason)))
      return environment(name, where);
    return unknown(hidden.reason, where, { via: hidden.via });
  };
}
