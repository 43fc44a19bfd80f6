import type { Value } from '../../evaluate/value.ts';
import type {
  Option,
  OptionProblem,
  OriginMatch,
  OriginRule,
  Policy,
  ResolvedVersion,
} from '../../policy/policy.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, nameOf, references, runsWhen } from '../shared/python/calls.ts';
import { configPolicies, flaggedRoutes, type Make, routePolicies } from '../shared/python/flagged-routes.ts';
import { type Configured, defaultRule, policyOf, ruleOf, unknownMatch } from '../shared/python/policy.ts';
import {
  lettersForList,
  listRepair,
  maxAgeProblem,
  onlyTrue,
  unknownOptions,
  wrongType,
} from '../shared/python/problems.ts';
import { strOf, typeName } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { CHALICE_OPTIONS } from './options.ts';

export const CHALICE_PACKAGES = ['chalice'];

const CONFIG = new Set(['chalice.CORSConfig', 'chalice.app.CORSConfig']);
export const NAMES = CHALICE_OPTIONS.map(({ name }) => name);

/** Each `CORSConfig(…)`, and each `cors=True`, which is one without options. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const { module } = evaluator;
  if (!/\bCORSConfig\b|\bcors\s*=\s*True\b/.test(module.text)) return NOTHING;
  if (!module.imports().some(({ from, name }) => /^chalice\b/.test(from || name))) return NOTHING;
  const make: Make = (setup, configured, scope) => made(unit, setup, configured, scope);
  const policies = [
    ...references(evaluator, CONFIG).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? configPolicies(evaluator, call, NAMES, make) : [];
    }),
    ...flaggedRoutes(evaluator, ['route']).flatMap((call) => routePolicies(evaluator, call, make)),
    ...ofApplication(unit),
  ];
  return { policies: policies.sort((a, b) => a.setup.start - b.setup.start), misuses: [] };
}

/** `app.api.cors = True` */
function ofApplication(unit: Unit): readonly Policy[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  return module.occurrences('cors').flatMap((expr): readonly Policy[] => {
    if (expr.kind !== 'member' || !/(?:^|\.)api$/.test(nameOf(expr.object) ?? '')) return [];
    const parent = module.parent(expr);
    if (parent.role !== 'target') return [];
    const value = evaluator.evaluate(parent.assignment.value);
    const when = runsWhen(evaluator, expr.span.start);
    if (!when || value.kind !== 'boolean' || !value.value) return [];
    const setup = placeOf(module.uri, parent.assignment.span);
    return [made(unit, setup, { options: new Map(), when, open: false }, undefined)];
  });
}

function made(
  unit: Unit,
  setup: Place,
  { options, when, open }: Configured,
  scope: string | undefined,
): Policy {
  const version = unit.version(CHALICE_PACKAGES);
  return policyOf({
    framework: 'chalice',
    title: 'Chalice',
    version,
    setup,
    scope,
    when,
    options,
    origins: originRules(options.get('allow_origin'), setup, open),
    originOptions: ['allow_origin'],
    credentials: ['allow_credentials', open ? 'unknown' : false],
    isTrue: true,
    problems: problemsOf(options, version),
    open,
  });
}

function originRules(option: Option | undefined, setup: Place, open: boolean): readonly OriginRule[] {
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  if (!option) return [defaultRule(setup, open ? unread : { kind: 'any' })];
  const { value } = option;
  if (value.kind === 'unknown' || value.kind === 'oneOf') return [ruleOf(value, unknownMatch(value), false)];
  if (value.kind !== 'text') return [];
  return [
    ruleOf(value, value.value === '*' ? { kind: 'any' } : { kind: 'fixed', value: value.value }, false),
  ];
}

function problemsOf(options: Configured['options'], version: ResolvedVersion): readonly OptionProblem[] {
  const effect = '`CORSConfig` raises `TypeError`, and the application does not start.';
  return [
    ...unknownOptions(options, NAMES, effect, true),
    ...[...options.values()].flatMap((option) => problemOf(option, version)),
  ];
}

/** Before 1.28.0 a list is added to it, which takes no tuple; since then `list(…)` goes through it. */
export function isRefused(value: Value | undefined, version: ResolvedVersion): boolean {
  if (!value || ['null', 'unknown', 'oneOf'].includes(value.kind)) return false;
  if (!atLeast(version, '1.28.0')) return value.kind !== 'list' || value.form !== 'list';
  return ['number', 'boolean', 'regex', 'function'].includes(value.kind);
}

function problemOf(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { name, value } = option;
  switch (name) {
    case 'allow_credentials':
      return onlyTrue(option, 'Chalice');
    case 'max_age':
      return value.kind === 'null' ? [] : maxAgeProblem(option, strOf(value), 'Chalice');
    case 'allow_headers':
      if (isRefused(value, version))
        return [
          wrongType(
            option,
            value,
            'a list of strings',
            `This is ${typeName(value)}: \`CORSConfig\` raises \`TypeError\`, and the application does not start.`,
            value.kind === 'text' ? listRepair(value) : undefined,
          ),
        ];
      return lettersForList(option, 'Access-Control-Allow-Headers', 'Chalice');
    case 'expose_headers':
      return lettersForList(option, 'Access-Control-Expose-Headers', 'Chalice');
    case 'allow_origin': {
      if (['text', 'unknown', 'oneOf'].includes(value.kind)) return [];
      const effect = `This is ${typeName(value)}, and the header takes one text: Chalice compares nothing with the asking origin, so no browser finds its own.`;
      return [wrongType(option, value, 'one string', effect)];
    }
    default:
      return [];
  }
}
