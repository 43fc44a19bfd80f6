import type { Policy } from '../policy/policy.ts';
import type { PageCall } from '../project.ts';
import type { Related, RuleContext } from './rule.ts';

/** Rules of flaws that certain requests fail by: a request of the workspace's own pages that does is worth a note. */
const FAILING: ReadonlySet<string> = new Set([
  'any-origin',
  'wildcard-origin-with-credentials',
  'wildcard-ignored-with-credentials',
  'authorization-not-covered',
  'unusable-method',
  'unusable-header-name',
]);

/** More places than these are a search, not a note. */
const MOST_CALLS = 3;
const PAGE = 'https://page.example';

/** Whether findings of this rule say which requests of pages fail. */
export function tellsCalls(rule: string): boolean {
  return FAILING.has(rule);
}

/**
 * The requests to the port on which the set-up's program listens that browsers refuse. A page is asked for that may read simple
 * answers: whether the page of the request is one of those that are let in is not known here.
 */
export function failingCalls(
  policy: Policy,
  port: number,
  calls: readonly PageCall[],
  context: RuleContext,
): readonly Related[] {
  const page = [PAGE, ...exactOrigins(policy)].find(
    (origin) => context.ask(policy, { origin, credentials: false }).decision.allowed,
  );
  if (page === undefined || policy.when.length > 0) return [];
  const found: Related[] = [];
  for (const { origin, path, place, credentials, method, headers } of calls) {
    if (found.length === MOST_CALLS) break;
    if (portOf(origin) !== port || !isCovered(policy, path)) continue;
    const { decision } = context.ask(policy, { origin: page, credentials, method, headers });
    if (decision.allowed) continue;
    found.push({
      place,
      message: `This request goes to port ${port}, on which this program listens. From a page of another origin it fails: ${decision.reason}`,
    });
  }
  return found;
}

function exactOrigins({ origins }: Policy): readonly string[] {
  return origins.flatMap(({ match }) => (match.kind === 'exact' ? [match.value] : [])).slice(0, 8);
}

/** Of an address on this machine. */
function portOf(origin: string): number | undefined {
  const [, scheme, port] =
    /^(https?):\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?$/.exec(origin) ?? [];
  if (scheme === undefined) return undefined;
  return port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port);
}

/** A set-up for a part of the paths counts where the part is written out. */
function isCovered({ scope }: Policy, path: string): boolean {
  if (scope === undefined || scope === '*' || scope === '/*') return true;
  const prefix = scope.replace(/\/?\*?$/, '');
  if (!/^\/[\w/-]+$/.test(prefix)) return false;
  return path === prefix || path.startsWith(`${prefix}/`);
}
