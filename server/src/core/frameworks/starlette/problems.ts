import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { meantOption } from '../shared/meant.ts';
import { isValidPattern } from '../shared/python/pattern.ts';
import { falseText, lettersForList, maxAgeProblem, wrongType } from '../shared/python/problems.ts';
import { strOf, typeName } from '../shared/python/values.ts';
import { STARLETTE_OPTIONS } from './options.ts';
import { starletteHas } from './versions.ts';

const NAMES = STARLETTE_OPTIONS.map(({ name }) => name);

/** What `CORSMiddleware.__init__` does with values and names that it is not made for. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
  title: string,
): readonly OptionProblem[] {
  return [...options.values()].flatMap((option) => problemOf(option, version, title));
}

function problemOf(option: Option, version: ResolvedVersion, title: string): readonly OptionProblem[] {
  const fails = `${title} raises \`TypeError\` while it builds the middleware, so the application answers nothing.`;
  switch (option.name) {
    case 'allow_origins':
      return originsProblem(option, fails, title);
    case 'allow_methods':
      return listProblem(option, 'Access-Control-Allow-Methods', fails, title);
    case 'allow_headers':
      return listProblem(option, 'Access-Control-Allow-Headers', fails, title);
    case 'expose_headers':
      return listProblem(option, 'Access-Control-Expose-Headers', fails, title);
    case 'allow_credentials':
      return falseText(option, 'credentials are on');
    case 'allow_origin_regex':
      return patternProblem(option, fails);
    case 'max_age':
      return maxAgeProblem(option, strOf(option.value), title);
    case 'allow_private_network':
      return starletteHas(version, '0.51.0')
        ? falseText(option, 'every private network is open')
        : [unknownOption(option, `${title} knows it since 0.51.0. ${fails}`)];
    default:
      return [unknownOption(option, fails)];
  }
}

function unknownOption(option: Option, effect: string): OptionProblem {
  const meant = NAMES.includes(option.name) ? undefined : meantOption(option.name, NAMES);
  return { kind: 'unknown-option', option, effect, raises: true, ...(meant === undefined ? {} : { meant }) };
}

const LIST = 'a list of strings';

/** A text without `*` is a substring test, which has a rule of its own; `"*"` alone works. */
function originsProblem(option: Option, fails: string, title: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'text') {
    if (value.value === '*' || !value.value.includes('*')) return [];
    const effect = `${title} looks for \`*\` in this string, finds it, and allows every origin.`;
    return [wrongType(option, value, LIST, effect)];
  }
  return isIterable(value) ? [] : [wrongType(option, value, LIST, `This is ${typeName(value)}: ${fails}`)];
}

function listProblem(option: Option, header: string, fails: string, title: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'text') {
    // `"*" in allow_methods` is true for any text that holds it; a lone one is what was meant.
    const isWildcard = value.value.includes('*') && option.name !== 'expose_headers';
    return isWildcard || value.value === '*' ? [] : lettersForList(option, header, title);
  }
  if (!isIterable(value)) {
    // `if expose_headers:` comes before the join, so that None does no harm there.
    if (option.name === 'expose_headers' && (value.kind === 'null' || strOf(value) === 'False')) return [];
    return [wrongType(option, value, LIST, `This is ${typeName(value)}: ${fails}`)];
  }
  const items = value.kind === 'list' ? value.items : [];
  return items
    .filter((item) => !['text', 'unknown', 'oneOf'].includes(item.kind))
    .map((item) => wrongType(option, item, LIST, `This entry is ${typeName(item)}: ${fails}`));
}

function patternProblem(option: Option, fails: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'text' && !isValidPattern(value.value)) {
    const effect = `This one does not compile: ${fails.replace('TypeError', 're.error')}`;
    return [wrongType(option, value, 'a regular expression', effect)];
  }
  if (['text', 'regex', 'null', 'unknown', 'oneOf'].includes(value.kind)) return [];
  const joined = value.kind === 'list' ? ' Join several patterns with `|`.' : '';
  return [wrongType(option, value, 'one string', `This is ${typeName(value)}: ${fails}${joined}`)];
}

function isIterable(value: Value): boolean {
  return ['list', 'record', 'unknown', 'oneOf', 'text'].includes(value.kind);
}
