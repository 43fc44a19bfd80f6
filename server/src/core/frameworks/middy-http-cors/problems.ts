import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { isTruthy, toJs, toText } from '../shared/javascript/js-value.ts';
import { isUndefined } from '../shared/javascript/lowering.ts';
import {
  type NamesOfLibrary,
  problemsIn,
  sentCredentialsProblems,
  wrongType,
} from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { atLeast } from '../shared/versions.ts';
import { MIDDY_OPTIONS } from './options.ts';

/** What @middy/http-cors makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  return [
    ...problemsIn(options, namesOf(version), (option) => problemsWith(option, version)),
    ...besideList(options, version),
  ];
}

function namesOf(version: ResolvedVersion): NamesOfLibrary {
  return {
    library: '@middy/http-cors',
    options: MIDDY_OPTIONS.options,
    consequences: {
      origin: atLeast(version, '6.0.0') ? 'no origin is allowed' : 'the default `*` allows every origin',
      origins: atLeast(version, '6.0.0') ? 'no origin is allowed' : 'the default `*` allows every origin',
      headers: 'no header has to be expected that a browser asks for',
      methods: 'only GET, HEAD and POST are allowed',
      credentials: 'the response never allows credentials',
      exposeHeaders: 'scripts cannot read these headers',
      maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
    },
  };
}

function problemsWith(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  switch (option.name) {
    case 'origin':
      return originProblems(option);
    case 'origins':
      return originsProblems(option, version);
    case 'getOrigin': {
      if (!isPromised(option)) return [];
      const effect =
        '@middy/http-cors does not wait for the promise, which is no value for a header, so nobody is allowed.';
      return wrongType(option, value, 'a function that is not async', effect);
    }
    case 'credentials':
      return sentCredentialsProblems(option, '@middy/http-cors');
    case 'headers':
    case 'methods':
    case 'exposeHeaders':
      return namesProblems(option);
    case 'maxAge': {
      const text = isTruthy(toJs(value)) ? toText(toJs(value)) : undefined;
      if (text === undefined || /^\s*-?\d+\s*$/.test(text)) return [];
      const effect = `It is sent as \`Access-Control-Max-Age: ${text}\`, which browsers cannot read, so they keep the answer for 5 seconds only.`;
      return wrongType(option, value, 'a number of seconds', effect);
    }
    default:
      return [];
  }
}

function originProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'text' || value.kind === 'null') return [];
  if (value.kind === 'list') {
    const effect =
      '@middy/http-cors takes one origin here and hands the list on as the value of a header, so nobody is allowed. A list belongs into `origins`.';
    return wrongType(option, value, 'a string', effect);
  }
  if (value.kind === 'boolean' && !value.value) return [];
  const effect = '@middy/http-cors hands it on as the value of a header, so nobody is allowed.';
  return wrongType(option, value, 'a string', effect);
}

function originsProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  const expected = 'a list of strings';
  if (value.kind === 'list' && value.form !== 'set') {
    return value.items.flatMap((item) => {
      if (item.kind !== 'regex') return [];
      const effect = atLeast(version, '5.4.0')
        ? '@middy/http-cors takes texts only and raises a TypeError as it starts.'
        : '@middy/http-cors compares the entries with the Origin, so a pattern matches no origin.';
      return wrongType(option, item, 'a string', effect);
    });
  }
  if (value.kind === 'text') {
    if (value.value === '') return [];
    const effect = atLeast(version, '5.4.0')
      ? '@middy/http-cors takes each letter of a text for an origin of its own.'
      : '@middy/http-cors searches the text, so every origin that is a part of it is allowed.';
    return wrongType(option, value, expected, effect, { kind: 'wrap-in-list' });
  }
  if (value.kind === 'null' && value.expr === undefined) return [];
  return wrongType(option, value, expected, '@middy/http-cors fails with a TypeError.');
}

function namesProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'list' || value.form === 'set') return [];
  const effect =
    '@middy/http-cors hands the list on as the value of a header, where the response of a function holds texts only.';
  const texts = value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
  const text = `'${texts.join(', ')}'`;
  return texts.length === value.items.length && texts.every((each) => /^[\w*-]+$/.test(each))
    ? wrongType(option, value, 'a text with commas', effect, { kind: 'replace', text })
    : wrongType(option, value, 'a text with commas', effect);
}

/** Before 6.0.0 the one origin does not count beside a list. */
function besideList(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  const origin = options.get('origin');
  const origins = options.get('origins')?.value;
  const hasList = origins?.kind === 'list' && origins.items.length > 0;
  if (!origin || !hasList || atLeast(version, '6.0.0') || isUndefined(origin.value)) return [];
  const effect = '@middy/http-cors looks at it only where `origins` is empty.';
  return [{ kind: 'ignored-option', option: origin, effect }];
}
