import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Reading, Unit } from '../framework.ts';
import { callsOf, readOptionCall } from '../shared/javascript/option-calls.ts';
import { isPromised, returnedCases } from '../shared/javascript/returned.ts';
import type { OptionsReader } from '../shared/javascript/setups.ts';
import { lowerIttyCors } from './lower.ts';

export function read(unit: Unit): Reading {
  const about = {
    framework: 'itty-cors',
    title: 'createCors',
    version: unit.version(['itty-router', 'itty-cors']),
  };
  const policies = callsOf(unit, isCreateCors, 'createCors').flatMap((call) =>
    readOptionCall(unit, call, about, READER),
  );
  return { policies, misuses: [] };
}

function isCreateCors({ module, name }: Symbol_): boolean {
  return (
    name === 'createCors' &&
    /^(?:npm:|https:\/\/esm\.sh\/)?(?:itty-router(?:@[\w.^~-]+)?(?:\/createCors)?|itty-cors(?:@[\w.^~-]+)?)$/.test(
      module,
    )
  );
}

const READER: OptionsReader = {
  lower: lowerIttyCors,
  callback: (evaluator, options) => {
    const option = options.get('origins');
    // A promise is truthy, and nobody waits for it: what it would say is not known to matter.
    return isPromised(option) ? undefined : returnedCases(evaluator, option, 'first parameter', 'verdict');
  },
};
