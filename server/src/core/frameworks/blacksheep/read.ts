import type { Value } from '../../evaluate/value.ts';
import type { Option, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { methodCalls } from '../shared/python/calls.ts';
import { cutAt } from '../shared/python/cut.ts';
import { configuredBy, defaultRule, exactly, policyOf, textRules } from '../shared/python/policy.ts';
import { below } from './placement.ts';
import { problemsOf } from './problems.ts';

export const BLACKSHEEP_PACKAGES = ['blacksheep'];

const SETS = ['allow_origins', 'allow_methods', 'allow_headers', 'expose_headers'];

/** `_normalize_set` (blacksheep@2.6.4:blacksheep/server/cors.py). */
const SEPARATOR = /\s|,\s?|;\s?/g;

const POLICY_NAME = 'policy_name';

/** The default policy of an application, and those with a name. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!/\buse_cors\b|\badd_cors_policy\b|\.cors\(/.test(evaluator.module.text)) return NOTHING;
  if (!evaluator.module.imports().some(({ from, name }) => /^blacksheep\b/.test(from || name)))
    return NOTHING;
  const policies = [
    ...methodCalls(evaluator, 'use_cors').flatMap((call) => ofCall(unit, call, [])),
    ...methodCalls(evaluator, 'add_cors_policy').flatMap((call) => ofCall(unit, call, [POLICY_NAME])),
  ];
  return { policies: policies.sort((a, b) => a.setup.start - b.setup.start), misuses: below(evaluator) };
}

function ofCall(unit: Unit, call: CallExpr, positional: readonly string[]): readonly Policy[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  const setup = placeOf(module.uri, call.span);
  return configuredBy(evaluator, call, positional).map((one) => {
    const name = one.options.get(POLICY_NAME)?.value;
    const options = new Map(
      [...one.options].flatMap(([key, option]) =>
        key === POLICY_NAME ? [] : [[key, SETS.includes(key) ? inParts(module, option) : option] as const],
      ),
    );
    const { open } = one;
    const origins = originRules(one.options.get('allow_origins'), options.get('allow_origins'), setup, open);
    return policyOf({
      framework: 'blacksheep',
      title: 'BlackSheep',
      version: unit.version(BLACKSHEEP_PACKAGES),
      setup,
      insertion: { form: 'argument', place: placeOf(module.uri, call.argsSpan) },
      scope:
        positional.length === 0 ? undefined : name?.kind === 'text' ? `the policy ${name.value}` : 'a policy',
      when: one.when,
      options,
      origins,
      originOptions: ['allow_origins'],
      credentials: ['allow_credentials', open ? 'unknown' : false],
      problems: problemsOf(options, origins, open),
      open,
    });
  });
}

/** One string is split, so that everybody sees the names that it holds. */
function inParts(module: Module, option: Option): Option {
  const { value } = option;
  return value.kind === 'text' ? { ...option, value: cutAt(module, value, SEPARATOR) } : option;
}

function originRules(
  written: Option | undefined,
  option: Option | undefined,
  setup: Place,
  open: boolean,
): readonly OriginRule[] {
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  if (!option) return open ? [defaultRule(setup, unread)] : [];
  const rules = textRules(option.value, matchOf, LITERAL);
  // `"https://a.example, "`: a separator at an end makes an empty origin, which no request has.
  const isText = (value: Value | undefined) => value?.kind === 'text';
  return isText(written?.value) ? rules.filter((rule) => rule.written !== '') : rules;
}

const LITERAL = 'BlackSheep compares origins as text, so a pattern matches no origin.';

function matchOf(text: string): OriginMatch {
  if (text === '*') return { kind: 'any' };
  const match = exactly(text, LITERAL);
  return match.kind === 'exact' ? { kind: 'exact', value: text.toLowerCase() } : match;
}
