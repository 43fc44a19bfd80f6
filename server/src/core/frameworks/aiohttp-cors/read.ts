import { bothHold, recordOptions } from '../../evaluate/read.ts';
import type { Value } from '../../evaluate/value.ts';
import type { OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import { placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { resolved, runsWhen } from '../shared/python/calls.ts';
import { combinations } from '../shared/python/combinations.ts';
import {
  type Configured,
  configuredBy,
  exactly,
  policyOf,
  ruleOf,
  unknownMatch,
} from '../shared/python/policy.ts';
import { type Pair, pairsOf } from './mappings.ts';
import { placementsOf } from './placement.ts';
import { problemsOf } from './problems.ts';

export const AIOHTTP_CORS_PACKAGES = ['aiohttp-cors'];

/** A policy for each origin: its options are its own, and `*` counts for those that are not named. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const isImported = evaluator.module
    .imports()
    .some(({ from, name }) => /^aiohttp_cors\b/.test(from) || name === 'aiohttp_cors');
  if (!isImported) return NOTHING;
  const policies = pairsOf(evaluator).flatMap((pair) => ofPair(unit, pair));
  return { policies, misuses: placementsOf(unit) };
}

function ofPair(unit: Unit, pair: Pair): readonly Policy[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  const { entry, scope } = pair;
  const options = resolved(evaluator, entry.value);
  if (options?.kind !== 'call' && options?.kind !== 'record') return [];
  const form = options.kind === 'call' ? 'call' : 'dict';
  const setup = placeOf(module.uri, pair.call?.span ?? entry.span);
  const insertion =
    options.kind === 'call'
      ? { form: 'argument' as const, place: placeOf(module.uri, options.argsSpan) }
      : { form: 'entry' as const, place: placeOf(module.uri, options.span) };
  const key = keyOf(unit, pair);
  return casesOf(unit, pair, options).map(({ when, options: given, open }) =>
    policyOf({
      framework: 'aiohttp-cors',
      title: 'aiohttp-cors',
      version: unit.version(AIOHTTP_CORS_PACKAGES),
      setup,
      insertion,
      scope,
      when,
      options: given,
      origins: rulesOf(key),
      originOptions: [],
      originsPlace: key?.place ?? setup,
      credentials: ['allow_credentials', open ? 'unknown' : false],
      problems: problemsOf(given, form),
      open,
    }),
  );
}

function casesOf(
  { evaluator }: Unit,
  { entry }: Pair,
  options: NonNullable<ReturnType<typeof resolved>>,
): readonly Configured[] {
  if (options.kind === 'call') return configuredBy(evaluator, options, []);
  const runs = runsWhen(evaluator, entry.span.start);
  if (!runs) return [];
  return recordOptions(evaluator.evaluate(options)).flatMap(({ entries, rest, when }) => {
    const base = bothHold(runs, when);
    if (!base) return [];
    return combinations(entries, base).map((one) => ({ ...one, open: rest.length > 0 }));
  });
}

function keyOf({ evaluator }: Unit, { entry }: Pair): Value | undefined {
  return entry.keyExpr && evaluator.evaluate(entry.keyExpr);
}

/** `config.get(origin, config.get("*"))` (aiohttp-cors@0.8.1:aiohttp_cors/cors_config.py). */
function rulesOf(key: Value | undefined): readonly OriginRule[] {
  if (!key) return [];
  return [ruleOf(key, matchOf(key), true)];
}

function matchOf(key: Value): OriginMatch {
  if (key.kind !== 'text') return unknownMatch(key);
  if (key.value === '*') return { kind: 'any' };
  return exactly(
    key.value,
    'aiohttp-cors compares the keys of a configuration as text, so this pattern matches no origin.',
  );
}
