import type { Policy } from '../../policy/policy.ts';
import type { Expr, TextLiteral } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { onlyReturn } from '../shared/javascript/callback.ts';
import { returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import { type OptionsReader, readSetup } from '../shared/javascript/setups.ts';
import { lowerStrapi } from './lower.ts';
import { eraOf } from './versions.ts';

const NAME = 'strapi::cors';

/** `config/middlewares.js`, also that of one environment. */
const CONFIG_FILE = /(?:^|\/)middlewares\.[cm]?[jt]s$/;

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const policies = module
    .textLiterals(/strapi::cors/g)
    .filter(({ value }) => value === NAME)
    .flatMap((literal) => policiesAt(unit, literal));
  return { policies, misuses: [] };
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
  settled: (evaluator, option) => settledReturn(evaluator, option, 'request'),
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
