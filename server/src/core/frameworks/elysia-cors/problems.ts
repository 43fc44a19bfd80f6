import type { Option, OptionProblem } from '../../policy/policy.ts';
import { isSet, type NamesOfLibrary, problemsIn, wrongType } from '../shared/javascript/problems.ts';
import { ELYSIA_CORS_OPTIONS } from './options.ts';

const NAMES: NamesOfLibrary = {
  library: '@elysiajs/cors',
  options: ELYSIA_CORS_OPTIONS.options,
  consequences: {
    origin: 'the default allows every origin',
    methods: 'every method is allowed',
    allowedHeaders: 'every header that a browser asks for is allowed',
    exposeHeaders: 'the names of the headers of the request are exposed',
    credentials: 'credentials stay allowed',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

/** What @elysiajs/cors makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(options: ReadonlyMap<string, Option>): readonly OptionProblem[] {
  return problemsIn(options, NAMES, typeProblems);
}

function typeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (option.name === 'origin') {
    const isObject = value.kind === 'record' || value.kind === 'number' || isSet(value);
    if (!isObject && !(value.kind === 'list' && value.form === 'set')) return [];
    const effect = '@elysiajs/cors takes no such value for an origin, so it allows nobody.';
    return wrongType(option, value, 'a boolean, a string, a RegExp, a function, or a list of them', effect);
  }
  if (option.name === 'credentials') {
    if (value.kind === 'boolean' || value.kind === 'null') return [];
    const effect = '@elysiajs/cors allows credentials for the boolean `true` only, so they stay off.';
    return wrongType(option, value, 'a boolean', effect);
  }
  if (option.name === 'maxAge' && value.kind === 'text' && !/^\s*\d*\s*$/.test(value.value)) {
    const effect = `It is sent as \`Access-Control-Max-Age: ${value.value}\`, which browsers cannot read, so they keep the answer for 5 seconds only.`;
    return wrongType(option, value, 'a number of seconds', effect);
  }
  return [];
}
