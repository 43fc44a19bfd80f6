import type { Option, OptionProblem } from '../../policy/policy.ts';
import { isTruthy, toJs } from '../shared/javascript/js-value.ts';
import { isUndefined } from '../shared/javascript/lowering.ts';
import { type NamesOfLibrary, problemsIn, truthyProblems, wrongType } from '../shared/javascript/problems.ts';
import { maxAgeProblems } from '../shared/koa-cors/problems.ts';
import { MICRO_CORS_OPTIONS } from './options.ts';
import type { Generation } from './versions.ts';

const LATER = new Set(['allowCredentials', 'exposeHeaders']);

function namesOf({ isFirst, endsPreflights }: Generation): NamesOfLibrary {
  return {
    library: 'micro-cors',
    options: MICRO_CORS_OPTIONS.options.filter(
      ({ name }) =>
        !(isFirst && LATER.has(name)) && (endsPreflights || name !== 'runHandlerOnOptionsRequest'),
    ),
    consequences: {
      origin: 'the default `*` allows every origin',
      allowMethods: 'the default methods are allowed',
      allowHeaders: 'the default request headers are allowed',
      allowCredentials: 'the default `true` allows credentials',
      exposeHeaders: 'scripts cannot read these headers',
      maxAge: 'browsers keep the answer to a preflight for a day, as far as they do that',
    },
  };
}

/** What micro-cors makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  generation: Generation,
): readonly OptionProblem[] {
  return problemsIn(options, namesOf(generation), (option) => {
    if (isUndefined(option.value) || (generation.isFirst && !isTruthy(toJs(option.value)))) return [];
    return typeProblems(option, generation);
  });
}

function typeProblems(option: Option, generation: Generation): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option, generation);
    case 'allowCredentials':
      return generation.isFirst ? [] : truthyProblems(option, 'micro-cors');
    case 'allowMethods':
    case 'allowHeaders':
      return listProblems(option, generation.isFirst ? 'every request' : 'every preflight');
    case 'exposeHeaders':
      return generation.isFirst ? [] : listProblems(option, 'every request');
    case 'maxAge':
      return maxAgeProblems(option);
    default:
      return [];
  }
}

function originProblems(option: Option, { compares }: Generation): readonly OptionProblem[] {
  const { value } = option;
  const isList = value.kind === 'list' && value.form !== 'set';
  const expected = compares ? 'a string, a RegExp, or a list of them' : 'a string';
  if (value.kind === 'text') {
    if (!/^(?:true|false)$/.test(value.value)) return [];
    return wrongType(option, value, expected, sent(value.value));
  }
  if (compares) {
    if (isList || value.kind === 'regex') return [];
    return wrongType(option, value, expected, 'micro-cors compares it with no origin, so it allows nobody.');
  }
  if (!isList) {
    const text = value.kind === 'boolean' || value.kind === 'null' || value.kind === 'number';
    const effect = text
      ? sent(value.kind === 'null' ? 'null' : String(value.value))
      : 'micro-cors sends its text as `Access-Control-Allow-Origin`, which is no origin.';
    return wrongType(option, value, expected, effect);
  }
  if (value.items.length === 1) return [];
  const effect =
    value.items.length === 0
      ? 'micro-cors then sends no `Access-Control-Allow-Origin` to anybody.'
      : 'micro-cors sends one `Access-Control-Allow-Origin` for each entry, and browsers refuse more than one.';
  return wrongType(option, value, expected, effect);
}

function sent(text: string): string {
  return `micro-cors sends its text as it is: \`Access-Control-Allow-Origin: ${text}\`, which is no origin.`;
}

function listProblems(option: Option, requests: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'list' && value.form !== 'set') return [];
  const isLeftOut = option.name === 'exposeHeaders' && !hasLength(option);
  if (isLeftOut) return [];
  const effect = `micro-cors calls \`join\` on it, so ${requests} fails with status 500.`;
  return value.kind === 'text'
    ? wrongType(option, value, 'a list of strings', effect, { kind: 'wrap-in-list' })
    : wrongType(option, value, 'a list of strings', effect);
}

/** What has no length, or none to speak of, is never joined. `null` fails as it is asked for its own. */
function hasLength({ value }: Option): boolean {
  return value.kind === 'null' || (value.kind === 'text' && value.value !== '');
}
