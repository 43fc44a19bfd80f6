import type { Option, OriginMatch, OriginRule, Policy, ResolvedVersion } from '../../policy/policy.ts';
import type { Place } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, references } from '../shared/python/calls.ts';
import { configPolicies, flaggedRoutes, type Make, routePolicies } from '../shared/python/flagged-routes.ts';
import { type Configured, defaultRule, exactly, policyOf, textRules } from '../shared/python/policy.ts';
import { atLeast } from '../shared/versions.ts';
import { namesOf } from './options.ts';
import { problemsOf } from './problems.ts';

export const POWERTOOLS_PACKAGES = ['aws-lambda-powertools'];

const MODULES = ['aws_lambda_powertools.event_handler', 'aws_lambda_powertools.event_handler.api_gateway'];
const CONFIG = new Set(MODULES.map((module) => `${module}.CORSConfig`));
const ROUTES = ['get', 'post', 'put', 'patch', 'delete', 'route'];

/** Each `CORSConfig(…)`; and each route with `cors=True`, which is one without options where the file has none. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!/\baws_lambda_powertools\b/.test(evaluator.module.text)) return NOTHING;
  const calls = references(evaluator, CONFIG).flatMap((callee) => callOf(evaluator, callee) ?? []);
  const isConfigured =
    calls.length > 0 || /\bcors\s*=\s*(?!True\b|False\b|None\b)/.test(evaluator.module.text);
  const routes = isConfigured || !importsHandlers(unit) ? [] : flaggedRoutes(evaluator, ROUTES);
  const names = namesOf(unit.version(POWERTOOLS_PACKAGES));
  const make: Make = (setup, configured, scope) => made(unit, setup, configured, scope);
  const policies = [
    ...calls.flatMap((call) => configPolicies(evaluator, call, names, make)),
    ...routes.flatMap((call) => routePolicies(evaluator, call, make)),
  ];
  return { policies: policies.sort((a, b) => a.setup.start - b.setup.start), misuses: [] };
}

function importsHandlers({ evaluator }: Unit): boolean {
  return evaluator.module
    .imports()
    .some(({ from }) => from.startsWith('aws_lambda_powertools.event_handler'));
}

function made(
  unit: Unit,
  setup: Place,
  { options, when, open }: Configured,
  scope: string | undefined,
): Policy {
  const version = unit.version(POWERTOOLS_PACKAGES);
  const origins = originRules(options, version, setup, open);
  return policyOf({
    framework: 'aws-lambda-powertools',
    title: 'Powertools',
    version,
    setup,
    scope,
    when,
    options,
    origins,
    originOptions: ['allow_origin', 'extra_origins'],
    credentials: ['allow_credentials', open ? 'unknown' : false],
    isTrue: true,
    problems: problemsOf(options, version, open),
    open,
  });
}

const LITERAL = 'Powertools compares origins as text, so a pattern matches no origin.';

function originRules(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
  setup: Place,
  open: boolean,
): readonly OriginRule[] {
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  const single = options.get('allow_origin');
  const extra = options.get('extra_origins')?.value;
  const rules: OriginRule[] = [];
  if (!single) rules.push(defaultRule(setup, open ? unread : { kind: 'any' }));
  else if (single.value.kind !== 'list' && single.value.kind !== 'record')
    rules.push(...textRules(single.value, atLeast(version, '2.16.0') ? matchOf : fixed, LITERAL));
  if (!atLeast(version, '2.16.0') || !extra) return rules;
  // `extend("https://*")` adds the letters, and `*` is one of them.
  if (extra.kind !== 'text') rules.push(...textRules(extra, matchOf, LITERAL));
  else if (extra.value.includes('*'))
    rules.push({ ...defaultRule(extra.place, { kind: 'any' }), isDefault: false });
  return rules;
}

function matchOf(text: string): OriginMatch {
  return text === '*' ? { kind: 'any' } : exactly(text, LITERAL);
}

function fixed(text: string): OriginMatch {
  return text === '*' ? { kind: 'any' } : { kind: 'fixed', value: text };
}
