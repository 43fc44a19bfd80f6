import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Reading, Unit } from '../framework.ts';
import { callsOf, readOptionCall } from '../shared/javascript/option-calls.ts';
import { returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import type { OptionsReader } from '../shared/javascript/setups.ts';
import { lowerOrpc } from './lower.ts';

export function read(unit: Unit): Reading {
  const about = { framework: 'orpc-cors', title: 'oRPC', version: unit.version(['@orpc/server']) };
  const policies = callsOf(unit, isPlugin, 'CORSPlugin', true).flatMap((call) =>
    readOptionCall(unit, call, about, READER),
  );
  return { policies, misuses: [] };
}

function isPlugin({ module, name }: Symbol_): boolean {
  return name === 'CORSPlugin' && /^(?:npm:)?@orpc\/server(?:@[\w.^~-]+)?\/plugins$/.test(module);
}

const READER: OptionsReader = {
  lower: lowerOrpc,
  settled: (evaluator, option) => settledReturn(evaluator, option, 'first parameter'),
  callback: (evaluator, options) =>
    returnedCases(evaluator, options.get('origin'), 'first parameter', 'header'),
};
