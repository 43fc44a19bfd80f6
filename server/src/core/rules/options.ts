import type { OptionRole, OptionSpec } from '../frameworks/framework.ts';
import type { Option, Policy } from '../policy/policy.ts';
import type { RuleContext } from './rule.ts';

/** What a library's table says of one of its options. */
export function specOf(policy: Policy, context: RuleContext, name: string): OptionSpec | undefined {
  return context.options(policy).options.find((spec) => spec.name === name);
}

/** The names that a library gives to these roles. */
export function namesOf(
  policy: Policy,
  context: RuleContext,
  roles: readonly OptionRole[],
): readonly string[] {
  return context
    .options(policy)
    .options.filter(({ role }) => roles.includes(role))
    .map(({ name }) => name);
}

/** The options of one role that are written. */
export function optionsOf(policy: Policy, context: RuleContext, role: OptionRole): readonly Option[] {
  return namesOf(policy, context, [role]).flatMap((name) => policy.options.get(name) ?? []);
}
