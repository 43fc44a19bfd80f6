import type { Value } from '../../../evaluate/value.ts';
import type { Option, OptionProblem, OriginMatch, OriginRule, Policy } from '../../../policy/policy.ts';
import { admitsOrigin } from '../admits.ts';
import { type JsValue, toJs, UNKNOWN } from './js-value.ts';
import { type OptionsSetup, policyOf } from './setups.ts';

/** Who is let in where no option says it: nobody, where `match` is not given. */
export function defaultRules(setup: OptionsSetup, match?: OriginMatch): readonly OriginRule[] {
  const rule = { place: setup.setup, via: [], listed: false, isDefault: true };
  if (setup.open)
    return [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }];
  return match ? [{ ...rule, match }] : [];
}

/** How a library reads its options `origin` and `credentials`. */
export interface Reading {
  readonly problems: readonly OptionProblem[];
  /** Who is let in where no option says it. */
  readonly standard: readonly OriginRule[];
  /** What the option's value lets in; asked of a value that the library takes. */
  rules(origin: Option): readonly OriginRule[];
  isOn(credentials: JsValue): boolean;
}

/** The policy of a library that has its origins in `origin`, a function's among them, and its credentials in `credentials`. */
export function policyWhere(setup: OptionsSetup, reading: Reading): Policy {
  const origin = setup.options.get('origin');
  const problems = [...setup.problems, ...reading.problems];
  return policyOf(setup, {
    origins: originsWhere(setup, origin, problems, reading),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsWhere(setup, 'credentials', reading.isOn),
    problems,
  });
}

function originsWhere(
  setup: OptionsSetup,
  origin: Option | undefined,
  problems: readonly OptionProblem[],
  reading: Reading,
): readonly OriginRule[] {
  if (!origin) return reading.standard;
  // A value of the wrong type has its own finding: it admits nobody, or every request fails.
  if (problems.some((problem) => problem.kind === 'wrong-option-type' && problem.option === origin))
    return [];
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return reading.rules(origin);
}

/** Whether credentials are allowed, by the one option that says so. */
export function credentialsWhere(
  setup: OptionsSetup,
  name: string,
  isOn: (value: JsValue) => boolean,
): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get(name);
  if (!option) return { credentials: setup.open ? 'unknown' : isOn(undefined) };
  const value = toJs(option.value);
  if (value === UNKNOWN) return { credentials: 'unknown', credentialsOption: option };
  return isOn(value) ? { credentials: true, credentialsOption: option } : { credentials: false };
}

/**
 * What an option holds for the library; `standard` where the set-up does not write it, which is not known where it may be among
 * what could not be read.
 */
export function optionIn({ options, open }: Policy, name: string, standard?: JsValue): JsValue {
  const option = options.get(name);
  if (option) return toJs(option.value);
  return open ? UNKNOWN : standard;
}

/** `undefined` that is written out, or a variable that holds nothing: the library's default takes its place. */
export function isUndefined(value: Value): boolean {
  return value.kind === 'null' && value.undefined === true;
}

/** Whether one of the rules lets the asking origin in. What is unknown lets nobody in. */
export function isAdmitted(rules: readonly OriginRule[], asking: string): boolean {
  return rules.some((rule) => rule.match.kind === 'any' || (asking !== '' && admitsOrigin(rule, asking)));
}

/** The text that an `origin` function gives: the asking origin, a text for everybody, or nothing. */
export function givenByFunction(rules: readonly OriginRule[], asking: string): string | undefined {
  if (isAdmitted(rules, asking)) return asking;
  const fixed = rules.find(({ match }) => match.kind === 'fixed');
  return fixed?.match.kind === 'fixed' ? fixed.match.value : undefined;
}
