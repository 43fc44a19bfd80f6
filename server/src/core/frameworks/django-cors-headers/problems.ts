import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { meantOption } from '../shared/meant.ts';
import { isValidPattern, matchesPattern } from '../shared/python/pattern.ts';
import {
  falseText,
  lettersForList,
  listRepair,
  maxAgeProblem,
  wrongType,
} from '../shared/python/problems.ts';
import { strOf, truth, typeName } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { DJANGO_CORS_SETTINGS } from './options.ts';

const TITLE = 'django-cors-headers';
const NAMES = DJANGO_CORS_SETTINGS.map(({ name }) => name);
const PRESENT = DJANGO_CORS_SETTINGS.filter(
  (spec) => !spec.replacedBy && !spec.versions?.startsWith('<'),
).map(({ name }) => name);

/** What django-cors-headers does with values and names that it is not made for. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  return [...options.values()].flatMap((option) => [
    ...tooNew(option, version),
    ...(NAMES.includes(option.name) ? problemOf(option, version) : unknownSetting(option, options)),
  ]);
}

/**
 * The setting that a name was meant to be. Projects have `CORS_…` settings of their own, so a name that is near to none
 * is nobody's business.
 */
export function meantSetting(name: string): string | undefined {
  return NAMES.includes(name) ? undefined : meantOption(name, PRESENT);
}

function unknownSetting(option: Option, options: ReadonlyMap<string, Option>): readonly OptionProblem[] {
  const meant = meantSetting(option.name);
  if (meant === undefined || options.has(meant)) return [];
  const effect = `${TITLE} does not read it, and no check speaks of it.`;
  return [{ kind: 'unknown-option', option, effect, raises: false, meant }];
}

function tooNew(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const spec = DJANGO_CORS_SETTINGS.find(({ name }) => name === option.name);
  const since = /^>=([\d.]+)$/.exec(spec?.versions ?? '')?.[1];
  if (since === undefined || atLeast(version, since)) return [];
  const old = DJANGO_CORS_SETTINGS.find(({ replacedBy }) => replacedBy === option.name)?.name;
  const effect = `${TITLE} reads it since ${since}; the version of this project does not.`;
  return [
    { kind: 'unknown-option', option, effect, raises: false, ...(old === undefined ? {} : { meant: old }) },
  ];
}

function problemOf(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  switch (option.name) {
    case 'CORS_ALLOWED_ORIGINS':
    case 'CORS_ORIGIN_WHITELIST':
      return listProblem(option, version);
    case 'CORS_ALLOWED_ORIGIN_REGEXES':
    case 'CORS_ORIGIN_REGEX_WHITELIST':
      return regexProblem(option);
    case 'CORS_ALLOW_ALL_ORIGINS':
    case 'CORS_ORIGIN_ALLOW_ALL':
      return falseText(option, 'every origin is allowed');
    case 'CORS_ALLOW_CREDENTIALS':
      return falseText(option, 'credentials are on');
    case 'CORS_ALLOW_PRIVATE_NETWORK':
      return falseText(option, 'every private network is open');
    case 'CORS_PREFLIGHT_MAX_AGE':
      return truth(option.value) === true ? maxAgeProblem(option, strOf(option.value), TITLE) : [];
    case 'CORS_ALLOW_HEADERS':
      return joinedProblem(option, 'Access-Control-Allow-Headers');
    case 'CORS_ALLOW_METHODS':
      return joinedProblem(option, 'Access-Control-Allow-Methods');
    case 'CORS_EXPOSE_HEADERS':
      return joinedProblem(option, 'Access-Control-Expose-Headers');
    default:
      return [];
  }
}

const LIST = 'a list of strings';

function listProblem(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'text') {
    if (value.value === '') return [];
    const effect = atLeast(version, '3.0.0')
      ? `${TITLE} goes through the string letter by letter. No letter has a scheme or a host, so it allows no website, only \`Origin: null\`, which every sandboxed frame has.`
      : `${TITLE} looks for the host as a part of this string.`;
    return [wrongType(option, value, LIST, effect, listRepair(value))];
  }
  return notIterable(option, LIST);
}

/** Each letter is a regular expression of its own; the first one that matches lets the origin in. */
function regexProblem(option: Option): readonly OptionProblem[] {
  const { value } = option;
  const expected = 'a list of patterns';
  if (value.kind !== 'text') return notIterable(option, expected);
  if (value.value === '') return [];
  const start = `${TITLE} takes each letter of the string for a pattern`;
  for (const letter of value.value) {
    if (!isValidPattern(letter)) {
      const effect = `${start}, and \`re.error\` turns requests with an Origin into status 500.`;
      return [wrongType(option, value, expected, effect, { kind: 'wrap-in-list' })];
    }
    if (matchesPattern(letter, '', 'prefix', 'https://evil.example')) {
      const effect = `${start}, and \`${letter}\` matches the beginning of every origin: every website is allowed.`;
      return [wrongType(option, value, expected, effect, { kind: 'wrap-in-list' })];
    }
  }
  return [wrongType(option, value, expected, `${start}, and none matches.`, { kind: 'wrap-in-list' })];
}

function joinedProblem(option: Option, header: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'text') return value.value === '*' ? [] : lettersForList(option, header, TITLE);
  return notIterable(option, LIST);
}

function notIterable(option: Option, expected: string): readonly OptionProblem[] {
  const { value } = option;
  if (['list', 'record', 'unknown', 'oneOf'].includes(value.kind)) return entries(option, expected);
  const effect = `This is ${typeName(value)}: \`TypeError\`, and status 500 for requests with an Origin.`;
  return [wrongType(option, value, expected, effect)];
}

function entries(option: Option, expected: string): readonly OptionProblem[] {
  const takesPatterns = /REGEX/.test(option.name);
  const isFine = (item: Value) =>
    ['text', 'unknown', 'oneOf'].includes(item.kind) || (takesPatterns && item.kind === 'regex');
  const items = option.value.kind === 'list' ? option.value.items : [];
  return items
    .filter((item) => !isFine(item))
    .map((item) =>
      wrongType(
        option,
        item,
        expected,
        `This entry is ${typeName(item)}, and the check of ${TITLE} refuses it.`,
      ),
    );
}
