import type { TextValue, Value } from '../../evaluate/value.ts';
import type { Option, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import { isTruthy, toJs, UNKNOWN } from '../shared/javascript/js-value.ts';
import { ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import { isSet } from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { problemsOf } from './problems.ts';
import { type Era, eraOf } from './versions.ts';

export function lowerStrapi(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup, origin, eraOf(setup.version)),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsOf(setup),
    problems: [...setup.problems, ...problemsOf(setup.options, eraOf(setup.version))],
  });
}

function originsOf(setup: OptionsSetup, origin: Option | undefined, era: Era): readonly OriginRule[] {
  if (!origin) {
    const rule = { place: setup.setup, via: [], listed: false, isDefault: true };
    return setup.open
      ? [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }]
      : [{ ...rule, match: { kind: 'any' } }];
  }
  if (origin.value.kind === 'function') {
    if (!era.callsFunctions) return [];
    if (setup.callback) return setup.callback;
  }
  return rulesOf(origin.value, era);
}

function rulesOf(value: Value, era: Era): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return textRules(value, era);
    case 'null':
      return era.nothingIsStar ? [ruleFor(value, false, { kind: 'any' })] : [];
    case 'list':
      if (value.form === 'set') return [];
      return value.items.flatMap((item): readonly OriginRule[] => {
        if (item.kind === 'unknown' || item.kind === 'oneOf')
          return isSet(item) ? [] : [unknownRule(item, true)];
        return item.kind === 'text' ? [ruleFor(item, true, entryMatch(item.value, era))] : [];
      });
    case 'function':
      return [ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } })];
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, false)];
    default:
      return [];
  }
}

function textRules(value: TextValue, era: Era): readonly OriginRule[] {
  if (value.value === '*') return [ruleFor(value, false, { kind: 'any' })];
  const pieces = piecesOf(value.value, era);
  if (pieces === undefined)
    return value.value === '' ? [] : [ruleFor(value, false, { kind: 'fixed', value: value.value })];
  return pieces.map((piece) => {
    const rule = ruleFor(value, false, entryMatch(piece, era));
    if (pieces.length === 1) return rule;
    // The literal holds more than this origin, so that no edit of it stands for the origin alone.
    const { written: _, ...others } = rule;
    return others;
  });
}

/** The origins that a text lists; undefined where it is sent as it is. */
export function piecesOf(text: string, era: Era): readonly string[] | undefined {
  if (era.texts === 'headers') return undefined;
  const pieces = text.split(',').map((piece) => piece.trim());
  return era.texts === 'lists' || pieces.length > 1 ? pieces : undefined;
}

const STAR_IN_LIST =
  "This version of Strapi compares the entries of a list with the Origin as they are, so `*` in a list matches no origin. Write `'*'` alone.";

function entryMatch(entry: string, era: Era): OriginMatch {
  if (entry !== '*') return { kind: 'exact', value: entry };
  return era.starInLists ? { kind: 'any' } : { kind: 'never', why: STAR_IN_LIST };
}

/** Credentials are on unless the configuration says otherwise. */
function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : true };
  const value = toJs(option.value);
  if (value === UNKNOWN || option.value.kind === 'function')
    return { credentials: 'unknown', credentialsOption: option };
  return isTruthy(value) ? { credentials: true, credentialsOption: option } : { credentials: false };
}
