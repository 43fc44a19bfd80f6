import type { Symbol_ } from '../../evaluate/evaluator.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { callsOf, readOptionCall } from '../shared/javascript/option-calls.ts';
import { notOptions, type OptionsReader } from '../shared/javascript/setups.ts';
import { lowerMicroCors } from './lower.ts';

export function read(unit: Unit): Reading {
  const about = { framework: 'micro-cors', title: 'micro-cors', version: unit.version(['micro-cors']) };
  const policies = callsOf(unit, isMicroCors, 'default').flatMap((call) => {
    const argument = call.args[0]?.value.span ?? call.argsSpan;
    return readOptionCall(unit, call, about, {
      ...READER,
      given: (evaluator, value, depth, version) => {
        if (value.kind !== 'function') return READER.given?.(evaluator, value, depth, version);
        // The handler is right where it is written: it is given to the wrong call.
        const given = { ...value, place: placeOf(evaluator.module.uri, argument), via: [] };
        return notOptions(evaluator, given, NO_HANDLER);
      },
    });
  });
  return { policies, misuses: [] };
}

function isMicroCors({ module, name }: Symbol_): boolean {
  return /^(?:npm:)?micro-cors(?:@[\w.^~-]+)?$/.test(module) && (name === 'default' || name === '*');
}

const READER: OptionsReader = {
  lower: lowerMicroCors,
  given: (evaluator, value) => {
    if (value.kind !== 'text' && value.kind !== 'list' && value.kind !== 'regex') return undefined;
    const effect = 'micro-cors finds no option in it, so the default `*` allows every origin.';
    const wrap = (written: string) => `{ origin: ${written} }`;
    return notOptions(evaluator, value, effect, value.kind === 'text' ? wrap : undefined);
  },
};

const NO_HANDLER =
  'micro-cors takes it as its options and never calls it: the handler goes to what `microCors()` gives, `microCors()(handler)`.';
