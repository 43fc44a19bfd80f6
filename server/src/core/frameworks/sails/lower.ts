import type { ListValue, TextValue, Value } from '../../evaluate/value.ts';
import { readOrigin } from '../../origins/origin.ts';
import type { Option, OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import { toJs, UNKNOWN } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules } from '../shared/javascript/lowering.ts';
import { plainMatch, ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import {
  isOpen,
  isSet,
  type NamesOfLibrary,
  onlyTrueProblems,
  unknownOptions,
  wrongType,
} from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { SAILS_OPTIONS } from './options.ts';
import { optionFor, refusalOf, settingOf } from './settings.ts';

export function lowerSails(setup: OptionsSetup): Policy {
  const origins = optionFor(setup.options, 'allowOrigins');
  const credentials = optionFor(setup.options, 'allowCredentials');
  return policyOf(setup, {
    origins: origins ? rulesOf(origins.value) : defaultRules(setup, { kind: 'any' }),
    originsPlace: origins?.value.place ?? setup.setup,
    ...credentialsWhere(setup, credentials?.name ?? 'allowCredentials', (value) => value === true),
    problems: [...setup.problems, ...problemsOf(setup)],
  });
}

function rulesOf(value: Value): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return value.value === '*' ? [ruleFor(value, false, { kind: 'any' })] : piecesOf(value);
    case 'list':
      return value.form === 'set' ? [] : itemsOf(value);
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, false)];
    default:
      return [];
  }
}

/** Sails splits a text at its commas. */
function piecesOf(value: TextValue): readonly OriginRule[] {
  const pieces = value.value.split(',').map((piece) => piece.trim());
  if (pieces.length === 1) return value.value === '' ? [] : [compared(value, false)];
  return pieces.map((piece) => ({
    ...ruleFor(value, true, { kind: 'exact', value: piece }),
    written: piece,
  }));
}

const STAR_IN_LIST =
  "Sails compares the entries of a list with the Origin as they are, and refuses `*` in a list as it lifts. Write `'*'` alone.";

function itemsOf(list: ListValue): readonly OriginRule[] {
  return list.items.flatMap((item): readonly OriginRule[] => {
    if (isOpen(item)) return isSet(item) ? [] : [unknownRule(item, true)];
    // `null` is no address for Sails; a value of another type has its own finding.
    if (item.kind !== 'text' || item.value === 'null') return [];
    return [
      item.value === '*' ? ruleFor(item, true, { kind: 'never', why: STAR_IN_LIST }) : compared(item, true),
    ];
  });
}

function compared(item: TextValue, listed: boolean): OriginRule {
  return ruleFor(item, listed, plainMatch(item.value, 'Sails'));
}

const NAMES: NamesOfLibrary = {
  library: 'Sails',
  options: SAILS_OPTIONS.options,
  consequences: {
    allowOrigins: 'the default `*` allows every origin',
    allowCredentials: 'the response never allows credentials',
    allowRequestMethods: 'the default methods are allowed',
    allowRequestHeaders: 'only `content-type` is allowed',
    allowResponseHeaders: 'scripts cannot read these headers',
  },
};

function problemsOf(setup: OptionsSetup): readonly OptionProblem[] {
  const { options } = setup;
  const origins = optionFor(options, 'allowOrigins');
  const credentials = optionFor(options, 'allowCredentials');
  return [
    ...unknownOptions(options, NAMES),
    ...(origins ? originsProblems(origins) : []),
    ...(credentials && !isOpen(credentials.value) ? onlyTrueProblems(credentials, 'Sails') : []),
    ...refusedTogether(setup),
  ];
}

const NO_LIFT = 'so the application does not lift';

function originsProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isOpen(value) && !isSet(value)) return [];
  if (value.kind === 'text' || (value.kind === 'null' && value.expr === undefined)) return [];
  if (value.kind !== 'list' || value.form === 'set')
    return wrongType(option, value, "`'*'` or a list of strings", `Sails takes nothing else, ${NO_LIFT}.`);
  return value.items.flatMap((item) => {
    if (isOpen(item)) return [];
    // What is malformed for every library, and patterns, are told by rules of their own.
    const isAddress =
      item.kind === 'text' &&
      readOrigin(item.value).kind !== 'null' &&
      !/^[a-z][a-z\d+.-]*:\/\//.test(item.value);
    if (
      item.kind === 'text' &&
      (isAddress || refusalOf(item.value) === undefined || /^https?:/.test(item.value))
    )
      return [];
    const effect = `Sails takes addresses with \`http://\` or \`https://\` only, ${NO_LIFT}.`;
    return wrongType(option, item, 'an origin with `http://` or `https://`', effect);
  });
}

/** `'*'` beside credentials, unless the author says that it is meant. */
function refusedTogether({ options, open }: OptionsSetup): readonly OptionProblem[] {
  const origins = optionFor(options, 'allowOrigins');
  const credentials = optionFor(options, 'allowCredentials');
  const unsafe = settingOf(options, 'allowAnyOriginWithCredentialsUnsafe');
  const isAny = origins ? settingOf(options, 'allowOrigins') === '*' : !open;
  if (
    !credentials ||
    !isAny ||
    toJs(credentials.value) !== true ||
    unsafe === true ||
    unsafe === UNKNOWN ||
    open
  )
    return [];
  const effect =
    "Sails refuses `'*'` beside credentials, so the application does not lift. List the origins that you trust.";
  return [{ kind: 'conflicting-options', option: credentials, others: origins ? [origins] : [], effect }];
}
