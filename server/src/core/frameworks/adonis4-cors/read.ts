import { recordEntry } from '../../evaluate/read.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { type Config, configRecords, exportedConfigs } from '../shared/javascript/config-files.ts';
import { returnedCases } from '../shared/javascript/returned.ts';
import { type OptionsReader, valuePolicies } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { lowerAdonis4 } from './lower.ts';
import { generationOf } from './versions.ts';

const FILE = /(?:^|\/)config\/cors\.js$/;

/** `config/cors.js` is the name of many a file: it is this one where the project has @adonisjs/cors 1. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!FILE.test(evaluator.module.uri)) return NOTHING;
  const version = unit.version(['@adonisjs/cors']);
  if (version.from !== 'assumed' && atLeast(version, '2.0.0')) return NOTHING;
  const configs = exportedConfigs(evaluator, FILE).filter(
    (config) => version.from !== 'assumed' || isFromTemplate(unit, config),
  );
  const about = { framework: 'adonis4-cors', title: 'AdonisJS', version };
  return {
    policies: configs.flatMap(({ value, when }) =>
      valuePolicies(evaluator, { ...about, setup: value.place }, value, when, READER),
    ),
    misuses: [],
  };
}

/** The comment and an option of the file that `adonis install` writes, where the project's packages are not known. */
function isFromTemplate({ evaluator }: Unit, config: Config): boolean {
  return (
    evaluator.module.text.includes('A wildcard to allow current request origin') &&
    configRecords(evaluator, config).some(({ record }) => recordEntry(record, 'exposeHeaders'))
  );
}

const READER: OptionsReader = {
  lower: lowerAdonis4,
  callback: (evaluator, options, version) =>
    returnedCases(
      evaluator,
      options.get('origin'),
      'first parameter',
      generationOf(version).compares ? 'verdict' : 'setting',
    ),
};
