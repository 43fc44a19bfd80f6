import type { Evaluator, Symbol_ } from '../../evaluate/evaluator.ts';
import type { Option } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { onlyReturn } from '../shared/javascript/callback.ts';
import { mountOf } from '../shared/javascript/mount.ts';
import { type AboutLibrary, readOptionCall } from '../shared/javascript/option-calls.ts';
import type { OriginFunctionCase } from '../shared/javascript/origin-function.ts';
import { references } from '../shared/javascript/references.ts';
import { NOBODY, returnedCases } from '../shared/javascript/returned.ts';
import { type OptionsReader, readSetup } from '../shared/javascript/setups.ts';
import { isRequestOrigin } from '../shared/origin-mention.ts';
import { lowerElysia } from './lower.ts';
import { placementsOf } from './placement.ts';

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const calls: CallExpr[] = [];
  const policies = references(unit.evaluator, isElysiaCors, 'cors').flatMap((expr) => {
    const parent = module.parent(expr);
    if (parent.role === 'callee' && !parent.call.isNew) {
      calls.push(parent.call);
      return readOptionCall(unit, parent.call, aboutOf(unit), READER);
    }
    // Elysia calls a function with the application, in which the plugin finds no option: the defaults hold.
    if (!mountOf(module, expr)) return [];
    return readSetup(unit.evaluator, { ...aboutOf(unit), setup: placeOf(module.uri, expr.span) }, READER);
  });
  return { policies, misuses: placementsOf(unit, calls) };
}

function isElysiaCors({ module, name }: Symbol_): boolean {
  return (
    /^(?:npm:)?@elysiajs\/cors(?:@[\w.^~-]+)?$/.test(module) && /^(?:default|(?:default\.)?cors)$/.test(name)
  );
}

const READER: OptionsReader = {
  lower: lowerElysia,
  callback: (evaluator, options) => functionCases(evaluator, options.get('origin')),
};

function aboutOf(unit: Unit): AboutLibrary {
  return {
    framework: 'elysia-cors',
    title: '@elysiajs/cors',
    version: unit.version(['@elysiajs/cors']),
  };
}

/** Only exactly `true` lets in: a promise never is, nor is the origin itself. */
function functionCases(
  evaluator: Evaluator,
  option: Option | undefined,
): readonly OriginFunctionCase[] | undefined {
  if (option?.value.kind !== 'function') return undefined;
  const fn = option.value.function;
  if (fn.isAsync) return NOBODY;
  const own = evaluator.at(option.value.place.uri);
  const returned = onlyReturn(own.module, fn);
  if (returned && isRequestOrigin(own, returned)) return NOBODY;
  return returnedCases(evaluator, option, 'request', 'verdict');
}
