import { answerWords } from './exposure.ts';
import { intrusionsOf } from './foreign.ts';
import type { Rule } from './rule.ts';

export const sharedDomainOrigin: Rule = {
  id: 'shared-domain-origin',
  level: 'warning',
  summary: 'Anybody can get a name below the domain that is let in',
  fix: 'none',
  policy(policy, context) {
    return intrusionsOf(policy, context).flatMap(({ foreign, witness, place }) => {
      if (foreign.kind !== 'shared') return [];
      const credentialed = witness.question.credentials;
      const whose =
        foreign.section === 'private'
          ? `\`${foreign.suffix}\` gives names to everybody who asks`
          : `everybody can register a name below \`${foreign.suffix}\``;
      return [
        {
          place,
          topic: 'value' as const,
          severity: credentialed ? ('error' as const) : ('warning' as const),
          message: `A site of anybody's, such as \`${foreign.origin}\`, can read this${credentialed ? " with the visitor's cookies" : ''}: ${whose}, and ${answerWords(policy, witness)}. Name the sites that are yours, or give them a domain of your own.`,
          witness,
        },
      ];
    });
  },
};
