import type { Option, OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import { originRules } from '../shared/cors-package/origins.ts';
import { isTruthy, toJs } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules } from '../shared/javascript/lowering.ts';
import {
  isOpen,
  isTextForNo,
  type NamesOfLibrary,
  unknownOptions,
  wrongType,
} from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { OAK_CORS_OPTIONS } from './options.ts';

export function lowerOak(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsWhere(setup, 'credentials', (value) => value === true),
    problems: [
      ...setup.problems,
      ...unknownOptions(setup.options, NAMES),
      ...[...setup.options.values()].flatMap(typeProblems),
    ],
  });
}

function originsOf(setup: OptionsSetup, origin: Option | undefined): readonly OriginRule[] {
  if (!origin) return defaultRules(setup, { kind: 'any' });
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return originRules(origin.value);
}

const NAMES: NamesOfLibrary = {
  library: '`cors`',
  options: OAK_CORS_OPTIONS.options,
  consequences: {
    origin: 'the default `*` allows every origin',
    methods: 'the default methods are allowed',
    allowedHeaders: 'every header that a browser asks for is allowed',
    exposedHeaders: 'scripts cannot read these headers',
    credentials: 'the response never allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

function typeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isOpen(value)) return [];
  if (option.name === 'origin') {
    if (value.kind !== 'text' || !/^(?:true|false)$/.test(value.value)) return [];
    const effect = `\`cors\` sends the text as it is: \`Access-Control-Allow-Origin: ${value.value}\`, which is no origin.`;
    return wrongType(option, value, 'a boolean, an origin, a RegExp, or a list', effect);
  }
  if (option.name !== 'credentials' || value.kind === 'boolean' || !isTruthy(toJs(value))) return [];
  const effect = '`cors` allows credentials for the boolean `true` only, so they stay off.';
  return isTextForNo(value)
    ? wrongType(option, value, 'a boolean', effect, { kind: 'replace', text: 'false' })
    : wrongType(option, value, 'a boolean', effect);
}
