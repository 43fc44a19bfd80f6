import type { Value, When } from '../../evaluate/value.ts';
import type { Policy } from '../../policy/policy.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { entriesOf, exportedConfigs } from '../shared/javascript/config-files.ts';
import { toJs, UNKNOWN } from '../shared/javascript/js-value.ts';
import { exportedSettings, isBeforeOne } from '../shared/javascript/sails-files.ts';
import { valuePolicies } from '../shared/javascript/setups.ts';
import { lowerSails0 } from './lower.ts';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const { uri } = evaluator.module;
  if (/(?:^|\/)config\/cors\.[cm]?[jt]s$/.test(uri)) {
    const found = exportedSettings(evaluator, 'cors').filter((value) => isBeforeOne(unit, value));
    return { policies: found.flatMap((value) => policies(unit, value, [])), misuses: [] };
  }
  const environments = exportedConfigs(evaluator, /(?:^|\/)config\/env\/[\w-]+\.[cm]?[jt]s$/);
  if (environments.length === 0) return NOTHING;
  const found = environments
    .flatMap((config) => entriesOf(config, 'cors'))
    .filter(({ option }) => isBeforeOne(unit, option.value));
  return {
    policies: found.flatMap(({ option, when }) => policies(unit, option.value, when)),
    misuses: [],
  };
}

/** Settings that hold for every route. What other files say of single routes is not known. */
function policies(unit: Unit, value: Value, when: readonly When[]): readonly Policy[] {
  const about = {
    framework: 'sails-0',
    title: 'Sails',
    version: unit.version(['sails']),
    setup: value.place,
  };
  return valuePolicies(unit.evaluator, about, value, when, { lower: lowerSails0 }).filter(({ options }) => {
    const all = toJs(options.get('allRoutes')?.value);
    return all === true || all === UNKNOWN;
  });
}
