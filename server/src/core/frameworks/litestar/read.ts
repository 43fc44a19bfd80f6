import { placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, references } from '../shared/python/calls.ts';
import { configuredBy, policyOf } from '../shared/python/policy.ts';
import { originRules } from './origins.ts';
import { NAMES, problemsOf } from './problems.ts';

export const LITESTAR_PACKAGES = ['litestar'];

const CONFIG = new Set(['litestar.config.cors.CORSConfig', 'litestar.config.CORSConfig']);

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!evaluator.module.text.includes('CORSConfig')) return NOTHING;
  const policies = references(evaluator, CONFIG).flatMap((callee) => {
    const call = callOf(evaluator, callee);
    if (!call) return [];
    const { uri } = evaluator.module;
    const setup = placeOf(uri, call.span);
    const version = unit.version(LITESTAR_PACKAGES);
    return configuredBy(evaluator, call, NAMES).map(({ options, when, open }) =>
      policyOf({
        framework: 'litestar',
        title: 'Litestar',
        version,
        setup,
        insertion: { form: 'argument', place: placeOf(uri, call.argsSpan) },
        when,
        options,
        origins: originRules(options, version, setup, open),
        originOptions: ['allow_origins', 'allow_origin_regex'],
        credentials: ['allow_credentials', open ? 'unknown' : false],
        problems: problemsOf(options),
        open,
      }),
    );
  });
  return { policies, misuses: [] };
}
