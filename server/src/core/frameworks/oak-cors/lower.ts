import type { Option, OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import { originRules } from '../shared/cors-package/origins.ts';
import { credentialsWhere, defaultRules } from '../shared/javascript/lowering.ts';
import {
  type NamesOfLibrary,
  onlyTrueProblems,
  problemsIn,
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
    problems: [...setup.problems, ...problemsIn(setup.options, NAMES, typeProblems)],
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
  if (option.name === 'origin') {
    if (value.kind !== 'text' || !/^(?:true|false)$/.test(value.value)) return [];
    const effect = `\`cors\` sends the text as it is: \`Access-Control-Allow-Origin: ${value.value}\`, which is no origin.`;
    return wrongType(option, value, 'a boolean, an origin, a RegExp, or a list', effect);
  }
  return option.name === 'credentials' ? onlyTrueProblems(option, '`cors`') : [];
}
