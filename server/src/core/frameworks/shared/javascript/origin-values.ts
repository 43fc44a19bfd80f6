import type { ListValue, RegexValue, Step, UnknownValue, Value } from '../../../evaluate/value.ts';
import { readOrigin } from '../../../origins/origin.ts';
import type { OriginMatch, OriginRule } from '../../../policy/policy.ts';

/** The rule that one value of an `origin` option makes. */
export function ruleFor(value: Value, listed: boolean, match: OriginMatch): OriginRule {
  const via: readonly Step[] = value.via;
  const rule = { match, place: value.place, via, listed, isDefault: false };
  return value.kind === 'text' ? { ...rule, written: value.value } : rule;
}

export function unknownRule(value: Value, listed: boolean): OriginRule {
  const match: OriginMatch =
    value.kind === 'unknown'
      ? { kind: 'unknown', reason: value.reason }
      : { kind: 'unknown', reason: { kind: 'too-complex' } };
  return ruleFor(value, listed, match);
}

/** A list that is given to Node as the value of a header: one line for each entry, so only a list of one can work. */
export function lineRules(list: ListValue): readonly OriginRule[] {
  const [only, ...others] = list.items;
  if (list.form === 'set' || others.length > 0 || only?.kind !== 'text') return [];
  return [ruleFor(only, true, only.value === '*' ? { kind: 'any' } : { kind: 'fixed', value: only.value })];
}

/** `new Map(…)`, `new URL(…)`: it is neither text, pattern nor list. What it holds may be any of them. */
export function isObject({ reason, spread }: UnknownValue): boolean {
  return !spread && reason.kind === 'call' && /^(?:Set|Map|WeakSet|WeakMap|URL|Object)$/.test(reason.callee);
}

/**
 * A text as a library takes it that also takes a `RegExp`: compared, or sent to everybody. `library` is how messages
 * call it: `` `cors` ``.
 */
export function textMatch(text: string, kind: 'exact' | 'fixed', library: string): OriginMatch {
  const reading = readOrigin(text);
  if (reading.kind !== 'pattern') return { kind, value: text };
  const why =
    kind === 'exact'
      ? `${library} compares a text with the Origin as it is: it reads no ${reading.looks === 'glob' ? 'wildcard' : 'pattern'} in it.`
      : `${library} sends a text to every origin as it is, and no origin is equal to this one.`;
  const convert = reading.looks === 'glob' ? globPattern(text) : textPattern(text);
  return convert === undefined ? { kind: 'never', why } : { kind: 'never', why, convert };
}

/** A text of a list that takes no pattern either, or of a text in its place: nothing is offered for what looks like one. */
export function plainMatch(text: string, library: string): OriginMatch {
  const match = textMatch(text, 'exact', library);
  return match.kind === 'never' ? { kind: 'never', why: match.why } : match;
}

/** `https://*.example.com` as a pattern: a star is one label of a host, or a port. */
function globPattern(glob: string): string | undefined {
  const address = glob.includes('://') ? glob : `https://${glob}`;
  if (!/^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9*:.-]+$/.test(address)) return undefined;
  const source = address
    .replace(/[.]/g, '\\.')
    .replace(/\//g, '\\/')
    .replace(/:\*/g, ':\\d+')
    .replace(/\*+/g, '[a-z0-9-]+');
  return `/^${source}$/`;
}

/** A pattern that stands in quotes: `'^https://.*\\.example\\.com$'`, `'/example\\.com$/i'`. */
function textPattern(text: string): string | undefined {
  const delimited = /^\/(.+)\/([dimsuv]*)$/s.exec(text);
  const source = delimited?.[1] ?? text;
  const flags = delimited?.[2] ?? '';
  try {
    return `/${new RegExp(source, flags).source}/${flags}`;
  } catch {
    return undefined;
  }
}

/** A pattern that is tested with `RegExp.test` on one and the same object for every request. */
export function testedPattern(value: RegexValue, library: string): OriginMatch {
  const stateful = /[gy]/.exec(value.flags)?.[0];
  const source = value.source;
  if (stateful === undefined)
    return { kind: 'pattern', source, flags: value.flags, language: 'javascript', mode: 'search' };
  return {
    kind: 'never',
    why: `A pattern with the flag \`${stateful}\` remembers where it stopped, so ${library} lets the same origin in on one request and refuses it on the next.`,
    convert: `/${source}/${value.flags.replace(/[gy]/g, '')}`,
  };
}

/** A pattern that is tested from its beginning for every request: `g` does nothing, `y` holds it at the start. */
export function freshPattern(value: RegexValue): OriginMatch {
  return {
    kind: 'pattern',
    source: value.source,
    flags: value.flags.replace(/[gy]/g, ''),
    language: 'javascript',
    mode: value.flags.includes('y') ? 'prefix' : 'search',
  };
}
