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
import { strOf, truth, typeName } from '../shared/python/values.ts';
import { LITESTAR_OPTIONS } from './options.ts';

export const NAMES = LITESTAR_OPTIONS.map(({ name }) => name);
const LIST = 'a list of strings';
const FAILS = 'every request with an origin ends with status 500.';
const HEADERS: Readonly<Record<string, string>> = {
  allow_methods: 'Access-Control-Allow-Methods',
  allow_headers: 'Access-Control-Allow-Headers',
  expose_headers: 'Access-Control-Expose-Headers',
};

export function problemsOf(options: ReadonlyMap<string, Option>): readonly OptionProblem[] {
  return [
    ...unknownOptions(
      options,
      NAMES,
      '`CORSConfig` raises `TypeError`, and the application does not start.',
      true,
    ),
    ...[...options.values()].flatMap(problemOf),
  ];
}

function problemOf(option: Option): readonly OptionProblem[] {
  const { name, value } = option;
  switch (name) {
    case 'allow_credentials':
      return falseText(option, 'credentials are on');
    case 'max_age':
      return maxAgeProblem(option, strOf(value), 'Litestar');
    case 'allow_origin_regex': {
      if (value.kind === 'text' && !isValidPattern(value.value))
        return [wrongType(option, value, 'a regular expression', `This one does not compile: ${FAILS}`)];
      if (['text', 'null', 'unknown', 'oneOf'].includes(value.kind)) return [];
      return [wrongType(option, value, 'one string', `This is ${typeName(value)}: ${FAILS}`)];
    }
    case 'allow_origins':
      return originsProblem(option);
    case 'allow_methods':
    case 'allow_headers':
    case 'expose_headers':
      return listProblem(option, HEADERS[name] ?? '');
    default:
      return [];
  }
}

function originsProblem(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'text') {
    if (value.value === '*') return [];
    const effect = value.value.includes('*')
      ? 'Litestar looks for `*` in this string, finds it, and allows every origin.'
      : 'Litestar goes through the string letter by letter, and no origin is one letter: it allows nobody.';
    return [wrongType(option, value, LIST, effect, listRepair(value))];
  }
  if (['list', 'record', 'unknown', 'oneOf'].includes(value.kind)) return [];
  return [wrongType(option, value, LIST, `This is ${typeName(value)}: ${FAILS}`)];
}

function listProblem(option: Option, header: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'text') {
    if (value.value.includes('*') && option.name !== 'expose_headers') return [];
    return value.value === '*' ? [] : lettersForList(option, header, 'Litestar');
  }
  if (['list', 'record', 'unknown', 'oneOf'].includes(value.kind)) return [];
  if (option.name === 'expose_headers' && truth(value) === false) return [];
  const effect =
    option.name === 'allow_headers' ? '`CORSConfig` raises, and the application does not start.' : FAILS;
  return [wrongType(option, value, LIST, `This is ${typeName(value)}: ${effect}`)];
}
