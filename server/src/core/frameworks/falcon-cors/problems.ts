import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem } from '../../policy/policy.ts';
import { isValidPattern } from '../shared/python/pattern.ts';
import {
  falseText,
  lettersForList,
  listRepair,
  maxAgeProblem,
  unknownOptions,
  wrongType,
} from '../shared/python/problems.ts';
import { strOf, textsOf, truth, typeName } from '../shared/python/values.ts';
import { NAMES } from './options.ts';

const TITLE = 'falcon-cors';
const STOPS = 'and the application does not start.';

/** `HTTP_METHODS` of Falcon. */
export const METHODS = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'];

export function problemsOf(options: ReadonlyMap<string, Option>): readonly OptionProblem[] {
  return [
    ...unknownOptions(options, NAMES, `falcon-cors raises \`ValueError\`, ${STOPS}`, true),
    ...[...options.values()].flatMap(problemOf),
  ];
}

function problemOf(option: Option): readonly OptionProblem[] {
  const { name, value } = option;
  if (name === 'allow_credentials_all_origins') return falseText(option, 'credentials are on');
  if (name.startsWith('allow_all_')) return falseText(option, 'all are allowed');
  if (name === 'max_age') return truth(value) === true ? maxAgeProblem(option, strOf(value), TITLE) : [];
  if (isRefused(option)) return [refused(option)];
  if (value.kind !== 'text' || !name.endsWith('_list')) return [];
  if (name === 'expose_headers_list') return lettersForList(option, 'Access-Control-Expose-Headers', TITLE);
  if (name === 'allow_headers_list' && value.value !== '') {
    const effect = `${TITLE} goes through the string letter by letter, and no header is one letter.`;
    return [wrongType(option, value, 'a list of strings', effect, listRepair(value))];
  }
  return [];
}

function refused(option: Option): OptionProblem {
  const { name, value } = option;
  const isPattern = name.endsWith('_regex');
  const expected = isPattern
    ? 'a regular expression'
    : name === 'allow_methods_list'
      ? 'a list of methods in capitals'
      : 'a list of strings';
  const what =
    value.kind === 'text' && isPattern
      ? 'This one does not compile'
      : name === 'allow_methods_list' && (value.kind === 'text' || value.kind === 'list')
        ? 'Falcon knows no such method: `ValueError`'
        : `This is ${typeName(value)}: \`TypeError\``;
  return wrongType(option, value, expected, `${what}, ${STOPS}`);
}

/** What stops the start-up. */
export function isRefused({ name, value }: Option): boolean {
  if (value.kind === 'unknown' || value.kind === 'oneOf') return false;
  if (name.endsWith('_regex')) {
    if (value.kind === 'text') return !isValidPattern(value.value);
    return value.kind !== 'null' && value.kind !== 'regex';
  }
  if (name === 'allow_methods_list') {
    const texts = textsOf(value);
    return !texts || texts.mixed || texts.items.some((method) => !METHODS.includes(method));
  }
  if (name === 'allow_headers_list' || name === 'expose_headers_list') return cannotLower(value);
  return false;
}

function cannotLower(value: Value): boolean {
  const texts = textsOf(value);
  return !texts || texts.mixed;
}
