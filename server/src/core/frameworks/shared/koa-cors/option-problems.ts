import type { Option, OptionProblem } from '../../../policy/policy.ts';
import { isGivenByFunction } from '../javascript/callback.ts';
import { type NamesOfLibrary, problemsIn, truthyProblems, wrongType } from '../javascript/problems.ts';
import { KOA_CORS_OPTIONS } from './options.ts';
import { isNothing, maxAgeProblems, namesProblems } from './problems.ts';
import type { Library } from './versions.ts';

const NAMES: NamesOfLibrary = {
  library: '@koa/cors',
  options: KOA_CORS_OPTIONS.options,
  consequences: {
    origin: 'the default lets every origin in',
    allowMethods: 'the default methods are allowed',
    allowHeaders: 'every header that a browser asks for is allowed',
    exposeHeaders: 'scripts cannot read these headers',
    credentials: 'the response never allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

/** What @koa/cors makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(options: ReadonlyMap<string, Option>, library: Library): readonly OptionProblem[] {
  const names = library.isKoa2 ? { ...NAMES, library: 'koa2-cors' } : NAMES;
  return problemsIn(options, names, (option) => typeProblems(option, library));
}

function typeProblems(option: Option, library: Library): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option, library.isKoa2 ? 'koa2-cors' : '@koa/cors');
    case 'credentials':
      return credentialsProblems(option, library);
    case 'allowMethods':
    case 'allowHeaders':
    case 'exposeHeaders':
      return library.isKoa2 ? listProblems(option) : namesProblems(option, '@koa/cors');
    case 'maxAge':
      return maxAgeProblems(option);
    default:
      return [];
  }
}

const ORIGIN = 'a string, or a function that gives one';

function originProblems(option: Option, name: string): readonly OptionProblem[] {
  const { value } = option;
  switch (value.kind) {
    case 'boolean':
      if (value.value) return wrongType(option, value, ORIGIN, sent(name, 'true'));
      if (isGivenByFunction(value)) return [];
      return wrongType(
        option,
        value,
        ORIGIN,
        `For ${name} it means that no origin is given, so the default lets every origin in.`,
      );
    case 'text':
      return /^(?:true|false)$/.test(value.value)
        ? wrongType(option, value, ORIGIN, sent(name, value.value))
        : [];
    case 'number':
      return value.value ? wrongType(option, value, ORIGIN, sent(name, String(value.value))) : [];
    case 'regex':
      return wrongType(
        option,
        value,
        ORIGIN,
        `${name} knows no patterns: it sends the text of the expression as \`Access-Control-Allow-Origin\`, and no origin is equal to that.`,
      );
    case 'list':
      return value.form === 'array' && value.items.length === 1 ? [] : listProblem(option, name);
    case 'record':
      return wrongType(option, value, ORIGIN, sent(name, '[object Object]'));
    case 'unknown':
      return wrongType(option, value, ORIGIN, sent(name, '[object Set]'));
    default:
      return [];
  }
}

function listProblem(option: Option, name: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'list') return [];
  const effect =
    value.form === 'set'
      ? sent(name, '[object Set]')
      : value.items.length === 0
        ? `${name} then sends no \`Access-Control-Allow-Origin\` to anybody.`
        : `${name} sends one \`Access-Control-Allow-Origin\` for each entry, and browsers refuse more than one. A function (ctx) can compare the asking origin with a list.`;
  return wrongType(option, value, ORIGIN, effect);
}

function sent(name: string, text: string): string {
  return `${name} sends its text as it is: \`Access-Control-Allow-Origin: ${text}\`, which is no origin.`;
}

function credentialsProblems(option: Option, library: Library): readonly OptionProblem[] {
  const { value } = option;
  const isNone = value.kind === 'boolean' || value.kind === 'null';
  if (library.isKoa2) {
    if (isNone) return [];
    const effect = 'koa2-cors allows credentials for the boolean `true` only, so they stay off.';
    return wrongType(option, value, 'a boolean', effect);
  }
  return truthyProblems(option, '@koa/cors');
}

function listProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isNothing(option) || (value.kind === 'list' && value.form !== 'set')) return [];
  if (value.kind === 'text' && value.value === '') return [];
  const effect = 'koa2-cors calls `join` on it, so requests fail with status 500.';
  return value.kind === 'text'
    ? wrongType(option, value, 'a list of strings', effect, { kind: 'wrap-in-list' })
    : wrongType(option, value, 'a list of strings', effect);
}
