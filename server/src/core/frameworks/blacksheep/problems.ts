import type { Option, OptionProblem, OriginRule } from '../../policy/policy.ts';
import { falseText, unknownOptions, wrongType } from '../shared/python/problems.ts';
import { truth, typeName } from '../shared/python/values.ts';
import { BLACKSHEEP_OPTIONS } from './options.ts';

export const NAMES = BLACKSHEEP_OPTIONS.map(({ name }) => name);
const SETS: ReadonlySet<string> = new Set([
  'allow_origins',
  'allow_methods',
  'allow_headers',
  'expose_headers',
]);
const STOPS = 'and the application does not start.';

export type Options = ReadonlyMap<string, Option>;

export function problemsOf(
  options: Options,
  origins: readonly OriginRule[],
  open: boolean,
): readonly OptionProblem[] {
  return [
    ...unknownOptions(options, NAMES, `BlackSheep raises \`TypeError\`, ${STOPS}`, true),
    ...[...options.values()].flatMap(problemOf),
    ...(open || origins.length === 0 ? [] : withoutMethods(options)),
  ];
}

/** Every method has to be listed, that of a simple request too. */
function withoutMethods(options: Options): readonly OptionProblem[] {
  const option = options.get('allow_origins');
  const methods = options.get('allow_methods');
  if (!option || (methods && truth(methods.value) !== false)) return [];
  const effect =
    'Without `allow_methods` BlackSheep answers every request from another origin with status 400. List the methods beside it.';
  return [{ kind: 'ignored-option', option, effect, misplaced: true }];
}

function problemOf(option: Option): readonly OptionProblem[] {
  const { name, value } = option;
  if (name === 'allow_credentials') return falseText(option, 'credentials are on');
  if (name === 'max_age') return ageProblem(option);
  if (!SETS.has(name) || !isRefused(option)) return [];
  const items = value.kind === 'list' ? value.items.filter(isNoText) : [];
  return (items.length > 0 ? items : [value]).map((one) =>
    wrongType(
      option,
      one,
      'a string or a list of strings',
      `This is ${typeName(one)}: BlackSheep raises \`TypeError\`, ${STOPS}`,
    ),
  );
}

/** `int(value)`, and nothing below zero. */
export function ageOf({ value }: Option): number | 'raises' | undefined {
  switch (value.kind) {
    case 'number':
      return value.value > -1 ? Math.trunc(value.value) : 'raises';
    case 'boolean':
      return Number(value.value);
    case 'text':
      return /^\s*\+?\d+(?:_\d+)*\s*$/.test(value.value) ? Number(value.value.replaceAll('_', '')) : 'raises';
    case 'unknown':
    case 'oneOf':
      return undefined;
    default:
      return 'raises';
  }
}

function ageProblem(option: Option): readonly OptionProblem[] {
  const { value } = option;
  // A number below zero is a finding about ages of preflights.
  if (ageOf(option) !== 'raises' || value.kind === 'number') return [];
  const error = value.kind === 'text' ? 'ValueError' : 'TypeError';
  return [wrongType(option, value, 'a number of seconds', `\`int()\` raises \`${error}\` with it, ${STOPS}`)];
}

const isNoText = ({ kind }: Option['value']): boolean =>
  ['number', 'boolean', 'null', 'regex', 'list', 'record', 'function'].includes(kind);

/** `frozenset(map(str.lower, value or []))`; what is no text inside a list raises. */
export function isRefused({ name, value }: Option): boolean {
  if (value.kind === 'null' || (name !== 'expose_headers' && truth(value) === false)) return false;
  if (value.kind === 'list') return value.items.some(isNoText);
  return ['number', 'boolean', 'regex', 'function'].includes(value.kind);
}
