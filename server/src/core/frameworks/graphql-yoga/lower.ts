import type { ListValue } from '../../evaluate/value.ts';
import type { Option, OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import { credentialsWhere, defaultRules } from '../shared/javascript/lowering.ts';
import { ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import { isSet, type NamesOfLibrary, problemsIn, wrongType } from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { YOGA_OPTIONS } from './options.ts';

export function lowerYoga(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    // Nothing said of them means that they are allowed.
    ...credentialsWhere(
      setup,
      'credentials',
      (value) => value === undefined || value === null || value === true,
    ),
    problems: [...setup.problems, ...problemsIn(setup.options, NAMES, typeProblems)],
  });
}

function originsOf(setup: OptionsSetup, origin: Option | undefined): readonly OriginRule[] {
  if (!origin) return defaultRules(setup, { kind: 'any' });
  const { value } = origin;
  switch (value.kind) {
    case 'null':
      return [ruleFor(value, false, { kind: 'any' })];
    case 'text':
      return [ruleFor(value, false, textMatch(value.value))];
    case 'list':
      return listRules(value);
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, false)];
    default:
      return [];
  }
}

/** A text with a `*` anywhere lets everybody in: the library asks whether it includes one. */
function textMatch(text: string): OriginRule['match'] {
  return text === '' || text.includes('*') ? { kind: 'any' } : { kind: 'fixed', value: text };
}

function listRules(list: ListValue): readonly OriginRule[] {
  if (list.form === 'set') return [];
  const [only, ...others] = list.items;
  if (!only) return [ruleFor(list, false, { kind: 'any' })];
  const rules = list.items.flatMap((item): readonly OriginRule[] => {
    if (item.kind === 'unknown' || item.kind === 'oneOf') return [unknownRule(item, true)];
    if (item.kind !== 'text') return [];
    if (item.value === '*') return [ruleFor(item, true, { kind: 'any' })];
    return [ruleFor(item, true, { kind: others.length === 0 ? 'fixed' : 'exact', value: item.value })];
  });
  const isKnown = rules.every(({ match }) => match.kind === 'exact');
  // Whoever is not among several origins is answered with `null`, which is the origin of every sandboxed frame.
  return isKnown && others.length > 0
    ? [...rules, { ...ruleFor(list, false, { kind: 'fixed', value: 'null' }), isDefault: true }]
    : rules;
}

const NAMES: NamesOfLibrary = {
  library: 'GraphQL Yoga',
  options: YOGA_OPTIONS.options,
  consequences: {
    origin: 'the default allows every origin',
    methods: 'the method that a browser asks for is allowed',
    allowedHeaders: 'every header that a browser asks for is allowed',
    exposedHeaders: 'scripts cannot read these headers',
    credentials: 'the default allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

const FAILS = 'GraphQL Yoga takes it for a list, so every request that has an Origin header fails.';

function typeProblems(option: Option): readonly OptionProblem[] {
  const { name, value } = option;
  if (name === 'origin') {
    if (value.kind === 'text' || value.kind === 'null' || (value.kind === 'list' && value.form !== 'set'))
      return [];
    return wrongType(option, value, 'a string or a list of strings', FAILS);
  }
  if (name === 'credentials') {
    if (value.kind === 'boolean' || value.kind === 'null') return [];
    const effect = 'GraphQL Yoga allows credentials where it is `true` alone, so they are not allowed.';
    return wrongType(option, value, 'a boolean', effect);
  }
  if (name === 'methods' || name === 'allowedHeaders' || name === 'exposedHeaders') {
    if (value.kind !== 'text' || value.value === '') return [];
    return wrongType(option, value, 'a list of strings', FAILS);
  }
  return [];
}
