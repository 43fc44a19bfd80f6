import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { CallExpr } from '../../../syntax/expr.ts';
import { type Place, placeOf } from '../../../text/span.ts';
import { methodCalls, runsWhen } from './calls.ts';
import { type Configured, configuredBy } from './policy.ts';
import { truth } from './values.ts';

const FLAG = /\bcors\s*=\s*True\b/;

/** `@app.route("/", cors=True)`: the calls of these methods, in a file that has such a flag at all. */
export function flaggedRoutes(evaluator: Evaluator, methods: readonly string[]): readonly CallExpr[] {
  if (!FLAG.test(evaluator.module.text)) return [];
  return methods.flatMap((method) =>
    methodCalls(evaluator, method).filter((call) => {
      const flag = call.args.find(({ name }) => name === 'cors');
      if (flag === undefined) return false;
      const value = evaluator.evaluate(flag.value);
      return value.kind === 'boolean' && truth(value) === true;
    }),
  );
}

/** Makes the policy of a set-up; `scope` is the decorator of a route that is set up by itself. */
export type Make = (setup: Place, configured: Configured, scope: string | undefined) => Policy;

/** `CORSConfig(…)`, whose arguments have these names. */
export function configPolicies(
  evaluator: Evaluator,
  call: CallExpr,
  names: readonly string[],
  make: Make,
): readonly Policy[] {
  const { uri } = evaluator.module;
  return configuredBy(evaluator, call, names).map((one) => ({
    ...make(placeOf(uri, call.span), one, undefined),
    insertion: { form: 'argument', place: placeOf(uri, call.argsSpan) },
  }));
}

/** A route of {@link flaggedRoutes}: the configuration without options. */
export function routePolicies(evaluator: Evaluator, call: CallExpr, make: Make): readonly Policy[] {
  const { module } = evaluator;
  const when = runsWhen(evaluator, call.span.start);
  const flag = call.args.find(({ name }) => name === 'cors');
  if (!when || !flag) return [];
  const parent = module.parent(call);
  const scope = parent.role === 'decorator' ? parent.name : undefined;
  return [make(placeOf(module.uri, flag.span), { options: new Map(), when, open: false }, scope)];
}
