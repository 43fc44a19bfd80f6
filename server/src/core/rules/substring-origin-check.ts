import { replace } from '../fixes/edits.ts';
import { quoteAt } from '../fixes/print.ts';
import { readOrigin } from '../origins/origin.ts';
import type { OriginTest } from '../origins/predicate.ts';
import type { OriginRule, Policy } from '../policy/policy.ts';
import { answerWords, speaker } from './exposure.ts';
import { type Intrusion, intrusionsOf, isTextTest } from './foreign.ts';
import type { Draft, Fix, Rule, RuleContext } from './rule.ts';

export const substringOriginCheck: Rule = {
  id: 'substring-origin-check',
  level: 'warning',
  summary: 'The origin is compared in part only, so others pass, too',
  fix: 'both',
  policy(policy, context) {
    const intrusions = intrusionsOf(policy, context);
    const said = intrusions.map(({ rule }) => rule);
    const others = policy.origins.filter((rule) => !said.includes(rule));
    return [...intrusions.flatMap(ofIntrusion), ...others.flatMap(ofPart)];

    function ofIntrusion(intrusion: Intrusion): readonly Draft[] {
      const { foreign, witness, test } = intrusion;
      if (foreign.kind !== 'other-owner' || !test || !isTextTest(test)) return [];
      const credentialed = witness.question.credentials;
      return [
        {
          place: intrusion.place,
          topic: 'value' as const,
          severity: credentialed ? ('error' as const) : ('warning' as const),
          message: `${how(foreign.origin, test)}, so whoever has that name can read this${credentialed ? " with the visitor's cookies" : ''}: ${answerWords(policy, witness)}. ${advice(intrusion)}`,
          witness,
          fixes: fixesFor(policy, intrusion, context),
        },
      ];
    }

    /** Searched for in a text, without anybody at hand who could use it. */
    function ofPart(rule: OriginRule): readonly Draft[] {
      if (rule.match.kind !== 'within') return [];
      const witness = partOf(rule.match.value).map((origin) =>
        context.ask(policy, { origin, credentials: false }),
      );
      const [found] = witness.filter(({ decision }) => decision.allowed);
      if (!found) return [];
      const { origin } = found.question;
      return [
        {
          place: rule.place,
          topic: 'value',
          severity: 'warning',
          message: `\`${origin}\` is let in, too: ${speaker(policy)} looks for the origin in this text, so that every part of it passes. Write a list, so that whole origins are compared.`,
          witness: found,
          fixes: listFix(policy, rule, rule.match.value, context),
        },
      ];
    }
  },
};

/** Origins that are a part of a text and not all of it, the longest first. */
function partOf(text: string): readonly string[] {
  const parts = Array.from({ length: Math.min(text.length, 40) }, (_, i) => text.slice(0, -i - 1));
  return parts.filter((part) => readOrigin(part).kind === 'origin').slice(0, 3);
}

function listFix(policy: Policy, rule: OriginRule, value: string, context: RuleContext): readonly Fix[] {
  const isOption = [...policy.options.values()].some(
    ({ value: own }) => own.place.start === rule.place.start,
  );
  if (!isOption || readOrigin(value).kind !== 'origin') return [];
  const text = context.text(rule.place.uri);
  const edits = [replace(rule.place, `[${text.slice(rule.place.start, rule.place.end)}]`)];
  return [{ kind: 'edit', title: 'Make it a list', safety: 'safe', edits }];
}

/** "`https://evilexample.com` ends with `example.com`, too", "The host of `https://…` ends with …" */
function how(origin: string, { compare, subject }: OriginTest): string {
  const part = subject === 'scheme' || subject === 'protocol' ? 'scheme' : 'host';
  const what = subject === 'origin' ? `\`${origin}\`` : `The ${part} of \`${origin}\``;
  switch (compare.kind) {
    case 'ends':
      return `${what} ends with \`${compare.text}\`, too`;
    case 'starts':
      return `${what} begins with \`${compare.text}\`, too`;
    case 'within':
      return `${what} is a part of \`${compare.text}\`, too`;
    case 'holds':
      return `${what} holds \`${compare.text}\`, too`;
    default:
      return `\`${origin}\` passes this test, too`;
  }
}

function advice({ test, meaning }: Intrusion): string {
  const compare = test?.compare;
  if (compare?.kind === 'ends') {
    const host = compare.text.replace(/^[.]+/, '');
    return `Compare the whole origin, or let the text begin with a dot: \`.${host}\`.`;
  }
  if (compare?.kind === 'within') return 'Write a list, so that whole origins are compared.';
  const [domain] = meaning.domains;
  return domain === undefined
    ? 'Compare the whole origin.'
    : `Compare the whole origin, or the end of its host with \`.${domain}\`.`;
}

function fixesFor(policy: Policy, { rule, test, place }: Intrusion, context: RuleContext): readonly Fix[] {
  if (!test || test.compare.kind === 'matches') return [];
  const text = context.text(place.uri);
  const { compare } = test;
  if (compare.kind === 'within') return listFix(policy, rule, compare.text, context);
  const origin = compare.text.includes('://') ? compare.text : `https://${compare.text.replace(/^\./, '')}`;
  const reading = readOrigin(origin);
  if (test.subject !== 'origin' || test.written === undefined || !test.place || reading.kind !== 'origin')
    return [];
  const quote = quoteAt(text, test.place);
  const before = text.slice(Math.max(0, test.place.start - 8), test.place.start);
  if (before.endsWith('!!')) return [];
  const [not] = /(?:!|\bnot[ \t]+)$/.exec(before) ?? [''];
  const equals = `${not ? '!' : '='}=${policy.language === 'python' ? '' : '='}`;
  const written = `${test.written} ${equals} ${quote}${origin}${quote}`;
  const replaced = { ...test.place, start: test.place.start - not.length };
  return [
    {
      kind: 'edit',
      title: `Compare with ${origin}`,
      safety: 'unsafe',
      edits: [replace(replaced, written)],
    },
  ];
}
