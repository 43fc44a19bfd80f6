import { readOrigin } from '../origins/origin.ts';
import { speaker } from './exposure.ts';
import type { Rule } from './rule.ts';

export const multipleOriginsInHeader: Rule = {
  id: 'multiple-origins-in-header',
  level: 'error',
  summary: 'Several origins in one `Access-Control-Allow-Origin`',
  fix: 'none',
  policy(policy) {
    return policy.origins.flatMap((rule) => {
      if (rule.match.kind !== 'fixed') return [];
      const reading = readOrigin(rule.match.value);
      if (reading.kind !== 'malformed' || !reading.flaws.includes('joined')) return [];
      const [first = ''] = reading.parts ?? [];
      return [
        {
          place: rule.place,
          topic: 'value' as const,
          message: `No browser accepts \`${rule.match.value}\`: \`Access-Control-Allow-Origin\` holds exactly one origin, and ${speaker(policy)} sends this text to every page as it is. Compare the request's origin with a list and send the one that matches (\`${first}\`, for instance).`,
        },
      ];
    });
  },
};
