import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { listRepair, unknownOptions, wrongType } from '../shared/python/problems.ts';
import { textsOf, truth, typeName } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { credentialsOf, type Options, originRules } from './meaning.ts';
import { ARGUMENT_NAMES, SETTING_NAMES, settingOf } from './options.ts';

const LIST = 'a list of strings';
const FAILS = 'every request ends with status 500.';
const LISTS = ['allow_methods', 'allow_headers', 'expose_headers'];

/** Arguments that a version takes. */
export function argumentsOf(version: ResolvedVersion): readonly string[] {
  return ARGUMENT_NAMES.filter((name) => name !== 'send_origin_wildcard' || atLeast(version, '0.8.0'));
}

export function problemsOf(
  options: Options,
  version: ResolvedVersion,
  open: boolean,
): readonly OptionProblem[] {
  const isSetting = ([name]: readonly [string, Option]) => name.startsWith('QUART_CORS_');
  const given = new Map([...options].filter((entry) => !isSetting(entry)));
  const settings = new Map([...options].filter(isSetting));
  return [
    ...unknownOptions(
      given,
      argumentsOf(version),
      'quart-cors raises `TypeError`, and the application does not start.',
      true,
    ),
    ...unknownOptions(settings, SETTING_NAMES, 'quart-cors does not read it.', false),
    ...[...options.values()].flatMap((option) => problemOf(option, options)),
    ...conflicts(options, open),
  ];
}

/** "Cannot allow credentials with wildcard allowed origins" */
function conflicts(options: Options, open: boolean): readonly OptionProblem[] {
  const { option, on } = credentialsOf(options, open);
  const place = { uri: '', start: 0, end: 0 };
  const isAny = originRules(options, place, open).some((rule) => rule.match.kind === 'any');
  if (!option || on !== true || !isAny) return [];
  const origin = options.get('allow_origin') ?? options.get('QUART_CORS_ALLOW_ORIGIN');
  const effect =
    'Where every origin is allowed, quart-cors raises `ValueError` on every request: status 500. List the origins that you trust, or leave credentials out.';
  return [{ kind: 'conflicting-options', option, others: origin ? [origin] : [], effect }];
}

function problemOf(option: Option, options: Options): readonly OptionProblem[] {
  const { value } = option;
  const isSetting = option.name.startsWith('QUART_CORS_');
  const name = isSetting ? option.name.slice('QUART_CORS_'.length).toLowerCase() : option.name;
  if (value.kind === 'unknown' || value.kind === 'oneOf') return [];
  if (name === 'allow_credentials') return [...notBoolean(option), ...givesWay(option, options)];
  if (name === 'send_origin_wildcard') return givesWay(option, options);
  if (name === 'allow_origin') return originProblem(option, isSetting);
  if (!LISTS.includes(name)) return [];
  if (value.kind === 'text') return textProblem(option, isSetting);
  if (textsOf(value) !== undefined || truth(value) === false) return [];
  return [wrongType(option, value, LIST, `This is ${typeName(value)}: ${FAILS}`)];
}

function notBoolean(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'boolean' || truth(value) !== true) return [];
  const effect = `This is ${typeName(value)}: quart-cors sends \`Access-Control-Allow-Credentials\` for \`True\` only.`;
  return [wrongType(option, value, '`True` or `False`', effect)];
}

/** `argument or setting` */
function givesWay(option: Option, options: Options): readonly OptionProblem[] {
  if (option.name !== option.name.toLowerCase() || truth(option.value) !== false) return [];
  const key = settingOf(option.name);
  const setting = options.get(key);
  const isOn = setting ? truth(setting.value) : option.name === 'send_origin_wildcard';
  if (isOn !== true) return [];
  const effect = setting
    ? `quart-cors takes \`False\` for not given: \`${key}\` counts, and it is true.`
    : `quart-cors takes \`False\` for not given, and the default is \`True\`. Only \`app.config["${key}"] = False\` turns it off.`;
  return [{ kind: 'ignored-option', option, effect }];
}

function originProblem(option: Option, isSetting: boolean): readonly OptionProblem[] {
  const { value } = option;
  const expected = 'a string, a compiled pattern, or a list of them';
  if (isSetting && value.kind === 'text' && value.value !== '*' && value.value !== '') {
    const effect = value.value.includes('*')
      ? 'quart-cors goes through the string letter by letter, finds `*`, and allows every origin.'
      : 'quart-cors goes through the string letter by letter, and no origin is one letter: it allows nobody.';
    return [wrongType(option, value, LIST, effect, listRepair(value))];
  }
  if (['text', 'list', 'record'].includes(value.kind) || (value.kind === 'regex' && !isSetting)) return [];
  const effect = `This is ${typeName(value)}: ${FAILS}`;
  return [
    wrongType(
      option,
      value,
      isSetting ? 'a list of strings or compiled patterns' : expected,
      effect,
      ...(value.kind === 'regex' ? [{ kind: 'wrap-in-list' } as const] : []),
    ),
  ];
}

function textProblem(option: Option, isSetting: boolean): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'text') return [];
  if (isSetting && value.value.length > 1) {
    const effect = 'quart-cors goes through the string letter by letter: each letter is a name of its own.';
    return [wrongType(option, value, LIST, effect, listRepair(value))];
  }
  if (isSetting || !/[,;\s]/.test(value.value.trim())) return [];
  const effect = 'quart-cors takes the string for one name, which no request has.';
  return [wrongType(option, value, LIST, effect, listRepair(value))];
}
