import type { Option, OptionProblem } from '../../policy/policy.ts';
import {
  type NamesOfLibrary,
  onlyTrueProblems,
  problemsIn,
  wrongType,
} from '../shared/javascript/problems.ts';
import { REMIX_UTILS_OPTIONS } from './options.ts';

const NAMES: NamesOfLibrary = {
  library: 'remix-utils',
  options: REMIX_UTILS_OPTIONS.options,
  consequences: {
    origin: 'the default `true` answers every origin with itself',
    methods: 'the default methods are allowed',
    allowedHeaders: 'every header that a browser asks for is allowed',
    exposedHeaders: 'scripts cannot read these headers',
    credentials: 'the response never allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

/** What remix-utils makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(options: ReadonlyMap<string, Option>): readonly OptionProblem[] {
  return problemsIn(options, NAMES, typeProblems);
}

function typeProblems(option: Option): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option);
    case 'credentials':
      return onlyTrueProblems(option, 'remix-utils');
    case 'methods':
    case 'allowedHeaders':
      return listProblems(option, 'every preflight');
    case 'exposedHeaders':
      return listProblems(option, 'every request');
    case 'maxAge':
      return maxAgeProblems(option);
    default:
      return [];
  }
}

function originProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'text' || !/^(?:true|false)$/.test(value.value)) return [];
  const effect = `remix-utils sends the text as it is: \`Access-Control-Allow-Origin: ${value.value}\`, which is no origin.`;
  return wrongType(option, value, 'a boolean, an origin, a RegExp, or a list', effect);
}

function listProblems(option: Option, requests: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'null' || (value.kind === 'list' && value.form !== 'set')) return [];
  const effect = `remix-utils calls \`join\` on it, so ${requests} fails with status 500.`;
  return value.kind === 'text'
    ? wrongType(option, value, 'a list of strings', effect, { kind: 'wrap-in-list' })
    : wrongType(option, value, 'a list of strings', effect);
}

function maxAgeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'number' || value.kind === 'null') return [];
  const effect = 'remix-utils drops what is no number, so browsers keep the answer for 5 seconds only.';
  return value.kind === 'text' && /^\d{1,9}$/.test(value.value)
    ? wrongType(option, value, 'a number of seconds', effect, { kind: 'replace', text: value.value })
    : wrongType(option, value, 'a number of seconds', effect);
}
