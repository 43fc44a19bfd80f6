import { replace } from '../fixes/edits.ts';
import { isUnmatchable } from '../origins/foreign.ts';
import { FLAW_WORDS, type OriginFlaw, readOrigin } from '../origins/origin.ts';
import { HOLE, spelledBy } from '../origins/spelled.ts';
import type { OriginRule, Policy } from '../policy/policy.ts';
import { predicateOf } from '../policy/predicate.ts';
import { speakerFirst } from './exposure.ts';
import type { Fix, Rule } from './rule.ts';
import { isUnsetOrigin } from './unset.ts';

export const unmatchableOrigin: Rule = {
  id: 'unmatchable-origin',
  level: 'error',
  summary: 'An allowed origin that this library can never match',
  fix: 'unsafe',
  policy(policy, context) {
    return policy.origins.flatMap((rule) => {
      const why = reasonNever(policy, rule);
      if (why === undefined || isUnsetOrigin(policy, context, rule.place)) return [];
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
  if (rule.match.kind === 'pattern') return patternReason(rule);
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

/** A pattern that no origin can match, whoever the visitor is: that is proved, not tried. */
function patternReason(rule: OriginRule): string | undefined {
  const predicate = predicateOf(rule);
  if (predicate.kind !== 'test' || !isUnmatchable(predicate)) return undefined;
  const start = 'no origin that a browser sends matches this pattern';
  const { compare } = predicate;
  const [spelled] = spelledBy(compare) ?? [];
  const flaw = spelled === undefined ? undefined : flawOf(spelled.replaceAll(HOLE, 'x'));
  const why = flaw === undefined ? '' : `: ${FLAW_WORDS[flaw]}`;
  return `${start}${why}. An origin is \`scheme://host\` with a port where it is not the usual one, and nothing else.`;
}

function flawOf(text: string): OriginFlaw | undefined {
  const reading = readOrigin(text);
  return reading.kind === 'malformed' ? reading.flaws[0] : undefined;
}
