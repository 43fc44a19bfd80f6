import { parseTokenList } from '../browser/index.ts';
import { type Header, headerOf } from '../policy/answer.ts';
import type { Policy } from '../policy/policy.ts';
import { speakerFirst } from './exposure.ts';
import { type Listed, namesListed, spread, takeOut } from './listed.ts';
import { optionsOf } from './options.ts';
import { askProbe, probeOf } from './probes.ts';
import type { Draft, Fix, Rule, RuleContext } from './rule.ts';

interface Star {
  readonly role: 'methods' | 'headers' | 'expose-headers';
  readonly header: string;
  /** What a request with credentials then lacks. */
  readonly effect: string;
  /** What can be listed instead, where that can be guessed. */
  readonly instead: readonly string[];
}

const STARS: readonly Star[] = [
  {
    role: 'methods',
    header: 'Access-Control-Allow-Methods',
    effect: 'no method but GET, HEAD and POST is allowed',
    instead: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  },
  {
    role: 'headers',
    header: 'Access-Control-Allow-Headers',
    effect: 'no header beyond the safelist is allowed, not even `Content-Type: application/json`',
    instead: ['Content-Type', 'Authorization'],
  },
  {
    role: 'expose-headers',
    header: 'Access-Control-Expose-Headers',
    effect: 'scripts can read no further header',
    instead: [],
  },
];

export const wildcardIgnoredWithCredentials: Rule = {
  id: 'wildcard-ignored-with-credentials',
  level: 'warning',
  summary: 'A `*` for methods or headers that means nothing to requests with credentials',
  fix: 'unsafe',
  policy(policy, context) {
    if (policy.credentials !== true) return [];
    const probe = probeOf(policy, context);
    if (!probe) return [];
    const question = { method: 'PUT', headers: ['x-requested-with'], credentials: true };
    const { preflight, response } = askProbe(probe, context, question);
    // Then no answer can be read at all: another rule's worse news.
    if (!probe.assumed && headerOf(response.headers, 'access-control-allow-origin') === '*') return [];
    return STARS.flatMap((star) => {
      const headers = star.role === 'expose-headers' ? response.headers : (preflight?.headers ?? []);
      return hasStar(headers, star.header) ? drafts(policy, context, star) : [];
    });
  },
};

/** `*` as it goes over the wire: a library that lists what was asked for, or a list of its own, does not send it. */
function hasStar(headers: readonly Header[], name: string): boolean {
  const list = parseTokenList(headers, name);
  return list.kind === 'list' && list.items.includes('*');
}

function drafts(policy: Policy, context: RuleContext, star: Star): readonly Draft[] {
  const names = optionsOf(policy, context, star.role).flatMap((option) =>
    namesListed(policy, option, context),
  );
  const written = names.filter(({ name }) => name === '*');
  const isAlone = names.length === written.length;
  const effect = isAlone ? star.effect : 'only the other names of the list count';
  const message = `With credentials, \`*\` in \`${star.header}\` is a name like any other: ${speakerFirst(policy)} sends it as it is, and ${effect}. List what pages need.`;
  if (written.length === 0) return [{ place: policy.setup, message }];
  return written.map((listed) => ({
    place: listed.place,
    message,
    fixes: isAlone ? listing(listed, star, context) : removal(listed, context),
  }));
}

function removal(listed: Listed, context: RuleContext): readonly Fix[] {
  const edits = takeOut(listed, context);
  return edits.length === 0 ? [] : [{ kind: 'edit', title: 'Remove the *', safety: 'unsafe', edits }];
}

function listing(listed: Listed, { instead }: Star, context: RuleContext): readonly Fix[] {
  const edits = instead.length > 0 ? spread(listed, instead, context) : [];
  if (edits.length === 0) return [];
  const title = instead.length > 2 ? 'List the methods' : `List ${instead.join(' and ')}`;
  return [{ kind: 'edit', title, safety: 'unsafe', edits }];
}
