import type { Value } from '../../../evaluate/value.ts';
import { readOrigin } from '../../../origins/origin.ts';
import type { Option, OptionProblem, OriginMatch, OriginRule, Policy, Tri } from '../../../policy/policy.ts';
import { ruleFor, unknownRule } from '../javascript/origin-values.ts';
import type { OptionsSetup } from '../javascript/setups.ts';
import { truth } from '../python/values.ts';
import { type Given, optionNamed } from './given.ts';

/** The texts of a list, as far as they are known; undefined where the option is not given. */
export function textsOf(given: Given, name: string): readonly string[] | undefined {
  const value = optionNamed(given, name)?.value;
  if (!value || value.kind === 'null' || value.kind === 'unknown' || value.kind === 'oneOf') return undefined;
  if (value.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
}

export function secondsOf(given: Given, name: string): number | undefined {
  const value = optionNamed(given, name)?.value;
  return value?.kind === 'number' ? value.value : undefined;
}

export function isOn(given: Given, name: string): boolean {
  return truth(optionNamed(given, name)?.value) === true;
}

/** The rules of a list of origins; `match` says what a text does at its place in the list. */
export function listedRules(
  option: Option | undefined,
  match: (text: string, index: number) => OriginMatch,
): readonly OriginRule[] {
  const value: Value | undefined = option?.value;
  if (!value || value.kind === 'null') return [];
  if (value.kind === 'text') return [ruleFor(value, false, match(value.value, 0))];
  if (value.kind !== 'list') return value.kind === 'unknown' ? [unknownRule(value, false)] : [];
  return value.items.map((item, index) => {
    if (item.kind !== 'text') return unknownRule(item, true);
    return ruleFor(item, true, match(item.value, index));
  });
}

/** A text that is compared as it is; `why` says why a pattern in its place lets nobody in. */
export function exactly(text: string, why: string): OriginMatch {
  return readOrigin(text).kind === 'pattern' ? { kind: 'never', why } : { kind: 'exact', value: text };
}

/** What is alike in the policies of all constructs. */
export function policyOf(
  setup: OptionsSetup,
  given: Given,
  own: Pick<Policy, 'origins' | 'problems'> & {
    readonly originsName: string;
    readonly credentialsName?: string;
  },
): Policy {
  const { callback: _, ...rest } = setup;
  const origin = optionNamed(given, own.originsName);
  const allowed = own.credentialsName === undefined ? undefined : optionNamed(given, own.credentialsName);
  const credentials: Tri = allowed
    ? (truth(allowed.value) ?? 'unknown')
    : setup.open && own.credentialsName !== undefined
      ? 'unknown'
      : false;
  return {
    ...rest,
    language: given.language,
    origins: own.origins,
    originsPlace: origin?.value.place ?? setup.setup,
    credentials,
    ...(allowed && credentials !== false ? { credentialsOption: allowed } : {}),
    problems: own.problems,
  };
}

/** Problems that keep a set-up from being deployed: nothing answers then. */
export function isRefused(problems: readonly OptionProblem[]): boolean {
  return problems.some(
    (problem) =>
      problem.kind === 'conflicting-options' ||
      problem.kind === 'wrong-option-type' ||
      (problem.kind === 'unknown-option' && problem.raises),
  );
}
