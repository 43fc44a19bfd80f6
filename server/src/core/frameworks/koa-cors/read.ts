import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { mountOf, uncalled } from '../shared/javascript/mount.ts';
import { aboutCall, readOptionCall } from '../shared/javascript/option-calls.ts';
import { references } from '../shared/javascript/references.ts';
import { KOA_READER } from '../shared/koa-cors/read.ts';
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
      const about = aboutCall(unit, parent.call, { framework: FRAMEWORK, title: name }, [name]);
      policies.push(...readOptionCall(unit, parent.call, about, KOA_READER));
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
