import type { ListValue, TextValue, Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import { isTruthy, toJs } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules } from '../shared/javascript/lowering.ts';
import { plainMatch, ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import {
  isOpen,
  isSet,
  type NamesOfLibrary,
  onlyTrueProblems,
  problemsIn,
  wrongType,
} from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { ADONIS_CORS_OPTIONS } from './options.ts';

export function lowerAdonis(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: isOff(setup) ? [] : originsOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsWhere(
      setup,
      'credentials',
      (value) => value === true || (value === undefined && !setup.options.has('credentials')),
    ),
    problems: [...setup.problems, ...problemsIn(setup.options, NAMES, typeProblems)],
  });
}

function isOff({ options }: OptionsSetup): boolean {
  const enabled = options.get('enabled');
  return enabled !== undefined && !isOpen(enabled.value) && !isTruthy(toJs(enabled.value));
}

function originsOf(setup: OptionsSetup, origin: Option | undefined): readonly OriginRule[] {
  if (!origin) return defaultRules(setup, { kind: 'any' });
  // A promise has no `split`.
  if (isPromised(origin)) return [];
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return rulesOf(origin.value);
}

function rulesOf(value: Value): readonly OriginRule[] {
  switch (value.kind) {
    case 'boolean':
      return value.value ? [ruleFor(value, false, { kind: 'any' })] : [];
    case 'text':
      return value.value === '*' ? [ruleFor(value, false, { kind: 'any' })] : piecesOf(value);
    case 'list':
      return value.form === 'set' ? [] : itemsOf(value);
    case 'function':
      return [ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } })];
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, false)];
    default:
      return [];
  }
}

/** A text is split at its commas; blanks stay. */
function piecesOf(value: TextValue): readonly OriginRule[] {
  const pieces = value.value.split(',');
  if (pieces.length === 1) return value.value === '' ? [] : [compared(value, false)];
  return pieces
    .filter((piece) => piece !== '')
    .map((piece) => ({ ...ruleFor(value, true, { kind: 'exact', value: piece }), written: piece }));
}

const STAR_IN_LIST =
  "@adonisjs/cors compares the entries of a list with the Origin as they are, so `*` in a list matches no origin. Write `'*'` alone.";

function itemsOf(list: ListValue): readonly OriginRule[] {
  return list.items.flatMap((item): readonly OriginRule[] => {
    if (isOpen(item)) return isSet(item) ? [] : [unknownRule(item, true)];
    if (item.kind !== 'text') return [];
    return [
      item.value === '*' ? ruleFor(item, true, { kind: 'never', why: STAR_IN_LIST }) : compared(item, true),
    ];
  });
}

function compared(item: TextValue, listed: boolean): OriginRule {
  return ruleFor(item, listed, plainMatch(item.value, '@adonisjs/cors'));
}

const NAMES: NamesOfLibrary = {
  library: '@adonisjs/cors',
  options: ADONIS_CORS_OPTIONS.options,
  consequences: {
    origin: 'the default `true` allows every origin',
    methods: 'the default methods are allowed',
    headers: 'every header that a browser asks for is allowed',
    exposeHeaders: 'scripts cannot read these headers',
    credentials: 'the default `true` allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 90 seconds',
  },
};

const EVERY_REQUEST = 'every request with an Origin fails with status 500';

function typeProblems(option: Option): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option);
    case 'credentials':
      return onlyTrueProblems(option, '@adonisjs/cors');
    case 'methods':
      return listProblems(option, 'every preflight fails with status 500');
    case 'exposeHeaders':
      return listProblems(option, 'the application fails as it starts');
    default:
      return [];
  }
}

function originProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isPromised(option)) {
    const effect = `@adonisjs/cors does not wait for the promise, so ${EVERY_REQUEST}.`;
    return wrongType(option, value, 'a function that is not async', effect);
  }
  const expected = 'a boolean, a string, a list of strings, or a function';
  if (value.kind === 'list' && value.form !== 'set') {
    return value.items.flatMap((item) => {
      if (item.kind !== 'regex') return [];
      const effect = '@adonisjs/cors compares the entries with the Origin, so a pattern matches no origin.';
      return wrongType(option, item, 'a string', effect);
    });
  }
  const isTaken = value.kind === 'boolean' || value.kind === 'text' || value.kind === 'function';
  if (isTaken || (value.kind === 'null' && value.expr === undefined)) return [];
  return wrongType(option, value, expected, `@adonisjs/cors calls \`split\` on it, so ${EVERY_REQUEST}.`);
}

function listProblems(option: Option, effect: string): readonly OptionProblem[] {
  const { value } = option;
  if ((value.kind === 'list' && value.form !== 'set') || (value.kind === 'null' && value.expr === undefined))
    return [];
  const whole = `@adonisjs/cors takes a list only, so ${effect}.`;
  return value.kind === 'text'
    ? wrongType(option, value, 'a list of strings', whole, { kind: 'wrap-in-list' })
    : wrongType(option, value, 'a list of strings', whole);
}
