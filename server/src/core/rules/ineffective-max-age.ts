import { getHeader, maxAgeCaps } from '../browser/index.ts';
import { replace } from '../fixes/edits.ts';
import type { Option, Policy } from '../policy/policy.ts';
import { speakerFirst } from './exposure.ts';
import { optionsOf } from './options.ts';
import { askProbe, type Probe, probeOf, withValue } from './probes.ts';
import type { Draft, Fix, Rule, RuleContext } from './rule.ts';

const HEADER = 'Access-Control-Max-Age';

export const ineffectiveMaxAge: Rule = {
  id: 'ineffective-max-age',
  level: 'hint',
  summary: 'A time for preflights that no browser keeps',
  fix: 'both',
  policy(policy, context) {
    return optionsOf(policy, context, 'max-age').flatMap((option) => check(policy, option, context));
  },
};

function check(policy: Policy, option: Option, context: RuleContext): readonly Draft[] {
  const { value } = option;
  const seconds = value.kind === 'number' ? value.value : value.kind === 'text' ? numberOf(value.value) : NaN;
  const { place } = value;
  if (seconds < 0) return negative(policy, option, seconds, context);
  const meant = secondsMeant(seconds);
  if (meant !== undefined) {
    const message = `\`${HEADER}\` is in seconds, and \`${seconds}\` of them are ${daysOf(seconds)} days; in milliseconds it would be ${wordsFor(meant)}. Browsers cut it to ${CAPS}. Write \`${meant}\`.`;
    return [{ place, severity: 'warning', message, fixes: writing(option, String(meant), 'safe', context) }];
  }
  if (seconds > maxAgeCaps.chromium) {
    const message = `No browser keeps the answer to a preflight for ${wordsFor(seconds)}: they cut it to ${CAPS}. It does no harm, and more than ${maxAgeCaps.firefox} says no more.`;
    return seconds > maxAgeCaps.firefox
      ? [{ place, message }]
      : [
          {
            place,
            message: `Only Firefox keeps the answer to a preflight for ${wordsFor(seconds)}: browsers cut it to ${CAPS}.`,
          },
        ];
  }
  return seconds > 0 ? neverSent(policy, option, context) : [];
}

/** Where the library sends `0`, that says what was meant. */
function negative(policy: Policy, option: Option, seconds: number, context: RuleContext): readonly Draft[] {
  const { place, via } = option.value;
  const probe = probeOf(policy, context);
  const zero = probe && withValue(probe, option, { kind: 'number', value: 0, place, via });
  const sendsZero = zero !== undefined && sentBy(zero, context) === '0';
  const message = `\`${seconds}\` is no time: by the Fetch standard browsers then keep the answer to a preflight for 5 seconds, though some keep it not at all.`;
  return [
    {
      place,
      severity: 'warning',
      message: sendsZero ? `${message} Write \`0\` to have every request asked for.` : message,
      fixes: sendsZero ? writing(option, '0', 'safe', context) : [],
    },
  ];
}

/** What goes over the wire; null where no preflight is answered. */
function sentBy(probe: Probe, context: RuleContext): string | null | undefined {
  const { preflight, decision } = askProbe(probe, context, { method: 'GET', headers: ['content-type'] });
  if (!preflight || decision.failedAt?.phase === 'preflight') return null;
  return getHeader(preflight.headers, HEADER);
}

const CAPS = `${maxAgeCaps.chromium} (Chromium), ${maxAgeCaps.firefox} (Firefox) and ${maxAgeCaps.webkit} seconds (Safari)`;

/** Not every library sends what it is told. Where that is for the type of what it is told, another rule says so. */
function neverSent(policy: Policy, option: Option, context: RuleContext): readonly Draft[] {
  if (policy.problems.some((problem) => problem.option.keyPlace.start === option.keyPlace.start)) return [];
  const probe = probeOf(policy, context);
  if (!probe) return [];
  if (sentBy(probe, context) !== undefined) return [];
  return [
    {
      place: option.keyPlace,
      message: `${speakerFirst(policy)} never sends \`${HEADER}\`, so browsers keep the answer to a preflight for 5 seconds.`,
    },
  ];
}

function numberOf(text: string): number {
  return /^\s*-?\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN;
}

const MINUTE = 60;
const DAY = 86_400;

/**
 * Whole minutes in milliseconds that are no plausible time in seconds: not whole days, or more than a year of them.
 * A year in seconds (31536000) and the 20 days that many examples have (1728000) are no whole minutes in milliseconds.
 */
function secondsMeant(seconds: number): number | undefined {
  const meant = seconds / 1000;
  if (seconds < 60_000 || meant % MINUTE !== 0 || meant > 30 * DAY) return undefined;
  return seconds % DAY !== 0 || seconds > 366 * DAY ? meant : undefined;
}

function daysOf(seconds: number): string {
  return String(Math.round(seconds / DAY));
}

function wordsFor(seconds: number): string {
  const units = [
    [DAY, 'day'],
    [3600, 'hour'],
    [MINUTE, 'minute'],
  ] as const;
  for (const [size, name] of units) {
    const count = seconds / size;
    if (Number.isInteger(count)) return `${count} ${name}${count === 1 ? '' : 's'}`;
  }
  return `${seconds} seconds`;
}

function writing(
  option: Option,
  text: string,
  safety: 'safe' | 'unsafe',
  context: RuleContext,
): readonly Fix[] {
  const { value } = option;
  const written = context.text(value.place.uri).slice(value.place.start, value.place.end);
  const quoted = /^(["'`])\s*-?\d+\s*(["'`])$/.exec(written);
  if (!quoted && !/^-?[\d_]+$/.test(written)) return [];
  const edit = replace(value.place, quoted ? `${quoted[1]}${text}${quoted[2]}` : text);
  return [{ kind: 'edit', title: `Write ${text}`, safety, edits: [edit] }];
}
