import { recordEntry } from '../../evaluate/read.ts';
import type { RecordValue } from '../../evaluate/value.ts';
import { isLoopback } from '../../origins/origin.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Module } from '../../syntax/module.ts';

const WHY =
  'socket.io reads `cors` for requests of its polling transport only, and takes the upgrade from every page. Check the origin in `allowRequest` as well.';

/** Somebody looks at the origin, or at something that another site cannot know. */
const CHECKED =
  /\ballowRequest\b|\bheaders\s*\??\.\s*origin\b|\[['"]origin['"]\]|handshake\s*\??\.\s*(?:auth|query)\b|['"]upgrade['"]/;

/** The server reads what a browser sends by itself. */
const COOKIES = /\bcookies?\b|\bsession\b/i;

/**
 * A list of origins that guards half of the server: an upgrade to a WebSocket is let in from everywhere (measured with
 * socket.io 4.8.4; engine.io@6.6.9:build/server.js `verify` calls `allowRequest` alone).
 */
export function withUpgrades(module: Module, server: RecordValue, policy: Policy): Policy {
  if (server.rest.length > 0 || policy.open || CHECKED.test(module.text)) return policy;
  if (recordEntry(server, 'allowRequest') || !takesUpgrades(server) || !isForSites(policy)) return policy;
  const cookies = COOKIES.test(module.text);
  return { ...policy, openSockets: { place: policy.originsPlace, why: WHY, confidence: 'likely', cookies } };
}

/** `transports` without `websocket` leaves the polling, which `cors` does guard. */
function takesUpgrades(server: RecordValue): boolean {
  const value = recordEntry(server, 'transports')?.value;
  if (!value || value.kind === 'null') return true;
  return (
    value.kind === 'list' && value.items.some((item) => item.kind === 'text' && item.value === 'websocket')
  );
}

/** Some origin is allowed by name, and not only those of the developer's own machine. */
function isForSites({ origins, when }: Policy): boolean {
  // What the environment says is said for the machine that the server is deployed to.
  const isDeployed = !when.some(({ development }) => development);
  if (
    isDeployed &&
    origins.some(({ match }) => match.kind === 'unknown' && match.reason.kind === 'environment')
  )
    return true;
  if (origins.length === 0)
    return when.some(({ environment, outcome }) => environment && outcome === 'unset');
  const named = origins.flatMap(({ match }) =>
    match.kind === 'exact' || match.kind === 'fixed' ? [match.value] : [],
  );
  return named.some((origin) => {
    const host = /^[a-z][a-z\d+.-]*:\/\/(\[[^\]]*\]|[^:/]*)/i.exec(origin)?.[1];
    return host !== undefined && !isLoopback(host);
  });
}
