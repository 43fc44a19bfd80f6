import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Reading, Unit } from '../framework.ts';
import { callsOf, readOptionCall } from '../shared/javascript/option-calls.ts';
import { isPromised, returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import type { OptionsReader } from '../shared/javascript/setups.ts';
import { lowerItty } from './lower.ts';
import { lostRequests } from './wiring.ts';

export function read(unit: Unit): Reading {
  const about = {
    framework: 'itty-router',
    title: 'itty-router',
    version: unit.version(['itty-router']),
  };
  const readings = callsOf(unit, isIttyCors, 'cors').map((call) => {
    const policies = readOptionCall(unit, call, about, READER);
    return { policies, misuses: lostRequests(unit.evaluator, call, policies) };
  });
  return {
    policies: readings.flatMap(({ policies }) => policies),
    misuses: readings.flatMap(({ misuses }) => misuses),
  };
}

function isIttyCors({ module, name }: Symbol_): boolean {
  return (
    name === 'cors' && /^(?:npm:|https:\/\/esm\.sh\/)?itty-router(?:@[\w.^~-]+)?(?:\/cors)?$/.test(module)
  );
}

const READER: OptionsReader = {
  lower: lowerItty,
  settled: (evaluator, option) =>
    isPromised(option) ? option : settledReturn(evaluator, option, 'first parameter'),
  callback: (evaluator, options) =>
    isPromised(options.get('origin'))
      ? undefined
      : returnedCases(evaluator, options.get('origin'), 'first parameter', 'header'),
};
