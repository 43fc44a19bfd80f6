import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { mountOf, uncalled } from '../shared/javascript/mount.ts';
import { aboutCall, readOptionCall } from '../shared/javascript/option-calls.ts';
import { references } from '../shared/javascript/references.ts';
import { isPromised, NOBODY, returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import { notOptions, type OptionsReader } from '../shared/javascript/setups.ts';
import { lowerTinyhttp } from './lower.ts';
import { placementsOf } from './placement.ts';

const ABOUT = {
  framework: 'tinyhttp-cors',
  title: '@tinyhttp/cors',
  // Measured with @tinyhttp/app 2.5.2 and every version of @tinyhttp/cors.
  effect: 'tinyhttp calls it with the request as its options, which answers nothing, so every request hangs.',
};

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const policies: Policy[] = [];
  const misuses: Misuse[] = [];
  const calls: CallExpr[] = [];
  for (const expr of references(unit.evaluator, isTinyhttpCors, 'cors')) {
    const parent = module.parent(expr);
    if (parent.role === 'callee' && !parent.call.isNew) {
      calls.push(parent.call);
      const about = aboutCall(unit, parent.call, ABOUT, ['@tinyhttp/cors']);
      policies.push(...readOptionCall(unit, parent.call, about, READER));
    } else if (mountOf(module, expr)) misuses.push(uncalled(module, expr, ABOUT));
  }
  return { policies, misuses: [...misuses, ...placementsOf(unit, calls)] };
}

function isTinyhttpCors({ module, name }: Symbol_): boolean {
  return name === 'cors' && /^(?:npm:|https:\/\/esm\.sh\/)?@tinyhttp\/cors(?:@[\w.^~-]+)?$/.test(module);
}

const READER: OptionsReader = {
  lower: lowerTinyhttp,
  given: (evaluator, value) => {
    if (value.kind !== 'text' && value.kind !== 'list' && value.kind !== 'regex') return undefined;
    const effect = '@tinyhttp/cors finds no option in it, so the default `*` allows every origin.';
    return notOptions(evaluator, value, effect, (written) => `{ origin: ${written} }`);
  },
  settled: (evaluator, option) => (isPromised(option) ? option : settledReturn(evaluator, option, 'request')),
  callback: (evaluator, options) => {
    const origin = options.get('origin');
    return isPromised(origin) ? NOBODY : returnedCases(evaluator, origin, 'request', 'header');
  },
};
