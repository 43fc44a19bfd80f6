import type { Value } from '../../../evaluate/value.ts';
import type { Option, OptionProblem } from '../../../policy/policy.ts';
import { meantOption } from '../meant.ts';
import { falseText, maxAgeProblem, wrongType } from '../python/problems.ts';
import { strOf, truth, typeName } from '../python/values.ts';
import { atLeast } from '../versions.ts';
import type { Behaviour, FlaskCorsLike } from './library.ts';
import { entriesOf, patternOf } from './patterns.ts';

/** What the library does with values and names that it is not made for. */
export function problemsOf(
  library: FlaskCorsLike,
  options: ReadonlyMap<string, Option>,
  behaviour: Behaviour,
  open: boolean,
): readonly OptionProblem[] {
  return [
    ...[...options.values()].flatMap((option) => problemOf(library, option, options, behaviour)),
    ...wildcardProblems(options, behaviour, open),
  ];
}

/** `send_wildcard` counts where every origin is allowed, and never beside credentials (core.py: `serialize_options`). */
function wildcardProblems(
  options: ReadonlyMap<string, Option>,
  { title, like: version }: Behaviour,
  open: boolean,
): readonly OptionProblem[] {
  const option = options.get('send_wildcard');
  const origins = options.get('origins');
  const isOn = option && truth(option.value);
  if (!option || isOn === undefined || (origins === undefined && open)) return [];
  const patterns = origins ? entriesOf(origins.value).map((entry) => patternOf(entry, version)) : [];
  const isWildcard = origins === undefined || patterns.some(({ kind }) => kind === 'any');
  if (!isOn) {
    if (!isWildcard) return [];
    const effect = `\`False\` is the default: ${title} answers each origin with itself, and that lets in as many as \`*\`.`;
    return [{ kind: 'ignored-option', option, effect, severity: 'hint' }];
  }
  if (isWildcard) {
    const credentials = options.get('supports_credentials');
    if (!credentials || truth(credentials.value) !== true) return [];
    const effect = `Where every origin is allowed, ${title} raises \`ValueError\`: \`CORS()\` when the application starts, \`@cross_origin\` on every request. List the origins that you trust, or leave credentials out.`;
    return [{ kind: 'conflicting-options', option, others: [credentials], effect }];
  }
  if (patterns.some(({ kind }) => kind === 'unknown')) return [];
  const effect = `${title} sends \`*\` only where \`origins\` has it.`;
  return [{ kind: 'ignored-option', option, effect }];
}

function problemOf(
  library: FlaskCorsLike,
  option: Option,
  options: ReadonlyMap<string, Option>,
  behaviour: Behaviour,
): readonly OptionProblem[] {
  if (!library.options.some(({ name }) => name === option.name))
    return [unknownOption(library, option, options)];
  switch (option.name) {
    case 'origins':
      return originsProblem(option, behaviour);
    case 'supports_credentials':
      return falseText(option, 'credentials are on');
    case 'send_wildcard':
      return falseText(option, '`*` is sent');
    case 'allow_private_network':
      return falseText(option, 'every private network is open');
    case 'max_age':
      return truth(option.value) === true ? maxAgeProblem(option, strOf(option.value), library.title) : [];
    case 'methods':
      return methodsProblem(option, behaviour);
    case 'resources':
      return resourcesProblem(option);
    default:
      return [];
  }
}

/** The logger has a handler that drops everything, so the warning reaches nobody (flask_cors/__init__.py). */
export function unknownOption(
  library: FlaskCorsLike,
  option: Option,
  options: ReadonlyMap<string, Option>,
): OptionProblem {
  const { title } = library;
  const isSetting = /^CORS_/i.test(option.name);
  const found = meantOption(
    option.name,
    library.options.map(({ name }) => name),
  );
  const meant = found === undefined || options.has(found) ? undefined : found;
  const written = meant !== undefined && isSetting ? `CORS_${meant.toUpperCase()}` : meant;
  const ignored = isSetting ? `${title} does not read it` : `${title} logs a warning and ignores it`;
  const effect = meant === 'origins' ? `${ignored}, so every origin stays allowed.` : `${ignored}.`;
  return {
    kind: 'unknown-option',
    option,
    effect,
    raises: false,
    ...(written === undefined ? {} : { meant: written }),
  };
}

function originsProblem(
  option: Option,
  { title, like: version, survivesErrors }: Behaviour,
): readonly OptionProblem[] {
  const expected = 'a string, a list of strings, or a pattern';
  return entriesOf(option.value).flatMap((entry) => {
    if (['text', 'regex', 'unknown', 'oneOf'].includes(entry.kind)) return [];
    const what = `${title} takes ${typeName(entry)} for an origin`;
    const effect = atLeast(version, '6.0.5')
      ? `${what}, and no browser sends that one: it allows nobody.`
      : `${what} and looks for letters in it: \`TypeError\`, and ${survivesErrors ? 'no CORS headers' : 'status 500'} for every request that it is compared with.`;
    return [wrongType(option, entry, expected, effect)];
  });
}

function methodsProblem(option: Option, { title, like: version }: Behaviour): readonly OptionProblem[] {
  if (option.value.kind !== 'null' || atLeast(version, '6.0.5')) return [];
  const effect = `${title} calls \`upper()\` on it: \`AttributeError\`, and nothing is answered.`;
  return [wrongType(option, option.value, 'a string or a list of strings', effect)];
}

function resourcesProblem(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'record') {
    return value.entries.flatMap((entry) =>
      isOptions(entry.value) ? [] : [resourceProblem(option, entry.value)],
    );
  }
  if (['text', 'list', 'regex', 'unknown', 'oneOf'].includes(value.kind)) return [];
  const effect = `This is ${typeName(value)}: \`CORS()\` raises \`ValueError\`, and the application does not start.`;
  return [wrongType(option, value, 'a dict, a list of strings, a string, or a pattern', effect)];
}

function resourceProblem(option: Option, value: Value): OptionProblem {
  const effect = `This is ${typeName(value)}: \`CORS()\` raises \`ValueError\`, and the application does not start.`;
  const written = value.kind === 'text' && value.expr?.kind === 'text' ? value.expr : undefined;
  const text = written && `${written.open}${written.value}${written.close}`;
  const isPlain = written?.verbatim === true && text !== undefined;
  return wrongType(
    option,
    value,
    'a dict of options for each path',
    effect,
    isPlain ? { kind: 'replace', text: `{"origins": ${text}}` } : undefined,
  );
}

function isOptions(value: Value): boolean {
  return ['record', 'unknown', 'oneOf'].includes(value.kind);
}
