import type { TextValue, Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import { isTruthy, toJs, toText, UNKNOWN } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules } from '../shared/javascript/lowering.ts';
import { plainMatch, ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import {
  isSet,
  type NamesOfLibrary,
  problemsIn,
  truthyProblems,
  wrongType,
} from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { ORPC_CORS_OPTIONS } from './options.ts';

export function lowerOrpc(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsWhere(setup, 'credentials', (value) => value !== UNKNOWN && isTruthy(value)),
    problems: [...setup.problems, ...problemsIn(setup.options, NAMES, typeProblems)],
  });
}

function originsOf(setup: OptionsSetup, origin: Option | undefined): readonly OriginRule[] {
  if (!origin) return defaultRules(setup, { kind: 'any' });
  if (origin.value.kind !== 'function') return rulesOf(origin.value, false);
  const unread = ruleFor(origin.value, false, {
    kind: 'unknown',
    reason: { kind: 'call', callee: 'origin' },
  });
  // What the function gives is compared with the origin as well.
  return (setup.callback ?? [unread]).map((rule) =>
    rule.match.kind === 'fixed' ? { ...rule, match: { kind: 'exact', value: rule.match.value } } : rule,
  );
}

function rulesOf(value: Value, listed: boolean): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return [value.value === '*' ? ruleFor(value, listed, { kind: 'any' }) : compared(value, listed)];
    case 'list':
      return listed || value.form === 'set' ? [] : value.items.flatMap((item) => rulesOf(item, true));
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, listed)];
    default:
      return [];
  }
}

function compared(item: TextValue, listed: boolean): OriginRule {
  return ruleFor(item, listed, plainMatch(item.value, 'oRPC'));
}

const NAMES: NamesOfLibrary = {
  library: 'oRPC',
  options: ORPC_CORS_OPTIONS.options,
  consequences: {
    origin: 'the default allows every origin',
    allowMethods: 'the default methods are allowed',
    allowHeaders: 'every header that a browser asks for is allowed',
    exposeHeaders: 'scripts cannot read these headers',
    credentials: 'the response never allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

function typeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (option.name === 'origin') return originProblems(option);
  if (option.name === 'credentials') return truthyProblems(option, 'oRPC');
  if (option.name !== 'maxAge' || value.kind === 'number' || value.kind === 'null') return [];
  const text = toText(toJs(value)) ?? '';
  if (/^\s*-?\d+\s*$/.test(text)) return [];
  const effect = `It is sent as \`Access-Control-Max-Age: ${text}\`, which browsers cannot read, so they keep the answer for 5 seconds only.`;
  return wrongType(option, value, 'a number of seconds', effect);
}

function originProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'list' && value.form !== 'set') {
    return value.items.flatMap((item) => {
      if (item.kind !== 'regex') return [];
      const effect = 'oRPC compares the entries with the Origin, so a pattern matches no origin.';
      return wrongType(option, item, 'a string', effect);
    });
  }
  if (value.kind === 'text' || value.kind === 'function' || value.kind === 'null') return [];
  const effect = 'oRPC compares it with the Origin as it is, so it allows nobody.';
  return wrongType(option, value, 'a string, a list of strings, or a function', effect);
}
