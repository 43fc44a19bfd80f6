import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { mountOf, uncalled } from '../shared/javascript/mount.ts';
import { aboutCall, readOptionCall } from '../shared/javascript/option-calls.ts';
import { references } from '../shared/javascript/references.ts';
import {
  isPromised,
  NOBODY,
  readsRequest,
  returnedCases,
  settledReturn,
} from '../shared/javascript/returned.ts';
import { notOptions, type OptionsReader } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { lowerHono } from './lower.ts';
import { placementsOf } from './placement.ts';

const ABOUT = {
  framework: 'hono-cors',
  title: 'Hono',
  // Measured with Hono 4: the context becomes the options, and the function that comes back is no response.
  effect: 'Hono calls it with the context as its options, so every request fails with status 500.',
};

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const policies: Policy[] = [];
  const misuses: Misuse[] = [];
  const calls: CallExpr[] = [];
  for (const expr of references(evaluator, isHonoCors, 'cors')) {
    const parent = evaluator.module.parent(expr);
    if (parent.role === 'callee' && !parent.call.isNew) {
      calls.push(parent.call);
      const about = aboutCall(unit, parent.call, ABOUT, ['hono', '@hono/hono']);
      policies.push(...readOptionCall(unit, parent.call, about, READER));
    } else if (mountOf(evaluator.module, expr)) misuses.push(uncalled(evaluator.module, expr, ABOUT));
  }
  return { policies, misuses: [...misuses, ...placementsOf(unit, calls)] };
}

/** `hono/cors` from npm and JSR, and Hono's modules on deno.land. */
function isHonoCors({ module, name }: Symbol_): boolean {
  return (
    name === 'cors' &&
    /^(?:(?:npm:|jsr:)?\/?(?:@hono\/)?hono(?:@[\w.^~-]+)?\/cors|https:\/\/deno\.land\/x\/hono(?:@[\w.]+)?\/middleware(?:\/cors\/index)?\.ts)$/.test(
      module,
    )
  );
}

const READER: OptionsReader = {
  lower: lowerHono,
  given: (evaluator, value) =>
    value.kind === 'text' || value.kind === 'list'
      ? notOptions(
          evaluator,
          value,
          'Hono finds no option in it, so the default `*` allows every origin.',
          (written) => `{ origin: ${written} }`,
        )
      : undefined,
  settled: (evaluator, option, version) =>
    isPromised(option) && !atLeast(version, '4.9.5')
      ? option
      : settledReturn(evaluator, option, 'first parameter'),
  callback: (evaluator, options, version) => {
    const origin = options.get('origin');
    if (isPromised(origin) && !atLeast(version, '4.9.5')) return NOBODY;
    // Without the context the function throws.
    if (!atLeast(version, '4.2.0') && readsRequest(evaluator, origin)) return NOBODY;
    return returnedCases(evaluator, origin, 'first parameter', 'header');
  },
};
