import type { Policy } from '../../policy/policy.ts';
import type { Expr, TextLiteral } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { onlyReturn } from '../shared/javascript/callback.ts';
import { configRecords, entriesOf, exportedConfigs } from '../shared/javascript/config-files.ts';
import { toJs } from '../shared/javascript/js-value.ts';
import { returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import { type OptionsReader, readSetup, valuePolicies } from '../shared/javascript/setups.ts';
import { lowerStrapi } from './lower.ts';
import { BROUGHT_BY_THREE, eraOf } from './versions.ts';

const NAME = 'strapi::cors';

/** `config/middlewares.js`, also that of one environment. */
const CONFIG_FILE = /(?:^|\/)middlewares\.[cm]?[jt]s$/;

const CONFIG_FILE_OF_THREE = /(?:^|\/)config\/(?:env\/[\w-]+\/)?middleware\.[cm]?[jt]s$/;

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const policies = module
    .textLiterals(/strapi::cors/g)
    .filter(({ value }) => value === NAME)
    .flatMap((literal) => policiesAt(unit, literal));
  return { policies: [...policies, ...readThree(unit)], misuses: [] };
}

/** `settings: { cors: { … } }` in `config/middleware.js` of Strapi 3, also that of one environment. */
function readThree(unit: Unit): readonly Policy[] {
  const { evaluator } = unit;
  if (!CONFIG_FILE_OF_THREE.test(evaluator.module.uri)) return [];
  const own = unit.version(['strapi']);
  const koa = unit.version(['@koa/cors']);
  // The packages are known, and this one is not among them.
  const isOther = koa.from !== 'assumed' || unit.version(['@strapi/strapi']).from !== 'assumed';
  if (own.from === 'assumed' && isOther) return [];
  const isLocked = koa.from === 'lock' && koa.version !== undefined;
  const version = isLocked ? { ...koa, package: BROUGHT_BY_THREE } : own;
  return exportedConfigs(evaluator, CONFIG_FILE_OF_THREE)
    .flatMap((config) => configRecords(evaluator, config))
    .flatMap(({ record, when }) => entriesOf({ value: record, when }, 'settings'))
    .flatMap(({ option, when }) => entriesOf({ value: option.value, when }, 'cors'))
    .flatMap(({ option, when }) => {
      const about = { framework: 'strapi', title: 'Strapi', version, setup: option.place };
      return valuePolicies(evaluator, about, option.value, when, READER);
    })
    .filter(({ options }) => toJs(options.get('enabled')?.value) !== false);
}

/** `'strapi::cors'` in the list of middleware, or `{ name: 'strapi::cors', config: { … } }`. */
function policiesAt(unit: Unit, literal: TextLiteral): readonly Policy[] {
  const { module } = unit.evaluator;
  const parent = module.parent(literal);
  if (parent.role === 'item') {
    // `['strapi::cors'].includes(name)` configures nothing.
    const isList = module.parent(parent.list).role !== 'object';
    return isList && CONFIG_FILE.test(module.uri) ? setup(unit, literal, undefined) : [];
  }
  if (parent.role !== 'value' || parent.entry.key !== 'name') return [];
  const { entries } = parent.record;
  const config = entries.find(({ key }) => key === 'config');
  if (config) return setup(unit, literal, config.value);
  // A spread may bring the configuration.
  return entries.every(({ key }) => key !== undefined) ? setup(unit, literal, undefined) : [];
}

function setup(unit: Unit, literal: TextLiteral, options: Expr | undefined): readonly Policy[] {
  const { evaluator } = unit;
  return readSetup(
    evaluator,
    {
      framework: 'strapi',
      title: 'Strapi',
      version: unit.version(['@strapi/strapi', '@strapi/core']),
      setup: placeOf(evaluator.module.uri, literal.span),
      ...(options && { options }),
    },
    READER,
  );
}

const READER: OptionsReader = {
  lower: lowerStrapi,
  settled: (evaluator, option, version) =>
    eraOf(version).callsFunctions ? settledReturn(evaluator, option, 'request') : option,
  callback: (evaluator, options, version) => {
    const option = options.get('origin');
    if (option?.value.kind !== 'function') return undefined;
    // A function that gives nothing lets everybody in: only one that always gives a value is read.
    const own = evaluator.at(option.value.place.uri);
    const returned = onlyReturn(own.module, option.value.function);
    const mayGiveNothing =
      !returned ||
      /\b(?:null|undefined)\b/.test(own.module.text.slice(returned.span.start, returned.span.end));
    if (eraOf(version).nothingIsStar && mayGiveNothing) return undefined;
    return returnedCases(evaluator, option, 'request', 'header');
  },
};
