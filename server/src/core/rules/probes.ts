import type { TextValue, Value } from '../evaluate/value.ts';
import { sampleOrigin } from '../origins/patterns/sample.ts';
import type { Option, OriginRule, Policy } from '../policy/policy.ts';
import { FOREIGN_ORIGIN } from './exposure.ts';
import { namesOf } from './options.ts';
import type { Question, RuleContext, Witness } from './rule.ts';

/** A policy with an origin that it lets in: what a preflight says of methods and headers shows only there. */
export interface Probe {
  readonly policy: Policy;
  readonly origin: string;
  /** The origins of the set-up are not known: this one stands for them. */
  readonly assumed: boolean;
}

/** Undefined where the set-up lets nobody in, whatever it is asked. */
export function probeOf(policy: Policy, context: RuleContext): Probe | undefined {
  for (const origin of samplesOf(policy)) {
    const { response } = context.ask(policy, { origin, credentials: false });
    if (response.headers.some(([name]) => name.toLowerCase() === 'access-control-allow-origin'))
      return { policy, origin, assumed: false };
  }
  const isHidden = policy.origins.some(({ match }) => match.kind === 'unknown');
  if (!isHidden && !policy.open) return undefined;
  const opened = openedToAll(policy, context);
  const { decision } = context.ask(opened, { origin: FOREIGN_ORIGIN, credentials: false });
  return decision.allowed ? { policy: opened, origin: FOREIGN_ORIGIN, assumed: true } : undefined;
}

/** Origins that the policy lets in by name, and one for each pattern. */
function samplesOf(policy: Policy): readonly string[] {
  return policy.origins.slice(0, 8).flatMap(({ match }) => {
    switch (match.kind) {
      case 'any':
        return [FOREIGN_ORIGIN];
      case 'exact':
      case 'fixed':
        return [match.value];
      case 'pattern':
        return sampleOrigin(match, match.mode) ?? [];
      default:
        return [];
    }
  });
}

/** The same set-up as if it let everybody in. */
function openedToAll(policy: Policy, context: RuleContext): Policy {
  const closing = namesOf(policy, context, ['origins', 'origin-pattern', 'all-origins']);
  const options = new Map([...policy.options].filter(([name]) => !closing.includes(name)));
  const [all] = context
    .options(policy)
    .options.filter((spec) => spec.role === 'all-origins' && !spec.replacedBy);
  const place = policy.setup;
  if (all) {
    const value: Value = { kind: 'boolean', value: true, place, via: [] };
    options.set(all.name, { name: all.name, value, place, keyPlace: place, form: 'positional' });
  }
  const any: OriginRule = { match: { kind: 'any' }, place, via: [], listed: false, isDefault: true };
  return { ...policy, options, origins: [any] };
}

/** What comes of a request of the probe's origin. */
export function askProbe(
  probe: Probe,
  context: RuleContext,
  question: Omit<Question, 'origin' | 'credentials'> & { readonly credentials?: boolean },
): Witness {
  return context.ask(probe.policy, { credentials: false, ...question, origin: probe.origin });
}

/** The same set-up with other texts in one of its options. */
export function withValue(probe: Probe, option: Option, value: Value): Probe {
  const options = new Map(probe.policy.options).set(option.name, { ...option, value });
  return { ...probe, policy: { ...probe.policy, options } };
}

export function textValue(like: Value, value: string): TextValue {
  return { kind: 'text', value, place: like.place, via: like.via };
}

export function listValue(like: Value, texts: readonly string[]): Value {
  const form = like.kind === 'list' ? like.form : 'list';
  const items = texts.map((text) => textValue(like, text));
  return { kind: 'list', form, items, place: like.place, via: like.via };
}
