import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import {
  lettersForList,
  listRepair,
  maxAgeProblem,
  onlyTrue,
  unknownOptions,
  wrongType,
} from '../shared/python/problems.ts';
import { strOf, truth, typeName } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { namesOf } from './options.ts';

const TITLE = 'Powertools';
const LIST = 'a list of strings';
const STOPS = 'and the function does not start.';

export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
  open: boolean,
): readonly OptionProblem[] {
  return [
    ...unknownOptions(options, namesOf(version), `\`CORSConfig\` raises \`TypeError\`, ${STOPS}`, true),
    ...[...options.values()].flatMap(problemOf),
    ...(open ? [] : withoutCredentials(options, version)),
  ];
}

/** 2.41.0 and later: an origin that only `*` allows gets `*`, and no credentials. */
function withoutCredentials(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  const option = options.get('allow_credentials');
  if (option?.value.kind !== 'boolean' || !option.value.value || !atLeast(version, '2.41.0')) return [];
  const single = options.get('allow_origin')?.value;
  const extra = options.get('extra_origins')?.value;
  const isAny = single === undefined || (single.kind === 'text' && single.value === '*');
  if (!isAny || (extra !== undefined && truth(extra) !== false)) return [];
  const effect =
    'To an origin that only `*` allows, Powertools answers `*` and no `Access-Control-Allow-Credentials`. List the origins whose pages send cookies.';
  return [{ kind: 'ignored-option', option, effect }];
}

function problemOf(option: Option): readonly OptionProblem[] {
  const { name, value } = option;
  switch (name) {
    case 'allow_credentials':
      return onlyTrue(option, TITLE);
    case 'max_age':
      return value.kind === 'null' ? [] : maxAgeProblem(option, strOf(value), TITLE);
    case 'expose_headers':
      return isRefused(option)
        ? [wrongType(option, value, LIST, `This is ${typeName(value)}, and every request fails.`)]
        : lettersForList(option, 'Access-Control-Expose-Headers', TITLE);
    case 'allow_headers': {
      if (!isRefused(option)) return [];
      const effect = `This is ${typeName(value)}: \`CORSConfig\` adds it to a list and raises \`TypeError\`, ${STOPS}`;
      const repair = value.kind === 'text' ? listRepair(value) : undefined;
      return [wrongType(option, value, LIST, effect, repair)];
    }
    case 'allow_origin': {
      if (['text', 'unknown', 'oneOf'].includes(value.kind)) return [];
      const effect = `This is ${typeName(value)}, and no origin equals that: it allows nobody. More than one origin go into \`extra_origins\`.`;
      return [wrongType(option, value, 'one string', effect)];
    }
    case 'extra_origins':
      return extraProblem(option);
    default:
      return [];
  }
}

function extraProblem(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isRefused(option))
    return [
      wrongType(
        option,
        value,
        LIST,
        `This is ${typeName(value)}: \`CORSConfig\` raises \`TypeError\`, ${STOPS}`,
      ),
    ];
  if (value.kind !== 'text' || value.value === '' || value.value === '*') return [];
  const isPattern = value.value.includes('*');
  const effect = isPattern
    ? 'Powertools goes through the string letter by letter, finds `*`, and allows every origin.'
    : 'Powertools goes through the string letter by letter, and no origin is one letter: it allows nobody more.';
  // As an entry of a list a pattern matches nobody.
  return [wrongType(option, value, LIST, effect, isPattern ? undefined : listRepair(value))];
}

/** `required + (allow_headers or [])` takes a list alone; the others are gone through. */
export function isRefused({ name, value }: Option): boolean {
  if (truth(value) === false || isUnknown(value)) return false;
  if (name === 'allow_headers') return value.kind !== 'list' || value.form !== 'list';
  return ['number', 'boolean', 'regex', 'function'].includes(value.kind);
}

function isUnknown({ kind }: Value): boolean {
  return kind === 'unknown' || kind === 'oneOf';
}
