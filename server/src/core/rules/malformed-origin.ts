import { isSeparate, removeListed, replace } from '../fixes/edits.ts';
import { contentPlace } from '../fixes/origins.ts';
import {
  FLAW_WORDS,
  isLoopback,
  type OriginFlaw,
  type OriginReading,
  readOrigin,
} from '../origins/origin.ts';
import type { OriginRule, Policy } from '../policy/policy.ts';
import { speakerFirst } from './exposure.ts';
import type { Draft, Fix, Rule, RuleContext } from './rule.ts';
import { isUnsetOrigin } from './unset.ts';

type Malformed = Extract<OriginReading, { kind: 'malformed' }>;

export const malformedOrigin: Rule = {
  id: 'malformed-origin',
  level: 'error',
  summary: 'An allowed origin that no browser ever sends',
  fix: 'both',
  policy(policy, context) {
    const letters = lettersOf(policy);
    if (letters) return [letters];
    // What an unset variable leaves in a text is news about the variable.
    return policy.origins
      .filter(({ place }) => !isUnsetOrigin(policy, context, place))
      .flatMap((rule) => checkRule(policy, rule, context));
  },
};

/** `list(os.environ.get("ORIGINS", "https://…"))`: one flaw, not one for each letter. */
function lettersOf({ origins }: Policy): Draft | undefined {
  const [first] = origins;
  const last = origins.at(-1);
  if (!first || !last || origins.length < 4) return undefined;
  const texts = origins.map(({ match }) => (match.kind === 'exact' ? match.value : ''));
  if (texts.some((text) => text.length !== 1) || texts.includes('*')) return undefined;
  // An entry without a scheme can let `null` in.
  const forgiveness = first.forgiven?.('no-scheme');
  const effect = forgiveness?.kind === 'warns' ? forgiveness.note : 'It allows nobody.';
  const isOneText = origins.every(
    ({ place }) => place.uri === first.place.uri && place.start <= last.place.start,
  );
  return {
    place: isOneText ? { ...first.place, end: last.place.end } : first.place,
    topic: 'value',
    message: `This text becomes a list of its letters (\`${texts.slice(0, 3).join('`, `')}\`, …), and no origin is one letter. ${effect} Split it at its commas, or put it into a list as it is.`,
    fixes: [],
  };
}

function checkRule(policy: Policy, rule: OriginRule, context: RuleContext): readonly Draft[] {
  const { match } = rule;
  if (match.kind !== 'exact' && match.kind !== 'fixed') return [];
  const reading = readOrigin(match.value);
  if (reading.kind !== 'malformed') return [];
  // A joined text that is sent as it is breaks the header for everybody: that is another rule's worse news.
  if (match.kind === 'fixed' && reading.flaws.includes('joined')) return [];
  // An empty text as the whole value turns the option off in every library that takes one.
  if (match.kind === 'fixed' && match.value === '') return [];
  const flaws = [...new Set(reading.flaws)].filter((flaw) => rule.forgiven?.(flaw)?.kind !== 'works');
  const [flaw] = flaws;
  if (flaw === undefined) return [];
  const forgiveness = rule.forgiven?.(flaw);
  const note = forgiveness?.kind === 'warns' ? forgiveness.note : undefined;
  // `getenv("ORIGINS", "").split(",")`: whoever sets no variable means nobody, and an empty text is nobody.
  const isFallback = policy.when.some(({ environment, outcome }) => environment && outcome !== 'set');
  if (match.value === '' && isFallback && note === undefined) return [];
  const isListed = rule.listed && policy.origins.some((other) => isEntry(other, reading.meant));
  const tolerated = note !== undefined && (flaw === 'trailing-slash' || flaw === 'path');
  return [
    {
      place: rule.place,
      topic: 'value',
      severity: tolerated ? 'warning' : 'error',
      message: tolerated
        ? `\`${match.value}\` is not an origin: ${FLAW_WORDS[flaw]}. ${note}`
        : message(policy, match, reading, flaws, note, isListed, spoilt(rule)),
      fixes: fixesFor(rule, match.value, reading, isListed, context),
    },
  ];
}

