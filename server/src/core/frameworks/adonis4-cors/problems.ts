import type { Option, OptionProblem } from '../../policy/policy.ts';
import { isUndefined } from '../shared/javascript/lowering.ts';
import {
  type NamesOfLibrary,
  onlyTrueProblems,
  problemsIn,
  wrongType,
} from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { maxAgeProblems } from '../shared/koa-cors/problems.ts';
import { ADONIS4_CORS_OPTIONS } from './options.ts';
import type { Generation } from './versions.ts';

const NAMES: NamesOfLibrary = {
  library: '@adonisjs/cors',
  options: ADONIS4_CORS_OPTIONS.options,
  consequences: {
    origin: 'no origin is allowed',
    methods: 'GET, PUT and POST are allowed',
    headers: 'every header that a browser asks for is allowed',
    exposeHeaders: 'scripts cannot read these headers',
    credentials: 'the response never allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 90 seconds',
  },
};

/** What @adonisjs/cors 1 makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  generation: Generation,
): readonly OptionProblem[] {
  return problemsIn(options, NAMES, (option) =>
    isUndefined(option.value) ? [] : typeProblems(option, generation),
  );
}

function typeProblems(option: Option, { compares }: Generation): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return compares ? comparedProblems(option) : sentProblems(option);
    case 'credentials':
      return onlyTrueProblems(option, '@adonisjs/cors');
    case 'maxAge':
      return maxAgeProblems(option);
    default:
      return [];
  }
}

const ORIGIN = 'a boolean, a string, a list of strings and patterns, a RegExp, or a function';

function comparedProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isPromised(option)) {
    const effect =
      '@adonisjs/cors does not wait for the promise, which counts as true, so every origin is allowed.';
    return wrongType(option, value, 'a function that is not async', effect);
  }
  const isTaken =
    ['boolean', 'regex', 'function'].includes(value.kind) ||
    (value.kind === 'text' && !/^(?:true|false)$/.test(value.value)) ||
    (value.kind === 'list' && value.form !== 'set');
  if (isTaken) return [];
  return wrongType(option, value, ORIGIN, '@adonisjs/cors finds no origin in it, so it allows nobody.');
}

/** Before 1.0.3. */
function sentProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isPromised(option) || !['boolean', 'text', 'function', 'list'].includes(value.kind)) {
    const effect = '@adonisjs/cors sends its text as `Access-Control-Allow-Origin`, which is no origin.';
    return wrongType(option, value, 'a boolean, a string, or a function', effect);
  }
  if (value.kind !== 'list' || value.items.length < 2) return [];
  const effect =
    '@adonisjs/cors joins the entries to one `Access-Control-Allow-Origin` before 1.0.3, and browsers refuse more than one.';
  return wrongType(option, value, 'a boolean, a string, or a function', effect);
}
