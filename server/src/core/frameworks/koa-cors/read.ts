import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { mountOf, scopeOf, uncalled } from '../shared/javascript/mount.ts';
import { references } from '../shared/javascript/references.ts';
import { isPromised, NOBODY, returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import { notOptions, type OptionsReader, readSetup } from '../shared/javascript/setups.ts';
import { libraryOf } from '../shared/koa-cors/versions.ts';
import { lowerKoa } from './lower.ts';
import { placementsOf } from './placement.ts';

const FRAMEWORK = 'koa-cors';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const policies: Policy[] = [];
  const misuses: Misuse[] = [];
  const calls: CallExpr[] = [];
  for (const expr of references(evaluator, isKoaCors)) {
    const parent = evaluator.module.parent(expr);
    const name = packageOf(evaluator.symbol(expr)?.module ?? '');
    if (parent.role === 'callee' && !parent.call.isNew) {
      calls.push(parent.call);
      policies.push(...readCall(unit, parent.call, name));
    } else if (mountOf(evaluator.module, expr))
      misuses.push(uncalled(evaluator.module, expr, { framework: FRAMEWORK, title: name, effect: UNCALLED }));
  }
  return { policies, misuses: [...misuses, ...placementsOf(unit, calls)] };
}

/** Measured with Koa 2: what `cors(ctx)` gives is a function, which nobody calls. */
const UNCALLED =
  'Koa calls it with the context as its options, which answers nothing, so every request ends with status 404.';

/** @feathersjs/koa hands @koa/cors on under the name `cors`. */
function isKoaCors({ module, name }: Symbol_): boolean {
  if (/^(?:npm:)?(?:@koa\/cors|kcors|koa2-cors)(?:@[\w.^~-]+)?$/.test(module))
    return name === 'default' || name === '*';
  return module === '@feathersjs/koa' && name === 'cors';
}

function packageOf(module: string): string {
  return /\b(?:kcors|koa2-cors)\b/.exec(module)?.[0] ?? '@koa/cors';
}

const READER: OptionsReader = {
  lower: lowerKoa,
  given: (evaluator, value) =>
    value.kind === 'text' || value.kind === 'list' || value.kind === 'regex'
      ? notOptions(
          evaluator,
          value,
          '@koa/cors finds no option in it, so the default lets every origin in.',
          value.kind === 'text' ? (written) => `{ origin: ${written} }` : undefined,
        )
      : undefined,
  settled: (evaluator, option, version) =>
    isPromised(option) && !libraryOf(version).awaits ? option : settledReturn(evaluator, option, 'request'),
  callback: (evaluator, options, version) => {
    const origin = options.get('origin');
    if (isPromised(origin) && !libraryOf(version).awaits) return NOBODY;
    return returnedCases(evaluator, origin, 'request', 'header');
  },
};

function readCall(unit: Unit, call: CallExpr, name: string): readonly Policy[] {
  const { module } = unit.evaluator;
  const [options] = call.args;
  const scope = scopeOf(module, call);
  return readSetup(
    unit.evaluator,
    {
      framework: FRAMEWORK,
      title: name,
      version: unit.version([name]),
      setup: placeOf(module.uri, call.span),
      ...(call.args.length === 0 && {
        insertion: { form: 'argument', place: placeOf(module.uri, call.argsSpan) },
      }),
      ...(scope !== undefined && { scope }),
      ...(options && { options: options.value }),
    },
    READER,
  );
}
