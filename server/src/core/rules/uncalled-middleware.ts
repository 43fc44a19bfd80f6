import type { Rule } from './rule.ts';

export const uncalledMiddleware: Rule = {
  id: 'uncalled-middleware',
  level: 'error',
  summary: 'A CORS middleware or decorator that is passed without being called',
  fix: 'safe',
  misuse(misuse) {
    if (misuse.kind !== 'uncalled') return [];
    const { place, written } = misuse;
    const call = `(${misuse.arguments ?? ''})`;
    return [
      {
        place,
        message: `\`${written}\` is passed without being called. ${misuse.effect} Write \`${written}${call}\`.`,
        fixes: [
          {
            kind: 'edit',
            title: `Write ${written}${call}`,
            safety: 'safe',
            edits: [{ uri: place.uri, start: place.end, end: place.end, text: call }],
          },
        ],
      },
    ];
  },
};
