import { replace } from '../fixes/edits.ts';
import type { Rule } from './rule.ts';

export const opaqueResponseRead: Rule = {
  id: 'opaque-response-read',
  level: 'warning',
  summary: 'An answer that is read although `no-cors` hides it',
  fix: 'unsafe',
  misuse(misuse, context) {
    if (misuse.kind !== 'opaque-read') return [];
    const { place, read, isForeign } = misuse;
    const written = context.text(place.uri).slice(place.start, place.end);
    const edits = written.includes('no-cors') ? [replace(place, written.replace('no-cors', 'cors'))] : [];
    return [
      {
        place,
        ...(isForeign ? {} : { confidence: 'likely' as const }),
        message: `\`no-cors\` hides the answer: status 0, no headers, an empty body, and ${EFFECTS[read.property] ?? 'nothing is left to read'}. Leave the mode at \`cors\`, and let the server allow this origin.`,
        related: [{ place: read.place, message: 'The answer is read here' }],
        fixes: edits.length > 0 ? [{ kind: 'edit', title: 'Write cors', safety: 'unsafe', edits }] : [],
      },
    ];
  },
};

const EFFECTS: Readonly<Record<string, string>> = {
  json: '`json()` throws a `SyntaxError`',
  formData: '`formData()` throws a `TypeError`',
  text: '`text()` gives an empty string',
  blob: '`blob()` gives an empty Blob',
  arrayBuffer: '`arrayBuffer()` gives an empty buffer',
  bytes: '`bytes()` gives an empty array',
  ok: '`ok` is always false',
};