/** What to do where the entry is written well, and a step on its way spoils it. */
function spoilt(rule: OriginRule): string | undefined {
  return rule.via.filter((step) => step.advice !== undefined).at(-1)?.advice;
}

/** Whether the list has an entry with this text already. */
function isEntry({ match, listed }: OriginRule, origin: string | undefined): boolean {
  return listed && match.kind === 'exact' && match.value === origin;
}

function message(
  policy: Policy,
  match: { readonly kind: 'exact' | 'fixed'; readonly value: string },
  reading: Malformed,
  flaws: readonly OriginFlaw[],
  note: string | undefined,
  isListed: boolean,
  repair: string | undefined,
): string {
  const why = flaws.map((flaw) => FLAW_WORDS[flaw]).join(', and ');
  const shown = match.value.trim() === '' ? 'An empty text' : `\`${match.value}\``;
  const effect =
    match.kind === 'fixed'
      ? `${speakerFirst(policy)} sends it to every origin as it is, and no browser takes it for its own`
      : `${speakerFirst(policy)} compares it with the \`Origin\` header, so it allows nobody`;
  const advice =
    repair !== undefined
      ? ` ${repair}`
      : isListed
        ? ` \`${reading.meant}\` is in the list already.`
        : reading.meant === undefined
          ? ''
          : ` Write \`${reading.meant}\`.`;
  return `${shown} can never equal an origin: ${why}. ${note ?? `${effect}.`}${advice}`;
}

/** `os.environ.get("ORIGINS", "").split(",")`: without the last argument there may be nothing to split. */
function isFallback(text: string, { end }: OriginRule['place']): boolean {
  return /^\s*,?\s*\)\s*\./.test(text.slice(end, end + 80));
}

function fixesFor(
  rule: OriginRule,
  value: string,
  reading: Malformed,
  isListed: boolean,
  context: RuleContext,
): readonly Fix[] {
  const text = context.text(rule.place.uri);
  const content = contentPlace(rule, text);
  const isAmongOthers =
    isListed || (rule.listed && (reading.flaws.includes('empty') || reading.flaws.includes('invalid-host')));
  const remove: Fix[] =
    isAmongOthers && isSeparate(text, rule.place) && !isFallback(text, rule.place)
      ? [{ kind: 'edit', title: 'Remove the entry', safety: 'safe', edits: [removeListed(text, rule.place)] }]
      : [];
  if (isListed || !content || value !== rule.written) return remove;
  if (reading.meant !== undefined) {
    return [
      {
        kind: 'edit',
        title: `Write ${reading.meant}`,
        safety: 'safe',
        edits: [replace(content, reading.meant)],
      },
    ];
  }
  const parts = reading.parts ?? [];
  if (reading.flaws.includes('joined') && rule.listed) return splitEntry(rule, parts, text);
  const [meant] = parts;
  if (!reading.flaws.includes('no-scheme') || meant === undefined) return remove;
  return schemes(meant).map((origin) => ({
    kind: 'edit',
    title: `Write ${origin}`,
    safety: 'unsafe',
    edits: [replace(content, origin)],
  }));
}

/** The scheme is not in the source: both are offered, the likelier one first. */
function schemes(https: string): readonly string[] {
  const http = https.replace(/^https:/, 'http:');
  const reading = readOrigin(https);
  return reading.kind === 'origin' && isLoopback(reading.host) ? [http, https] : [https, http];
}

function splitEntry(rule: OriginRule, parts: readonly string[], text: string): readonly Fix[] {
  const written = text.slice(rule.place.start, rule.place.end);
  const quoted = /^(\w*["'`])[\s\S]*(["'`])$/.exec(written);
  const good = parts.map((part) => readOrigin(part)).every((reading) => reading.kind === 'origin');
  if (!quoted || !good) return [];
  const entries = parts.map((part) => `${quoted[1]}${part}${quoted[2]}`).join(', ');
  return [
    {
      kind: 'edit',
      title: 'Write one entry for each origin',
      safety: 'safe',
      edits: [replace(rule.place, entries)],
    },
  ];
}
