import type { Value } from '../../../evaluate/value.ts';
import { readOrigin } from '../../../origins/origin.ts';
import type { Option, OriginMatch, OriginRule } from '../../../policy/policy.ts';
import type { Place } from '../../../text/span.ts';
import { atLeast } from '../versions.ts';
import type { Behaviour } from './library.ts';
import { entriesOf, markersOf, type Pattern, patternOf } from './patterns.ts';

/** What the library does with each origin that is written; every origin is allowed where none is. */
export function originRules(
  option: Option | undefined,
  setup: Place,
  behaviour: Behaviour,
): readonly OriginRule[] {
  if (!option) return [{ match: { kind: 'any' }, place: setup, via: [], listed: false, isDefault: true }];
  const { value } = option;
  const listed = value.kind === 'list' || value.kind === 'record';
  const outer = listed ? value.via : [];
  return entriesOf(value).flatMap((entry) => {
    const match = matchOf(entry, patternOf(entry, behaviour.like), behaviour);
    if (!match) return [];
    const written = entry.kind === 'text' ? entry.value : entry.kind === 'regex' ? entry.source : undefined;
    return [
      {
        match,
        place: entry.place,
        via: [...entry.via, ...outer],
        ...(written === undefined ? {} : { written }),
        listed,
        isDefault: false,
        forgiven: (flaw) => (flaw === 'upper-case' ? { kind: 'works' } : undefined),
      },
    ];
  });
}

function matchOf(entry: Value, pattern: Pattern, behaviour: Behaviour): OriginMatch | undefined {
  switch (pattern.kind) {
    case 'any':
      return { kind: 'any' };
    case 'regex': {
      const { source, flags } = pattern;
      if (entry.kind === 'text' && readOrigin(source).kind === 'origin') return address(source, behaviour);
      return { kind: 'pattern', source, flags, language: 'python', mode: 'prefix' };
    }
    case 'literal':
      return literal(pattern.text, behaviour);
    case 'invalid':
      return { kind: 'never', why: whyInvalid(behaviour), ...convertGlob(pattern.source) };
    case 'other':
      return undefined;
    case 'unknown':
      return { kind: 'unknown', reason: entry.kind === 'unknown' ? entry.reason : { kind: 'too-complex' } };
  }
}

/** `http://[::1]:3000` is an origin, and also a regular expression that matches no such thing. */
function address(source: string, { title }: Behaviour): OriginMatch {
  const escaped = source.replace(/[.[\]]/g, '\\$&');
  return {
    kind: 'never',
    why: `${title} takes a string with brackets for a regular expression, where they mean one of the letters between them.`,
    convert: `r"^${escaped}$"`,
  };
}

function literal(text: string, { title, like }: Behaviour): OriginMatch {
  const reading = readOrigin(text);
  if (reading.kind !== 'pattern') return { kind: 'exact', value: text, ignoreCase: true };
  return {
    kind: 'never',
    why: `${title} takes a string for a regular expression only where it has one of \`${markersOf(like)}\`. This one has none of them, so it is compared as it stands.`,
  };
}

function whyInvalid({ title, like: version, survivesErrors }: Behaviour): string {
  const start = `${title} takes it for a regular expression, which it is not`;
  if (atLeast(version, '6.0.5')) return `${start}, and raises \`ValueError\` before it answers anything.`;
  if (atLeast(version, '6.0.0')) return `${start}, and lets it match nothing.`;
  const harm = survivesErrors
    ? 'leaves every answer that it is asked for without CORS headers'
    : 'turns every request that reaches it into status 500';
  return `${start}, and \`re.error\` ${harm}.`;
}

/** `https://*.example.com` and `*.example.com` as the regular expression that was meant. */
function convertGlob(source: string): { readonly convert?: string } {
  const match = /^(https?:\/\/)?\*\.([A-Za-z0-9.-]+(?::\d{1,5})?)$/.exec(source);
  if (!match?.[2]) return {};
  const scheme = match[1] ?? 'https://';
  return { convert: `r"^${scheme}[A-Za-z0-9-]+\\.${match[2].replaceAll('.', '\\.')}$"` };
}
