import { replace } from '../fixes/edits.ts';
import { readOrigin } from '../origins/origin.ts';
import type { OriginRule, Policy } from '../policy/policy.ts';
import { speakerFirst } from './exposure.ts';
import type { Fix, Rule } from './rule.ts';

export const unmatchableOrigin: Rule = {
  id: 'unmatchable-origin',
  level: 'error',
  summary: 'An allowed origin that this library can never match',
  fix: 'unsafe',
  policy(policy, context) {
    return policy.origins.flatMap((rule) => {
      const why = reasonNever(policy, rule);
      if (why === undefined) return [];
      const { start, end, uri } = rule.place;
      const shown = `\`${rule.written ?? context.text(uri).slice(start, end)}\``;
      const fixes: Fix[] = [];
      if (rule.match.kind === 'never' && rule.match.convert !== undefined) {
        const edits = [replace(rule.place, rule.match.convert)];
        fixes.push({ kind: 'edit', title: `Write ${rule.match.convert}`, safety: 'unsafe', edits });
      }
      return [
        {
          place: rule.place,
          topic: 'value' as const,
          message: `${shown} cannot work as it is meant: ${lowerFirst(why)}`,
          fixes,
        },
      ];
    });
  },
};

/** Why the entry matches no origin; undefined where it can. */
function reasonNever(policy: Policy, rule: OriginRule): string | undefined {
  if (rule.match.kind === 'never') return rule.match.why;
  if (rule.match.kind !== 'exact' && rule.match.kind !== 'fixed') return undefined;
  const reading = readOrigin(rule.match.value);
  if (reading.kind !== 'pattern') return undefined;
  const what = reading.looks === 'glob' ? '`*` is no wildcard here' : 'it reads like a regular expression';
  const how =
    rule.match.kind === 'fixed'
      ? `${speakerFirst(policy)} sends it to every origin as it is, and browsers know no patterns`
      : `${speakerFirst(policy)} compares it with the \`Origin\` header letter by letter`;
  return `${what}. ${how}. Write each origin out, or use a pattern where the library takes one.`;
}

/** Behind a colon a sentence goes on in lower case, unless it begins with a name or code. */
function lowerFirst(sentence: string): string {
  return /^(?:A|An|The|Here|It|This|Browsers|Only) /.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}
