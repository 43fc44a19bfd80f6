import type { TextValue, Value } from '../../evaluate/value.ts';
import type { Option, OriginRule, Policy } from '../../policy/policy.ts';
import { credentialsWhere, defaultRules, isUndefined } from '../shared/javascript/lowering.ts';
import { ruleFor, testedPattern, textMatch, unknownRule } from '../shared/javascript/origin-values.ts';
import { isOpen, isSet } from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { problemsOf } from './problems.ts';
import { generationOf } from './versions.ts';

const NAME = '@adonisjs/cors';

export function lowerAdonis4(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  const generation = generationOf(setup.version);
  return policyOf(setup, {
    origins: originsOf(setup, origin, generation.compares),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsWhere(setup, 'credentials', (value) => value === true),
    problems: [...setup.problems, ...problemsOf(setup.options, generation)],
  });
}

function originsOf(
  setup: OptionsSetup,
  origin: Option | undefined,
  compares: boolean,
): readonly OriginRule[] {
  if (!origin || isUndefined(origin.value)) return origin ? [] : defaultRules(setup);
  const { value } = origin;
  if (isOpen(value)) return isSet(value) ? [] : [unknownRule(value, false)];
  if (value.kind === 'boolean') return value.value ? [ruleFor(value, false, { kind: 'any' })] : [];
  if (value.kind === 'text' && value.value === '*') return [ruleFor(value, false, { kind: 'any' })];
  if (value.kind === 'function') {
    // A promise is truthy, and nobody waits for it.
    if (isPromised(origin)) return compares ? [ruleFor(value, false, { kind: 'any' })] : [];
    return (
      setup.callback ?? [
        ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } }),
      ]
    );
  }
  return compares ? comparedRules(value) : sentRules(value);
}

/** Before 1.0.3: a text goes to everybody, and so does a list, as one text. */
function sentRules(value: Value): readonly OriginRule[] {
  const [text, ...others] = value.kind === 'list' && value.form !== 'set' ? value.items : [value];
  if (others.length > 0 || text?.kind !== 'text' || text.value === '') return [];
  return [ruleFor(text, text !== value, textMatch(text.value, 'fixed', NAME))];
}

function comparedRules(value: Value): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return piecesOf(value);
    case 'regex':
      return [ruleFor(value, false, testedPattern(value, NAME))];
    case 'list':
      return value.form === 'set' ? [] : value.items.flatMap(itemRules);
    default:
      return [];
  }
}

/** A text is split at its commas; blanks stay. */
function piecesOf(value: TextValue): readonly OriginRule[] {
  const pieces = value.value.split(',');
  if (pieces.length === 1)
    return value.value === '' ? [] : [ruleFor(value, false, textMatch(value.value, 'exact', NAME))];
  return pieces
    .filter((piece) => piece !== '')
    .map((piece) => ({ ...ruleFor(value, true, { kind: 'exact', value: piece }), written: piece }));
}

const STAR_IN_LIST =
  "@adonisjs/cors compares the entries of a list with the Origin as they are, so `*` in a list matches no origin. Write `'*'` alone.";

function itemRules(item: Value): readonly OriginRule[] {
  if (isOpen(item)) return isSet(item) ? [] : [unknownRule(item, true)];
  if (item.kind === 'regex') return [ruleFor(item, true, testedPattern(item, NAME))];
  if (item.kind !== 'text') return [];
  if (item.value === '*') return [ruleFor(item, true, { kind: 'never', why: STAR_IN_LIST })];
  return [ruleFor(item, true, textMatch(item.value, 'exact', NAME))];
}
