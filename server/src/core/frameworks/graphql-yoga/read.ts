import type { Evaluator, Symbol_ } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold, recordEntry } from '../../evaluate/read.ts';
import type { Value, When } from '../../evaluate/value.ts';
import { optionOf, type Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { optionPolicies } from '../shared/cors-package/option.ts';
import { callsOf } from '../shared/javascript/option-calls.ts';
import { runsWhen } from '../shared/javascript/references.ts';
import { type OptionsReader, type SetupCall, valuePolicies } from '../shared/javascript/setups.ts';
import { lowerYoga } from './lower.ts';

export function read(unit: Unit): Reading {
  const policies = callsOf(unit, isCreateYoga, 'createYoga').flatMap((call) => policiesOf(unit, call));
  return { policies, misuses: [] };
}

function isCreateYoga({ module, name }: Symbol_): boolean {
  return name === 'createYoga' && /^(?:npm:)?graphql-yoga(?:@[\w.^~-]+)?$/.test(module);
}

/** Without `cors` its defaults hold. What comes from a spread that cannot be read may have one. */
function policiesOf(unit: Unit, call: CallExpr): readonly Policy[] {
  const { evaluator } = unit;
  const [given] = call.args;
  const runs = runsWhen(evaluator, call.span.start);
  if (!given || given.spread || !runs) return [];
  const about = { framework: 'graphql-yoga', title: 'GraphQL Yoga', version: unit.version(['graphql-yoga']) };
  return alternatives(evaluator.evaluate(given.value)).flatMap(({ value, when }) => {
    const both = bothHold(runs, when);
    if (!both || value.kind !== 'record') return [];
    const entry = recordEntry(value, 'cors');
    if (!entry && value.rest.length > 0) return [];
    const setup = entry ? optionOf(entry).place : placeOf(evaluator.module.uri, call.span);
    const cors: Value = entry?.value ?? { kind: 'null', undefined: true, place: setup, via: [] };
    return optionPolicies(evaluator, { ...about, setup }, cors, both, yogaPolicies, isRead);
  });
}

/** `false` leaves CORS off. What a function makes of each request is not followed. */
function isRead(value: Value): boolean {
  if (value.kind === 'boolean') return value.value;
  return value.kind === 'null' || value.kind === 'record';
}

const READER: OptionsReader = { lower: lowerYoga };

function yogaPolicies(
  evaluator: Evaluator,
  call: SetupCall,
  value: Value,
  when: readonly When[],
): readonly Policy[] {
  return valuePolicies(evaluator, call, value, when, READER);
}
