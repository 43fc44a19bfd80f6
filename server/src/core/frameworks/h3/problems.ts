import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import {
  isSet,
  isWrittenFalsy,
  type NamesOfLibrary,
  problemsIn,
  truthyProblems,
  wrongType,
} from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { atLeast } from '../shared/versions.ts';
import { H3_OPTIONS } from './options.ts';

const NAMES: NamesOfLibrary = {
  library: 'h3',
  options: H3_OPTIONS.options,
  consequences: {
    origin: 'the default `*` allows every origin',
    allowHeaders: 'every header that a browser asks for is allowed',
    credentials: 'the response never allows credentials',
  },
};

/** What h3 makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  return problemsIn(options, NAMES, (option) => typeProblems(option, version));
}

function typeProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option, version);
    case 'credentials':
      return truthyProblems(option, 'h3');
    case 'methods':
    case 'allowHeaders':
    case 'exposeHeaders':
      return namesProblems(option, version);
    case 'maxAge':
      return maxAgeProblems(option, version);
    default:
      return [];
  }
}

/** Truthy, and nothing that h3 can compare an origin with. */
export function isWrongOrigin(value: Value): boolean {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'number':
      return value.value !== 0 && !Number.isNaN(value.value);
    case 'regex':
    case 'record':
      return true;
    case 'list':
      return value.form === 'set';
    default:
      return isSet(value);
  }
}

const ORIGIN = "`'*'`, a string, a list of strings and patterns, or a function";

function originProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (isPromised(option)) {
    const effect = 'h3 does not wait for the promise, which counts as true, so every origin is allowed.';
    return wrongType(option, value, 'a function that is not async', effect);
  }
  if (isWrittenFalsy(value)) {
    const effect = 'h3 takes it for `*`, so every origin is allowed.';
    return wrongType(option, value, ORIGIN, effect);
  }
  if (!isWrongOrigin(value)) return [];
  const effect = atLeast(version, '2.0.0')
    ? 'h3 compares it with the Origin as it is, so it allows nobody.'
    : 'h3 calls it as a function, so every request with an Origin fails with status 500.';
  return value.kind === 'regex'
    ? wrongType(option, value, ORIGIN, effect, { kind: 'wrap-in-list' })
    : wrongType(option, value, ORIGIN, effect);
}

function namesProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'text' || value.value === '' || value.value === '*') return [];
  const isEvery = option.name === 'exposeHeaders';
  const which = !isEvery
    ? 'every preflight'
    : atLeast(version, '2.0.0')
      ? 'every request but a preflight'
      : 'every request';
  const effect = `h3 calls \`join\` on it, so ${which} fails with status 500.`;
  return wrongType(option, value, 'a list of strings', effect, { kind: 'wrap-in-list' });
}

function maxAgeProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (isWrittenFalsy(value) || (value.kind === 'boolean' && !value.value)) return [];
  // h3 1 never sends it, which `ineffective-max-age` says of every library.
  if (!atLeast(version, '2.0.0')) return [];
  if (value.kind === 'number' || (value.kind === 'text' && /^\s*-?\d*\s*$/.test(value.value))) return [];
  const effect = 'Browsers cannot read what h3 sends for it, so they keep the answer for 5 seconds only.';
  return wrongType(option, value, 'a text of seconds', effect);
}
