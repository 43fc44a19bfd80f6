import type { Option, OptionProblem } from '../../policy/policy.ts';
import { type NamesOfLibrary, problemsIn, truthyProblems, wrongType } from '../shared/javascript/problems.ts';
import { maxAgeProblems, namesProblems } from '../shared/koa-cors/problems.ts';
import { STRAPI_OPTIONS } from './options.ts';
import type { Era } from './versions.ts';

const NAMES: NamesOfLibrary = {
  library: 'Strapi',
  options: STRAPI_OPTIONS.options,
  consequences: {
    origin: 'the default lets every origin in',
    credentials: 'credentials stay allowed',
    methods: 'the default methods are allowed',
    headers: 'the default request headers are allowed',
    expose: 'scripts cannot read these headers',
    maxAge: 'the default of a year counts',
  },
  alsoTaken: ['enabled'],
};

/** What Strapi makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(options: ReadonlyMap<string, Option>, era: Era): readonly OptionProblem[] {
  return problemsIn(options, NAMES, (option) => valueProblems(option, era));
}

function valueProblems(option: Option, era: Era): readonly OptionProblem[] {
  switch (option.name) {
    case 'enabled':
      return era.leavesStar ? [] : [{ kind: 'ignored-option', option, effect: ENABLED }];
    case 'origin':
      return originProblems(option, era);
    case 'credentials':
      return truthyProblems(option, 'Strapi');
    case 'methods':
    case 'headers':
    case 'expose':
      return namesProblems(option, 'Strapi');
    case 'maxAge':
      return maxAgeProblems(option);
    default:
      return [];
  }
}

const ENABLED =
  'Strapi no longer reads it and only warns at its start. To turn CORS off take `strapi::cors` out of the list.';

const ORIGIN = 'a string, a list of strings, or a function that gives one of them';

function originProblems(option: Option, era: Era): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'null') {
    if (era.nothingIsStar)
      return wrongType(option, value, ORIGIN, 'Strapi takes it for `*`, so every origin is allowed.');
    const effect = era.cutsAnything ? FAILS : 'Strapi then lets nobody in.';
    return wrongType(option, value, ORIGIN, effect);
  }
  if (value.kind === 'function' && !era.callsFunctions)
    return wrongType(option, value, 'a string or a list of strings', FAILS);
  const isWrong = ['boolean', 'number', 'regex', 'record', 'unknown'].includes(value.kind);
  if (!isWrong && !(value.kind === 'list' && value.form === 'set')) return [];
  const effect = era.cutsAnything
    ? FAILS
    : 'Strapi sends its text as `Access-Control-Allow-Origin`, which is no origin.';
  return wrongType(option, value, ORIGIN, effect);
}

const FAILS =
  'Strapi cuts it at commas like a string, so every request of another origin fails with status 500.';
