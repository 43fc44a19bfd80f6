import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { isTruthy, toJs } from '../shared/javascript/js-value.ts';
import {
  isSet,
  type NamesOfLibrary,
  problemsIn,
  sentCredentialsProblems,
  wrongType,
} from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { ITTY_ROUTER_OPTIONS } from './options.ts';
import { answersInFull } from './versions.ts';

const NAMES: NamesOfLibrary = {
  library: 'itty-router',
  options: ITTY_ROUTER_OPTIONS.options,
  consequences: {
    origin: 'the default `*` allows every origin',
    credentials: 'the response never allows credentials',
    exposeHeaders: 'scripts cannot read these headers',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

/** What itty-router makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  return problemsIn(options, NAMES, (option) => problemsWith(option, version));
}

function problemsWith(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option);
    case 'credentials':
      return sentCredentialsProblems(option, 'itty-router');
    case 'exposeHeaders':
      return exposeProblems(option, version);
    case 'maxAge':
      return maxAgeProblems(option);
    default:
      return [];
  }
}

const ORIGIN = 'true, a string, a list of strings, a RegExp, or a function';

function originProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isPromised(option)) {
    const effect =
      'itty-router does not wait for the promise and sends `[object Promise]`, so it allows nobody.';
    return wrongType(option, value, 'a function that is not async', effect);
  }
  if (value.kind === 'record' || value.kind === 'number' || isSet(value))
    return wrongType(option, value, ORIGIN, 'itty-router sends it as its text, so it allows nobody.');
  if (value.kind === 'list' && value.form === 'set')
    return wrongType(option, value, ORIGIN, 'itty-router sends it as its text, so it allows nobody.');
  if (value.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    if (item.kind !== 'regex') return [];
    const effect =
      'itty-router compares the entries of a list with the Origin as they are, so a pattern in a list matches no origin.';
    return wrongType(option, item, 'a string', effect);
  });
}

function exposeProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  if (!isTruthy(toJs(option.value)) || answersInFull(version)) return [];
  const effect =
    'itty-router 5.0.9 to 5.0.24 sends `Access-Control-Expose-Headers` with preflights only, so scripts cannot read these headers. Set the header on the responses themselves.';
  return [{ kind: 'ignored-option', option, effect, misplaced: true }];
}

function maxAgeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'number' || value.kind === 'null') return [];
  if (value.kind === 'text' && /^\s*-?\d*\s*$/.test(value.value)) return [];
  if (!isTruthy(toJs(value))) return [];
  const effect =
    'Browsers cannot read what itty-router sends for it, so they keep the answer for 5 seconds only.';
  return wrongType(option, value, 'a number of seconds', effect);
}
