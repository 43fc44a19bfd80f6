import type { Option, OptionProblem } from '../../policy/policy.ts';
import {
  falseText,
  lettersForList,
  maxAgeProblem,
  unknownOptions,
  wrongType,
} from '../shared/python/problems.ts';
import { strOf, truth, typeName } from '../shared/python/values.ts';
import { type Options, originOption } from './meaning.ts';
import { SETTING_NAMES, SETTING_OF } from './options.ts';

const STOPS = 'and the application does not start.';

export function problemsOf(options: Options, isRoute: boolean): readonly OptionProblem[] {
  const given = new Map([...options].filter(([name]) => !SETTING_NAMES.includes(name)));
  return [
    ...unknownOptions(given, [...SETTING_OF.keys()], `\`@cors\` raises \`TypeError\`, ${STOPS}`, true),
    ...[...options.values()].flatMap((option) => problemOf(option)),
    ...(isRoute ? [] : conflicts(options)),
  ];
}

/** "Cannot use supports_credentials in conjunction with an origin string of '*'" */
function conflicts(options: Options): readonly OptionProblem[] {
  const origin = originOption(options);
  const option = options.get('CORS_SUPPORTS_CREDENTIALS');
  if (origin?.value.kind !== 'text' || origin.value.value !== '*') return [];
  if (!option || truth(option.value) !== true) return [];
  const effect = `Beside \`CORS_ORIGINS = "*"\` Sanic Extensions raises \`SanicException\`, ${STOPS} List the origins that you trust, or leave credentials out.`;
  return [{ kind: 'conflicting-options', option, others: [origin], effect }];
}

function problemOf(option: Option): readonly OptionProblem[] {
  const { name, value } = option;
  const role = SETTING_OF.get(name) ?? name;
  if (name === 'expose_headers' && value.kind === 'text' && value.value !== '*')
    return lettersForList(option, 'Access-Control-Expose-Headers', 'Sanic Extensions');
  if (role === 'CORS_SUPPORTS_CREDENTIALS') return falseText(option, 'credentials are on');
  if (role === 'CORS_SEND_WILDCARD') return falseText(option, '`*` is sent');
  if (role === 'CORS_MAX_AGE')
    return truth(value) === true ? maxAgeProblem(option, strOf(value), 'Sanic Extensions') : [];
  if (role !== 'CORS_ORIGINS' || (value.kind === 'list' && value.form === 'list')) return [];
  if (['text', 'regex', 'unknown', 'oneOf'].includes(value.kind) || truth(value) === false) return [];
  const effect = `This is ${typeName(value)}, which Sanic Extensions ignores: it allows nobody.`;
  return [wrongType(option, value, 'a string, a compiled pattern, or a list of them', effect)];
}
