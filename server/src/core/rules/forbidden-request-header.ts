import { isForbiddenRequestHeader } from '../browser/index.ts';
import { removeLines, removeListed } from '../fixes/edits.ts';
import type { Fix, Rule } from './rule.ts';

export const forbiddenRequestHeader: Rule = {
  id: 'forbidden-request-header',
  level: 'information',
  summary: 'A request header that browsers write themselves, set by a page',
  fix: 'safe',
  misuse(misuse, context) {
    if (misuse.kind !== 'page-header' || !isForbiddenRequestHeader(misuse.name, '')) return [];
    const text = context.text(misuse.entry.uri);
    const remove = misuse.form === 'statement' ? removeLines : removeListed;
    const fixes: Fix[] = misuse.removable
      ? [
          {
            kind: 'edit',
            title: `Remove ${misuse.name}`,
            safety: 'safe',
            edits: [remove(text, misuse.entry)],
          },
        ]
      : [];
    const message = `Browsers drop \`${misuse.name}\` from what a page sends and write it themselves where it belongs, so this changes nothing. Remove it.`;
    return [{ place: misuse.place, message, fixes }];
  },
};
