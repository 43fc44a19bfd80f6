import type { TextValue, Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import { toText } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules, isUndefined } from '../shared/javascript/lowering.ts';
import { plainMatch, ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import {
  isOpen,
  type NamesOfLibrary,
  problemsIn,
  sentCredentialsProblems,
  wrongType,
} from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { SAILS_0_OPTIONS } from './options.ts';

export function lowerSails0(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsWhere(setup, 'credentials', (value) => value === undefined || toText(value) === 'true'),
    problems: [...setup.problems, ...problemsIn(setup.options, NAMES, typeProblems)],
  });
}

function originsOf(setup: OptionsSetup, origin: Option | undefined): readonly OriginRule[] {
  if (!origin) return defaultRules(setup, { kind: 'any' });
  const { value } = origin;
  if (isUndefined(value)) return [{ ...ruleFor(value, false, { kind: 'any' }), isDefault: true }];
  if (isOpen(value)) return [unknownRule(value, false)];
  return value.kind === 'text' ? piecesOf(value) : [];
}

/** Sails splits a text at its commas; blanks around a piece do not count. */
function piecesOf(value: TextValue): readonly OriginRule[] {
  const pieces = value.value.split(',').map((piece) => piece.trim());
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) {
    if (only === '') return [];
    return [ruleFor(value, false, only === '*' ? { kind: 'any' } : plainMatch(only, 'Sails'))];
  }
  return pieces
    .filter((piece) => piece !== '')
    .map((piece) => ({
      ...ruleFor(value, true, piece === '*' ? { kind: 'any' } : { kind: 'exact', value: piece }),
      written: piece,
    }));
}

const NAMES: NamesOfLibrary = {
  library: 'Sails 0',
  options: SAILS_0_OPTIONS.options,
  consequences: {
    origin: 'the default `*` lets every origin in',
    credentials: 'the default `true` allows credentials',
    methods: 'the default methods are allowed',
    headers: 'only `content-type` is allowed',
    exposeHeaders: 'scripts cannot read these headers',
  },
};

function typeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (option.name === 'credentials') return sentCredentialsProblems(option, 'Sails');
  if (option.name !== 'origin' || value.kind === 'text' || isUndefined(value)) return [];
  const effect = 'Sails calls `split` on it, so every request with an Origin fails with status 500.';
  const expected = 'a string with commas';
  const text = joined(value);
  return text === undefined
    ? wrongType(option, value, expected, effect)
    : wrongType(option, value, expected, effect, { kind: 'replace', text });
}

/** A list of plain texts, as the text that Sails reads. */
function joined(value: Value): string | undefined {
  if (value.kind !== 'list' || value.form === 'set' || value.items.length === 0) return undefined;
  const texts = value.items.map((item) =>
    item.kind === 'text' && /^[\w:/.*-]+$/.test(item.value) ? item.value : '',
  );
  return texts.includes('') ? undefined : `'${texts.join(',')}'`;
}
