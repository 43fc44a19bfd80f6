import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, OriginMatch, Policy, ResolvedVersion } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, references } from '../shared/python/calls.ts';
import { configuredBy, defaultRule, exactly, policyOf, textRules } from '../shared/python/policy.ts';
import { falseText, unknownOptions, wrongType } from '../shared/python/problems.ts';
import { truth, typeName } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { FALCON_OPTIONS } from './options.ts';

export const FALCON_PACKAGES = ['falcon'];

const MIDDLEWARE = new Set(['falcon.CORSMiddleware', 'falcon.middleware.CORSMiddleware']);
const APPLICATIONS = new Set([
  'falcon.App',
  'falcon.API',
  'falcon.asgi.App',
  'falcon.app.App',
  'falcon.asgi.app.App',
]);
const NAMES = FALCON_OPTIONS.map(({ name }) => name);

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!/CORSMiddleware|cors_enable/.test(evaluator.module.text)) return NOTHING;
  const policies = [
    ...references(evaluator, MIDDLEWARE).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? ofMiddleware(unit, call) : [];
    }),
    ...references(evaluator, APPLICATIONS).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? ofApplication(unit, call) : [];
    }),
  ];
  return { policies: policies.sort((a, b) => a.setup.start - b.setup.start), misuses: [] };
}

/** `cors_enable=True` is a `CORSMiddleware()` without options (falcon@4.4.0:falcon/app.py). */
function ofApplication(unit: Unit, call: CallExpr): readonly Policy[] {
  const cases = configuredBy(unit.evaluator, call, [], (name) => name === 'cors_enable');
  return cases.flatMap(({ options, when }) =>
    truth(options.get('cors_enable')?.value) === true
      ? [made(unit, call, { options: new Map(), when, open: false })]
      : [],
  );
}

function ofMiddleware(unit: Unit, call: CallExpr): readonly Policy[] {
  return configuredBy(unit.evaluator, call, NAMES).map((one) => ({
    ...made(unit, call, one),
    insertion: { form: 'argument', place: placeOf(unit.evaluator.module.uri, call.argsSpan) },
  }));
}

function made(
  unit: Unit,
  call: CallExpr,
  { options, when, open }: ReturnType<typeof configuredBy>[number],
): Policy {
  const setup = placeOf(unit.evaluator.module.uri, call.span);
  const version = unit.version(FALCON_PACKAGES);
  const origins = options.get('allow_origins');
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  return policyOf({
    framework: 'falcon',
    title: 'Falcon',
    version,
    setup,
    when,
    options,
    origins: origins
      ? textRules(origins.value, matchOf, LITERAL)
      : [defaultRule(setup, open ? unread : { kind: 'any' })],
    originOptions: ['allow_origins'],
    credentials: ['allow_credentials', open ? 'unknown' : false],
    problems: problemsOf(options, version),
    open,
  });
}

const LITERAL = 'Falcon compares origins as text, so a pattern matches no origin.';

function matchOf(text: string, listed: boolean): OriginMatch {
  if (text !== '*') return exactly(text, LITERAL);
  if (!listed) return { kind: 'any' };
  return {
    kind: 'never',
    why: 'Falcon takes `"*"` as the whole value only: in a list it raises `ValueError`, and the application does not start.',
  };
}

/** Options that `CORSMiddleware.__init__` of a version takes. */
export function knows(name: string, version: ResolvedVersion): boolean {
  return NAMES.includes(name) && (name !== 'allow_private_network' || atLeast(version, '4.1.0'));
}

const STOPS = 'and the application does not start.';

function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  const names = NAMES.filter((name) => knows(name, version));
  return [
    ...unknownOptions(options, names, `Falcon raises \`TypeError\`, ${STOPS}`, true),
    ...[...options.values()].flatMap((option) => problemOf(option)),
  ];
}

function problemOf(option: Option): readonly OptionProblem[] {
  const { name, value } = option;
  if (name === 'allow_private_network') return falseText(option, 'every private network is open');
  if (!NAMES.includes(name) || !isRefused(value, name)) return [];
  const expected =
    name === 'allow_credentials'
      ? 'origins: a string, a list of strings, or `"*"`'
      : 'a string or a list of strings';
  return [
    wrongType(option, value, expected, `This is ${typeName(value)}: Falcon raises \`TypeError\`, ${STOPS}`),
  ];
}

/** `frozenset(value)`, `', '.join(value)`: what cannot be gone through. */
export function isRefused(value: Value, name: string): boolean {
  if (value.kind === 'null') return name === 'allow_origins';
  return ['number', 'boolean', 'regex', 'function'].includes(value.kind);
}
