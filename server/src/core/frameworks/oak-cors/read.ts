import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { mountOf, uncalled } from '../shared/javascript/mount.ts';
import { aboutCall, readOptionCall } from '../shared/javascript/option-calls.ts';
import { references } from '../shared/javascript/references.ts';
import { returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import { notOptions, OPEN_OPTIONS, type OptionsReader } from '../shared/javascript/setups.ts';
import { lowerOak } from './lower.ts';

const NAMES = ['oakCors', 'opineCors', 'abcCors', 'mithCors', 'attainCors'];

const ABOUT = {
  framework: 'oak-cors',
  title: 'cors (Deno)',
  effect:
    'oak calls it with the context as its options, and it hands nothing on, so no request reaches a route.',
};

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const policies: Policy[] = [];
  const misuses: Misuse[] = [];
  for (const name of NAMES) {
    for (const expr of references(
      unit.evaluator,
      (symbol) => isDenoCors(symbol) && symbol.name === name,
      name,
    )) {
      const parent = module.parent(expr);
      if (parent.role === 'callee' && !parent.call.isNew) {
        const about = aboutCall(unit, parent.call, ABOUT, ['@tajpouria/cors']);
        policies.push(...readOptionCall(unit, parent.call, about, READER));
      } else if (name === 'oakCors' && mountOf(module, expr)) misuses.push(uncalled(module, expr, ABOUT));
    }
  }
  return { policies, misuses };
}

function isDenoCors({ module }: Symbol_): boolean {
  return (
    /^https:\/\/deno\.land\/x\/cors(?:@v?[\w.^~-]+)?\/(?:mod|\w+Cors)\.ts$/.test(module) ||
    /^(?:npm:|jsr:)?\/?@tajpouria\/cors(?:@[\w.^~-]+)?$/.test(module)
  );
}

const READER: OptionsReader = {
  lower: lowerOak,
  given: (evaluator, value) => {
    if (value.kind === 'function') return OPEN_OPTIONS;
    if (value.kind !== 'text' && value.kind !== 'list' && value.kind !== 'regex') return undefined;
    const effect = '`cors` finds no option in it, so the default `*` allows every origin.';
    return notOptions(evaluator, value, effect, (written) => `{ origin: ${written} }`);
  },
  settled: (evaluator, option) => settledReturn(evaluator, option, 'first parameter'),
  callback: (evaluator, options) =>
    returnedCases(evaluator, options.get('origin'), 'first parameter', 'setting'),
};
