import { replace } from '../fixes/edits.ts';
import { contentPlace } from '../fixes/origins.ts';
import { rewritePattern } from '../fixes/pattern.ts';
import { unencryptedOrigin } from '../origins/foreign.ts';
import { meaningOf } from '../origins/meaning.ts';
import { isLoopback, isPrivateHost, readOrigin } from '../origins/origin.ts';
import { testsOf } from '../origins/predicate.ts';
import { spelledBy } from '../origins/spelled.ts';
import type { OriginRule, Policy } from '../policy/policy.ts';
import { predicateOf } from '../policy/predicate.ts';
import { exposureOf } from './exposure.ts';
import type { Draft, Fix, Rule, RuleContext } from './rule.ts';

export const insecureOrigin: Rule = {
  id: 'insecure-origin',
  level: 'warning',
  summary: 'An unencrypted (`http://`) origin may read with credentials',
  fix: 'unsafe',
  policy(policy, context) {
    if (policy.credentials !== true) return [];
    return policy.origins.flatMap((rule) => {
      if (rule.match.kind !== 'exact' && rule.match.kind !== 'fixed') return ofTests(policy, rule, context);
      const reading = readOrigin(rule.match.value);
      if (reading.kind !== 'origin' || reading.scheme !== 'http' || isLoopback(reading.host)) return [];
      // What a template makes of a variable that is not set: no page has that host.
      if (/(?:^|\.)undefined(?:\.|$)/.test(reading.host)) return [];
      const witness = context.ask(policy, { origin: reading.value, credentials: true });
      if (!witness.decision.allowed) return [];
      const content = contentPlace(rule, context.text(rule.place.uri));
      const secure = reading.value.replace(/^http:/, 'https:');
      const fixes: Fix[] = content
        ? [{ kind: 'edit', title: `Write ${secure}`, safety: 'unsafe', edits: [replace(content, secure)] }]
        : [];
      return [
        {
          place: rule.place,
          ...confidenceOf(policy),
          severity: isPrivateHost(reading.host) ? ('information' as const) : ('warning' as const),
          message: `Whoever sits on the network can read this with the visitor's cookies: a page of \`${reading.value}\` comes unencrypted, so its script can be replaced on the way. ${advice(reading.host, secure)}`,
          witness,
          fixes: isAddress(reading.host) ? [] : fixes,
        },
      ];
    });
  },
};

/** Of a preflight alone: what the answer itself says is another place's. */
function confidenceOf({ preflightOnly }: Policy): Pick<Draft, 'confidence'> {
  return preflightOnly ? { confidence: 'likely' } : {};
}

/** No certificate is to be had for most addresses. */
function isAddress(host: string): boolean {
  return /^(?:\d+(?:\.\d+){3}|\[.*\])$/.test(host);
}

function advice(host: string, secure: string): string {
  return isAddress(host)
    ? 'Give that machine a name, serve it over https, and allow the name; or drop the entry.'
    : `Serve that site over https and write \`${secure}\`.`;
}

/** A pattern or a check that takes http for as good as https. */
function ofTests(policy: Policy, rule: OriginRule, context: RuleContext): readonly Draft[] {
  const predicate = predicateOf(rule);
  const meaning = meaningOf([predicate]);
  const origin = meaning && unencryptedOrigin(predicate, meaning);
  // A suffix without a scheme says nothing about it.
  const spells = testsOf(predicate).some(({ compare }) =>
    spelledBy(compare)?.some((text) => text.startsWith('http:')),
  );
  if (origin === undefined || !spells || exposureOf(policy, context)) return [];
  const witness = context.ask(policy, { origin, credentials: true });
  const reading = readOrigin(origin);
  if (!witness.decision.allowed || reading.kind !== 'origin') return [];
  return [
    {
      place: rule.place,
      ...confidenceOf(policy),
      topic: 'value',
      severity: isPrivateHost(reading.host) ? 'information' : 'warning',
      message: `Whoever sits on the network can read this with the visitor's cookies: \`${origin}\` passes, and its page comes unencrypted, so its script can be replaced on the way. Let https alone through.`,
      witness,
      fixes: secureFix(rule, context),
    },
  ];
}

/** `https?` without its question mark. */
function secureFix(rule: OriginRule, context: RuleContext): readonly Fix[] {
  if (rule.match.kind !== 'pattern') return [];
  const { source, language } = rule.match;
  const next = source.replace(/http(?:s\?|\(s\)\?|\(\?:s\)\?)(?=:)/, 'https');
  if (next === source) return [];
  const edits = rewritePattern(context.text(rule.place.uri), rule.place, source, next, language);
  return edits.length === 0 ? [] : [{ kind: 'edit', title: `Write ${next}`, safety: 'unsafe', edits }];
}
