import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { isGivenByFunction } from '../shared/javascript/callback.ts';
import { type NamesOfLibrary, problemsIn, truthyProblems, wrongType } from '../shared/javascript/problems.ts';
import { atLeast } from '../shared/versions.ts';
import { HONO_CORS_OPTIONS } from './options.ts';

const NAMES: NamesOfLibrary = {
  library: 'Hono',
  options: HONO_CORS_OPTIONS.options,
  consequences: {
    origin: 'the default `*` allows every origin',
    allowMethods: 'the default methods are allowed',
    allowHeaders: 'every header that a browser asks for is allowed',
    exposeHeaders: 'scripts cannot read these headers',
    credentials: 'the response never allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

/** What Hono makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  return problemsIn(options, NAMES, (option) => typeProblems(option, version));
}

function typeProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option);
    case 'credentials':
      return truthyProblems(option, 'Hono');
    case 'allowMethods':
      return methodsProblems(option, version);
    case 'allowHeaders':
    case 'exposeHeaders':
      return namesProblems(option, version);
    case 'maxAge':
      return maxAgeProblems(option);
    default:
      return [];
  }
}

/** Whatever has no `includes` fails with the first request. */
function originProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  const expected = 'a string, a list of strings, or a function';
  if (value.kind === 'text') {
    if (!/^(?:true|false)$/.test(value.value)) return [];
    const effect = 'Hono compares the text with the Origin, so it allows nobody.';
    return wrongType(option, value, expected, effect);
  }
  const isList = value.kind === 'list' && value.form !== 'set';
  if (isList || value.kind === 'function' || isGivenByFunction(value)) return [];
  // A variable that is unset is another matter.
  if (value.kind === 'null' && value.expr === undefined) return [];
  const what = value.kind === 'regex' ? 'Hono knows no patterns: e' : 'E';
  return wrongType(option, value, expected, `${what}very request fails with status 500.`);
}

function methodsProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'text' || value.value === '') return [];
  const effect = atLeast(version, '4.8.0')
    ? 'Hono reads a list only, so a preflight allows no methods but GET, HEAD and POST.'
    : 'Hono calls `join` on it, so every preflight fails with status 500.';
  return wrongType(option, value, 'a list of strings', effect, { kind: 'wrap-in-list' });
}

function namesProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'text' || value.value === '') return [];
  const when = atLeast(version, '4.13.3')
    ? 'the application fails as it starts'
    : option.name === 'allowHeaders'
      ? 'every preflight fails with status 500'
      : 'every request fails with status 500';
  const effect = `Hono calls \`join\` on it, so ${when}.`;
  return wrongType(option, value, 'a list of strings', effect, { kind: 'wrap-in-list' });
}

function maxAgeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'number' || value.kind === 'null') return [];
  if (value.kind === 'text' && /^\s*-?\d+\s*$/.test(value.value)) return [];
  const text = value.kind === 'text' ? `\`Access-Control-Max-Age: ${value.value}\`` : 'its text';
  const effect = `Hono sends ${text}, which browsers cannot read, so they keep the answer for 5 seconds only.`;
  return wrongType(option, value, 'a number of seconds', effect);
}
