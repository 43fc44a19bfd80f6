import type { Option, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, references } from '../shared/python/calls.ts';
import { isValidPattern } from '../shared/python/pattern.ts';
import {
  beginning,
  configuredBy,
  defaultRule,
  exactly,
  policyOf,
  ruleOf,
  textRules,
  unknownMatch,
} from '../shared/python/policy.ts';
import { truth } from '../shared/python/values.ts';
import { problemsOf } from './problems.ts';

export const FALCON_CORS_PACKAGES = ['falcon-cors'];

const CORS = new Set(['falcon_cors.CORS']);
const CREDENTIALS = [
  'allow_credentials_all_origins',
  'allow_credentials_origins_list',
  'allow_credentials_origins_regex',
];

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!/\bfalcon_cors\b/.test(evaluator.module.text)) return NOTHING;
  const policies = references(evaluator, CORS).flatMap((callee) => {
    const call = callOf(evaluator, callee);
    return call ? ofCall(unit, call) : [];
  });
  return { policies, misuses: [] };
}

function ofCall(unit: Unit, call: CallExpr): readonly Policy[] {
  const { evaluator } = unit;
  const { uri } = evaluator.module;
  const setup = placeOf(uri, call.span);
  return configuredBy(evaluator, call, []).map(({ options, when, open }) => {
    const credentials = CREDENTIALS.find((name) => truth(options.get(name)?.value) === true);
    return policyOf({
      framework: 'falcon-cors',
      title: 'falcon-cors',
      version: unit.version(FALCON_CORS_PACKAGES),
      setup,
      insertion: { form: 'argument', place: placeOf(uri, call.argsSpan) },
      when,
      options,
      origins: originRules(options, setup, open),
      originOptions: ['allow_all_origins', 'allow_origins_list', 'allow_origins_regex'],
      credentials: [credentials ?? 'allow_credentials_all_origins', open ? 'unknown' : false],
      problems: problemsOf(options),
      open,
    });
  });
}

const LITERAL =
  'falcon-cors compares the list as text; a pattern belongs into `allow_origins_regex`, and `allow_all_origins` stands for everybody.';

function originRules(
  options: ReadonlyMap<string, Option>,
  setup: Place,
  open: boolean,
): readonly OriginRule[] {
  const all = options.get('allow_all_origins');
  const list = options.get('allow_origins_list')?.value;
  const pattern = options.get('allow_origins_regex')?.value;
  const rules: OriginRule[] = [];
  const isAll = all && truth(all.value);
  if (all && isAll === undefined) rules.push(ruleOf(all.value, unknownMatch(all.value), false));
  if (all && isAll) rules.push(ruleOf(all.value, { kind: 'any' }, false));
  // `origin in "https://a.example"` looks for a part of a text.
  if (list?.kind === 'text') rules.push(ruleOf(list, { kind: 'within', value: list.value }, false));
  else if (list) rules.push(...textRules(list, matchOf, LITERAL));
  if (pattern?.kind === 'regex') rules.push(ruleOf(pattern, beginning(pattern), false));
  if (pattern?.kind === 'text' && isValidPattern(pattern.value))
    rules.push(ruleOf(pattern, prefix(pattern.value), false));
  if (pattern?.kind === 'unknown' || pattern?.kind === 'oneOf')
    rules.push(ruleOf(pattern, unknownMatch(pattern), false));
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  return open && rules.length === 0 ? [defaultRule(setup, unread)] : rules;
}

function matchOf(text: string): OriginMatch {
  return text === '*' ? { kind: 'never', why: LITERAL } : exactly(text, LITERAL);
}

function prefix(source: string): OriginMatch {
  return { kind: 'pattern', source, flags: '', language: 'python', mode: 'prefix' };
}
