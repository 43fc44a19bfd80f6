/** Reading header lists the way Fetch and RFC 9110 do. */
import { byteLowercase, trimOws } from './bytes.ts';
import { isToken } from './token.ts';
import type { Header } from './types.ts';

/** The values of all lines of one header, in order, each without the whitespace around it. */
export function headerLines(headers: readonly Header[], name: string): readonly string[] {
  const wanted = byteLowercase(name);
  const lines: string[] = [];
  for (const [candidate, value] of headers) {
    if (byteLowercase(candidate) === wanted) lines.push(trimOws(value));
  }
  return lines;
}

/** Fetch "get": all lines joined with a comma and a space, `undefined` when there is none. */
export function getHeader(headers: readonly Header[], name: string): string | undefined {
  const lines = headerLines(headers, name);
  return lines.length === 0 ? undefined : lines.join(', ');
}

export function hasHeader(headers: readonly Header[], name: string): boolean {
  const wanted = byteLowercase(name);
  return headers.some(([candidate]) => byteLowercase(candidate) === wanted);
}

export function withoutHeaders(headers: readonly Header[], names: readonly string[]): readonly Header[] {
  const drop = new Set(names.map(byteLowercase));
  return headers.filter(([name]) => !drop.has(byteLowercase(name)));
}

/** Fetch "combine": a later value of a name that is there already is appended to it after a comma and a space. */
export function combineDuplicates(headers: readonly Header[]): readonly Header[] {
  const combined = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, value] of headers) {
    const key = byteLowercase(name);
    const entry = combined.get(key);
    if (entry === undefined) combined.set(key, { name, values: [value] });
    else entry.values.push(value);
  }
  return [...combined.values()].map(({ name, values }): Header => [name, values.join(', ')]);
}

export type TokenList =
  | { readonly kind: 'absent' }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly value: string }
  /** One element is not a token, and that spoils the whole header. */
  | { readonly kind: 'malformed'; readonly token: string; readonly value: string };

/**
 * Parses `Access-Control-Allow-Methods`, `-Allow-Headers` or `-Expose-Headers`: `#token` (RFC 9110 section 5.6.1).
 * All lines are one list; only a comma separates; whitespace around an element is dropped; empty elements are ignored.
 */
export function parseTokenList(headers: readonly Header[], name: string): TokenList {
  const value = getHeader(headers, name);
  if (value === undefined) return { kind: 'absent' };
  const items: string[] = [];
  for (const element of value.split(',')) {
    const item = trimOws(element);
    if (item === '') continue;
    if (!isToken(item)) return { kind: 'malformed', token: item, value };
    items.push(item);
  }
  return { kind: 'list', items, value };
}

/**
 * Fetch "get, decode, and split": elements between commas that stand outside of quoted strings.
 * Only needed for the values of the method override headers.
 */
export function splitOutsideQuotes(value: string): readonly string[] {
  const elements: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < value.length; index++) {
    const character = value[index];
    if (quoted && character === '\\') index++;
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      elements.push(trimOws(value.slice(start, index)));
      start = index + 1;
    }
  }
  elements.push(trimOws(value.slice(start)));
  return elements;
}
