import type { Value } from '../../evaluate/value.ts';
import type { Option, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import { isTruthy, toJs } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules, isUndefined } from '../shared/javascript/lowering.ts';
import {
  lineRules,
  ruleFor,
  testedPattern,
  textMatch,
  unknownRule,
} from '../shared/javascript/origin-values.ts';
import { isOpen, isSet } from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { problemsOf } from './problems.ts';
import { type Generation, generationOf } from './versions.ts';

export function lowerMicroCors(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  const generation = generationOf(setup.version);
  return policyOf(setup, {
    origins: originsOf(setup, origin, generation),
    originsPlace: origin?.value.place ?? setup.setup,
    ...(generation.isFirst
      ? { credentials: true as const }
      : credentialsWhere(setup, 'allowCredentials', (value) => value === undefined || isTruthy(value))),
    problems: [...setup.problems, ...problemsOf(setup.options, generation)],
  });
}

function originsOf(
  setup: OptionsSetup,
  origin: Option | undefined,
  generation: Generation,
): readonly OriginRule[] {
  if (!origin) return defaultRules(setup, { kind: 'any' });
  const { value } = origin;
  const isLeftOut = generation.isFirst ? !isOpen(value) && !isTruthy(toJs(value)) : isUndefined(value);
  if (isLeftOut) return [{ ...ruleFor(value, false, { kind: 'any' }), isDefault: true }];
  if (value.kind === 'text') return value.value === '' ? [] : [ruleFor(value, false, sentMatch(value.value))];
  if (isOpen(value)) return isSet(value) ? [] : [unknownRule(value, false)];
  if (generation.compares) return comparedRules(value, false, 0);
  return value.kind === 'list' ? lineRules(value) : [];
}

function sentMatch(text: string): OriginMatch {
  return text === '*' ? { kind: 'any' } : textMatch(text, 'fixed', 'micro-cors');
}

/** A list in a list counts as well. */
function comparedRules(value: Value, listed: boolean, depth: number): readonly OriginRule[] {
  if (isOpen(value)) return isSet(value) ? [] : [unknownRule(value, listed)];
  switch (value.kind) {
    case 'text':
      return [ruleFor(value, listed, comparedMatch(value.value))];
    case 'regex':
      return [ruleFor(value, listed, testedPattern(value, 'micro-cors'))];
    case 'list':
      if (value.form === 'set' || depth > 8) return [];
      return value.items.flatMap((item) => comparedRules(item, true, depth + 1));
    default:
      return [];
  }
}

function comparedMatch(text: string): OriginMatch {
  return text === '*' ? { kind: 'never', why: STAR_IN_LIST } : textMatch(text, 'exact', 'micro-cors');
}

const STAR_IN_LIST =
  "micro-cors compares the entries of a list with the Origin as they are, so `*` in a list matches no origin. Write `'*'` alone.";
