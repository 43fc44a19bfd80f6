import type { Value } from '../../evaluate/value.ts';
import type { Option, OriginMatch, OriginRule, Policy, ResolvedVersion } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { type Misplaced, NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, references } from '../shared/python/calls.ts';
import { configuredBy, defaultRule, exactly, policyOf, textRules } from '../shared/python/policy.ts';
import { atLeast } from '../shared/versions.ts';
import { isSingle, problemsOf } from './problems.ts';

export const ROBYN_PACKAGES = ['robyn'];

const ALLOW = new Set(['robyn.ALLOW_CORS']);

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!/\bALLOW_CORS\b/.test(evaluator.module.text)) return NOTHING;
  const calls = references(evaluator, ALLOW).flatMap((callee) => callOf(evaluator, callee) ?? []);
  const policies = calls.flatMap((call) => ofCall(unit, call));
  return { policies, misuses: policies.flatMap(ineffective) };
}

function ofCall(unit: Unit, call: CallExpr): readonly Policy[] {
  const { evaluator } = unit;
  const { uri } = evaluator.module;
  const setup = placeOf(uri, call.span);
  const version = unit.version(ROBYN_PACKAGES);
  return configuredBy(evaluator, call, ['app', 'origins', 'headers']).map(
    ({ options: given, when, open }) => {
      const options = new Map([...given].filter(([name]) => name !== 'app'));
      return policyOf({
        framework: 'robyn',
        title: 'Robyn',
        version,
        setup,
        insertion: { form: 'argument', place: placeOf(uri, call.argsSpan) },
        when,
        options,
        origins: originRules(options.get('origins'), version, setup, open),
        originOptions: ['origins'],
        credentials: ['allow_credentials', atLeast(version, '0.47.0')],
        problems: problemsOf(options, version),
        open,
      });
    },
  );
}

const LITERAL = 'Robyn compares origins as text, so a pattern matches no origin.';

function originRules(
  option: Option | undefined,
  version: ResolvedVersion,
  setup: Place,
  open: boolean,
): readonly OriginRule[] {
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  if (!option) return open ? [defaultRule(setup, unread)] : [];
  const isText = option.value.kind === 'text';
  if (!isSingle(version)) return isText ? [] : textRules(option.value, asSent, LITERAL);
  return textRules(option.value, compared, LITERAL);
}

function compared(text: string): OriginMatch {
  return text === '*' ? { kind: 'any' } : exactly(text, LITERAL);
}

function asSent(text: string): OriginMatch {
  return text === '*' ? { kind: 'any' } : { kind: 'fixed', value: text };
}

/** What the first versions do with their headers. */
function ineffective({ version, setup, options }: Policy): readonly Misplaced[] {
  const base = { framework: 'robyn', title: 'Robyn', place: setup };
  if (!atLeast(version, '0.47.0')) {
    const message =
      'This has no effect: Robyn before 0.47.0 writes these headers onto the requests that it gets, not onto its answers. Update Robyn.';
    return [{ ...base, kind: 'inactive-cors-setup', message }];
  }
  if (isSingle(version) || countOf(options.get('origins')?.value) < 2) return [];
  const message =
    'No page can read an answer: Robyn before 0.64.0 sends one `Access-Control-Allow-Origin` for each origin, and browsers take several for one value that no origin equals. Update Robyn, or list one origin.';
  return [{ ...base, kind: 'duplicate-cors-headers', message }];
}

function countOf(value: Value | undefined): number {
  return value?.kind === 'list' ? value.items.length : 0;
}
