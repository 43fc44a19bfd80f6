import { replace } from '../fixes/edits.ts';
import { contentPlace } from '../fixes/origins.ts';
import { isLoopback, isPrivateHost, readOrigin } from '../origins/origin.ts';
import type { Fix, Rule } from './rule.ts';

export const insecureOrigin: Rule = {
  id: 'insecure-origin',
  level: 'warning',
  summary: 'An unencrypted (`http://`) origin may read with credentials',
  fix: 'unsafe',
  policy(policy, context) {
    if (policy.credentials !== true) return [];
    return policy.origins.flatMap((rule) => {
      if (rule.match.kind !== 'exact' && rule.match.kind !== 'fixed') return [];
      const reading = readOrigin(rule.match.value);
      if (reading.kind !== 'origin' || reading.scheme !== 'http' || isLoopback(reading.host)) return [];
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
          severity: isPrivateHost(reading.host) ? ('information' as const) : ('warning' as const),
          message: `Whoever sits on the network can read this with the visitor's cookies: a page of \`${reading.value}\` comes unencrypted, so its script can be replaced on the way. Serve that site over https and write \`${secure}\`.`,
          witness,
          fixes,
        },
      ];
    });
  },
};
