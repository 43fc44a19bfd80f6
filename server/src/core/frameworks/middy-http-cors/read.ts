import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { mountOf, uncalled } from '../shared/javascript/mount.ts';
import { callsOf, readOptionCall } from '../shared/javascript/option-calls.ts';
import { references } from '../shared/javascript/references.ts';
import { isPromised, NOBODY, returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import type { OptionsReader } from '../shared/javascript/setups.ts';
import { lowerMiddy } from './lower.ts';

const ABOUT = {
  framework: 'middy-http-cors',
  title: '@middy/http-cors',
  // middy-core@7.9.2:index.js of @middy/core: "Middleware must be an object containing at least one key among …"
  effect: 'middy finds none of `before`, `after` and `onError` in it and fails as it starts.',
};

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const about = { ...ABOUT, version: unit.version(['@middy/http-cors']) };
  const policies = callsOf(unit, isHttpCors, 'default').flatMap((call) =>
    readOptionCall(
      unit,
      call,
      { framework: about.framework, title: about.title, version: about.version },
      READER,
    ),
  );
  const misuses = references(evaluator, isHttpCors).flatMap((expr): readonly Misuse[] =>
    evaluator.module.parent(expr).role !== 'callee' && mountOf(evaluator.module, expr)
      ? [uncalled(evaluator.module, expr, ABOUT)]
      : [],
  );
  return { policies, misuses };
}

function isHttpCors({ module, name }: Symbol_): boolean {
  return /^(?:npm:)?@middy\/http-cors(?:@[\w.^~-]+)?$/.test(module) && /^(?:default|\*)$/.test(name);
}

const READER: OptionsReader = {
  lower: lowerMiddy,
  settled: (evaluator, option) => {
    if (option.name !== 'getOrigin' || isPromised(option)) return option;
    const settled = settledReturn(evaluator, { ...option, name: 'origin' }, 'first parameter');
    return { ...settled, name: option.name };
  },
  callback: (evaluator, options) => {
    const option = options.get('getOrigin');
    return isPromised(option) ? NOBODY : returnedCases(evaluator, option, 'first parameter', 'header');
  },
};
