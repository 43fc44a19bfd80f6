import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Reading, Unit } from '../framework.ts';
import { exportedConfigs } from '../shared/javascript/config-files.ts';
import { callsOf, readOptionCall } from '../shared/javascript/option-calls.ts';
import { isPromised, returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import { type OptionsReader, valuePolicies } from '../shared/javascript/setups.ts';
import { lowerAdonis } from './lower.ts';

const ABOUT = { framework: 'adonis-cors', title: 'AdonisJS' };

export function read(unit: Unit): Reading {
  const about = { ...ABOUT, version: unit.version(['@adonisjs/cors']) };
  const policies = callsOf(unit, isDefineConfig, 'defineConfig').flatMap((call) =>
    readOptionCall(unit, call, about, READER),
  );
  return { policies: [...policies, ...readVersion5(unit)], misuses: [] };
}

function isDefineConfig({ module, name }: Symbol_): boolean {
  return module === '@adonisjs/cors' && name === 'defineConfig';
}

/** `config/cors.ts` of AdonisJS 5 exports an object whose type it takes from the framework. */
function readVersion5(unit: Unit): readonly Policy[] {
  const { evaluator } = unit;
  // An import of types alone binds nothing, so it is looked for in the text.
  if (!evaluator.module.text.includes("'@ioc:Adonis/Core/Cors'")) return [];
  const version = unit.version(['@adonisjs/core']);
  return exportedConfigs(evaluator, /(?:^|\/)config\/cors\.ts$/).flatMap(({ value, when }) =>
    valuePolicies(evaluator, { ...ABOUT, version, setup: value.place }, value, when, READER),
  );
}

const READER: OptionsReader = {
  lower: lowerAdonis,
  settled: (evaluator, option) =>
    isPromised(option) ? option : settledReturn(evaluator, option, 'first parameter'),
  callback: (evaluator, options) =>
    isPromised(options.get('origin'))
      ? undefined
      : returnedCases(evaluator, options.get('origin'), 'first parameter', 'setting'),
};
