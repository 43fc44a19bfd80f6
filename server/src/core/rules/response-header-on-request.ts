import { removeLines, removeListed } from '../fixes/edits.ts';
import type { Fix, Rule } from './rule.ts';

export const responseHeaderOnRequest: Rule = {
  id: 'response-header-on-request',
  level: 'warning',
  summary: 'A response header of CORS that a client sets on its request',
  fix: 'safe',
  misuse(misuse, context) {
    if (misuse.kind !== 'request-header') return [];
    const text = context.text(misuse.entry.uri);
    const fixes: Fix[] = [];
    if (misuse.removable) {
      const edits = [
        misuse.form === 'statement' ? removeLines(text, misuse.entry) : removeListed(text, misuse.entry),
      ];
      fixes.push({ kind: 'edit', title: `Remove ${misuse.name} from the request`, safety: 'safe', edits });
    }
    return [
      {
        place: misuse.place,
        message: `\`${misuse.name}\` is a header of answers; on a request it gives no access. On a page, the browser first asks the server whether it may send it (a preflight), and most servers refuse. Remove it here and let the server answer with it.`,
        fixes,
      },
    ];
  },
};
