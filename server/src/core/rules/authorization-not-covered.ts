import { parseTokenList } from '../browser/index.ts';
import { speakerFirst } from './exposure.ts';
import { namesListed, spread } from './listed.ts';
import { optionsOf } from './options.ts';
import { askProbe, probeOf } from './probes.ts';
import type { Fix, Rule } from './rule.ts';

const HEADER = 'Access-Control-Allow-Headers';

export const authorizationNotCovered: Rule = {
  id: 'authorization-not-covered',
  level: 'information',
  summary: 'A `*` for headers, which does not cover `Authorization`',
  fix: 'safe',
  policy(policy, context) {
    // With credentials `*` covers nothing: another rule says so.
    if (policy.credentials === true) return [];
    const probe = probeOf(policy, context);
    if (!probe) return [];
    const witness = askProbe(probe, context, { method: 'GET', headers: ['authorization'] });
    const sent = parseTokenList(witness.preflight?.headers ?? [], HEADER);
    const isStar = sent.kind === 'list' && sent.items.includes('*');
    if (!isStar || witness.decision.code !== 'header-not-allowed') return [];
    const written = optionsOf(policy, context, 'headers').flatMap((option) =>
      namesListed(policy, option, context).filter(({ name }) => name === '*'),
    );
    const [listed] = written;
    const edits = listed ? spread(listed, ['*', 'Authorization'], context) : [];
    const fixes: Fix[] =
      edits.length > 0 ? [{ kind: 'edit', title: 'Add Authorization', safety: 'safe', edits }] : [];
    return [
      {
        place: listed?.place ?? policy.setup,
        message: `${speakerFirst(policy)} sends \`${HEADER}: *\`, which does not cover \`Authorization\` by the Fetch standard; browsers still let it through, and Firefox warns that it will stop. Name it beside \`*\` if pages send tokens.`,
        fixes,
        ...(probe.assumed ? {} : { witness }),
      },
    ];
  },
};
