import type { Advisory, Reach } from '../frameworks/advisories.ts';
import { headerOf } from '../policy/answer.ts';
import type { Policy, ResolvedVersion } from '../policy/policy.ts';
import { liesIn } from '../policy/versions.ts';
import { FOREIGN_ORIGIN } from './exposure.ts';
import { privateNetworkOption } from './private-network-access.ts';
import type { Rule, RuleContext, Witness } from './rule.ts';

/** What shows that a set-up reaches a flaw; `true` where the source alone does. */
type Evidence = Witness | true | undefined;

const REACHES: Readonly<Record<Reach, (policy: Policy, context: RuleContext) => Evidence>> = {
  foreign: (policy, context) => letIn(policy, context, FOREIGN_ORIGIN, false),
  'foreign-with-credentials': (policy, context) => letIn(policy, context, FOREIGN_ORIGIN, true),
  null: (policy, context) => letIn(policy, context, 'null', true) ?? letIn(policy, context, 'null', false),
  'private-network-by-default'(policy, context) {
    if (privateNetworkOption(policy, context)) return undefined;
    const witness = context.ask(policy, {
      origin: FOREIGN_ORIGIN,
      credentials: false,
      privateNetwork: true,
    });
    const { headers } = witness.preflight ?? witness.response;
    return headerOf(headers, 'access-control-allow-private-network') === 'true' ? witness : undefined;
  },
  'origin-dependent'(policy, context) {
    const named = policy.origins.flatMap(({ match }) => (match.kind === 'exact' ? [match.value] : []));
    const [witness, other] = [named[0] ?? FOREIGN_ORIGIN, 'https://other.example'].map((origin) =>
      context.ask(policy, { origin, credentials: false }),
    );
    if (!witness?.decision.allowed || !other) return undefined;
    const sent = ({ response }: Witness) => headerOf(response.headers, 'access-control-allow-origin');
    return sent(witness) === sent(other) ? undefined : witness;
  },
  'longer-host': (policy, context) => similarLetIn(policy, context, (origin) => `${origin}.evil.test`),
  // Of two labels nothing is left that anybody can register.
  'other-letter': (policy, context) =>
    similarLetIn(policy, context, (origin) => {
      const similar = origin.replace('.', 'x');
      return similar.includes('.') ? similar : undefined;
    }),
  'some-paths': ({ scope }) => (scope === undefined ? undefined : true),
  'several-paths': ({ options }) =>
    [...options.values()].some(
      ({ name, value }) => name === 'resources' && value.kind === 'record' && value.entries.length > 1,
    )
      ? true
      : undefined,
};

/** An origin of somebody else that resembles one that is written out. */
function similarLetIn(
  policy: Policy,
  context: RuleContext,
  similarTo: (origin: string) => string | undefined,
): Evidence {
  for (const { written = '' } of policy.origins) {
    const meant = originMeant(written);
    const origin = /^https?:\/\/[\w.-]+$/.test(meant) ? similarTo(meant) : undefined;
    const witness = origin === undefined ? undefined : letIn(policy, context, origin, false);
    if (witness) return witness;
  }
  return undefined;
}

/** `^https://[a-z]+\\.example\\.com` as one of the origins that it is for: what is no such pattern stays as it is. */
function originMeant(written: string): string {
  return written
    .replace(/^\^/, '')
    .replace(/(?:\\w|\[[\w-]{1,40}\]|(?<!\\)\.)[*+]/g, 'a')
    .replace(/\\([.\-/])/g, '$1');
}

function letIn(policy: Policy, context: RuleContext, origin: string, credentials: boolean): Evidence {
  const witness = context.ask(policy, { origin, credentials });
  return witness.decision.allowed ? witness : undefined;
}

export const vulnerableCorsPackage: Rule = {
  id: 'vulnerable-cors-package',
  level: 'warning',
  summary: 'The installed version has a known flaw that this set-up reaches',
  fix: 'none',
  judgesUnconfigured: true,
  policy(policy, context) {
    const reached: { readonly advisory: Advisory; readonly evidence: Witness | true }[] = [];
    for (const advisory of context.advisories(policy)) {
      const evidence = REACHES[advisory.reach](policy, context);
      if (evidence) reached.push({ advisory, evidence });
    }
    if (reached.length === 0) return [];
    const { package: name, version = '' } = policy.version;
    const witness = reached.map(({ evidence }) => evidence).find((evidence) => evidence !== true);
    const flaws = reached.map(({ advisory: { effect, id } }) => `it ${effect} (${id})`);
    return [
      {
        place: policy.setup,
        message: `${name} ${version} has ${flaws.length === 1 ? 'a known flaw' : 'known flaws'} that this set-up reaches: ${flaws.join('; ')}. ${advice(
          policy.version,
          reached.map(({ advisory }) => advisory),
        )}`,
        ...(witness ? { witness } : {}),
      },
    ];
  },
};

/** The release that mends all of them; one flaw without a release makes the library one to leave. */
function advice(version: ResolvedVersion, advisories: readonly Advisory[]): string {
  const fixes = advisories.map(({ fixed }) => fixed);
  if (fixes.includes('')) return `No release of ${version.package} mends that: use another library.`;
  const newest = newestOf(fixes);
  const nearest = newestOf(advisories.map((advisory) => nearestFix(version, advisory)));
  return nearest === newest
    ? `Update to ${newest} or later.`
    : `Update to ${nearest}, or to ${newest} or later.`;
}

/** Where older branches were mended too, the release that ends the range in which the version lies. */
function nearestFix(version: ResolvedVersion, { affected, fixed }: Advisory): string {
  const ranges = affected.split('||');
  const range = ranges.length > 1 && ranges.find((one) => liesIn(version, one.trim()));
  if (!range) return fixed;
  return /<\s*(\d[\w.-]*)\s*$/.exec(range)?.[1] ?? fixed;
}

function newestOf(releases: readonly string[]): string {
  return [...releases].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '';
}
