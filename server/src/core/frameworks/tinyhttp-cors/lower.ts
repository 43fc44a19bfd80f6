import type { ListValue, Value } from '../../evaluate/value.ts';
import type { Option, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import { isGivenByFunction } from '../shared/javascript/callback.ts';
import { isTruthy } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules, isUndefined } from '../shared/javascript/lowering.ts';
import {
  plainMatch,
  ruleFor,
  testedPattern,
  textMatch,
  unknownRule,
} from '../shared/javascript/origin-values.ts';
import { isOpen } from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { problemsOf } from './problems.ts';
import { type Generation, generationOf } from './versions.ts';

const NAME = '@tinyhttp/cors';

export function lowerTinyhttp(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  const generation = generationOf(setup.version);
  return policyOf(setup, {
    origins: originsOf(setup, origin, generation),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsWhere(setup, 'credentials', isTruthy),
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
  if (isUndefined(value)) return [{ ...ruleFor(value, false, { kind: 'any' }), isDefault: true }];
  switch (value.kind) {
    case 'boolean':
      // What a function gives is sent as its text.
      return value.value && !isGivenByFunction(value) ? [ruleFor(value, false, { kind: 'any' })] : [];
    case 'text':
      return value.value === '' ? [] : [ruleFor(value, false, sentMatch(value.value))];
    case 'function':
      return setup.callback ?? [unread(value)];
    case 'list':
      return listRules(value, generation);
    case 'regex':
      return generation.endsAll ? [] : [ruleFor(value, false, testedPattern(value, NAME))];
    case 'unknown':
    case 'oneOf':
      return [unknownRule(value, false)];
    default:
      return [];
  }
}

function unread(value: Value): OriginRule {
  return ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } });
}

function sentMatch(text: string): OriginMatch {
  return text === '*' ? { kind: 'any' } : textMatch(text, 'fixed', NAME);
}

/** Since 2.0.1 a list holds texts only, and may be a set. */
function listRules(list: ListValue, { endsAll, refuses }: Generation): readonly OriginRule[] {
  if (endsAll || (list.form === 'set' && !refuses)) return [];
  if (refuses && list.items.some((item) => !isOpen(item) && item.kind !== 'text')) return [];
  return list.items.flatMap((item) => {
    if (isOpen(item)) return [unknownRule(item, true)];
    if (item.kind !== 'text') return [];
    return [ruleFor(item, true, item.value === '*' ? { kind: 'any' } : plainMatch(item.value, NAME))];
  });
}
