import { foreignOrigin } from './foreign.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { isPattern } from './patterns/run.ts';
import { type Comparison, lets, type OriginTest } from './predicate.ts';

/** One way in which a pattern is too wide. */
export type Gap = 'dots' | 'start' | 'end';

export interface Tightened {
  readonly source: string;
  /** What is mended, and nothing that need not be. */
  readonly gaps: readonly Gap[];
}

type PatternTest = OriginTest & { readonly compare: Extract<Comparison, { kind: 'matches' }> };

const WAYS: readonly (readonly Gap[])[] = [
  ['dots'],
  ['end'],
  ['start'],
  ['dots', 'end'],
  ['start', 'end'],
  ['dots', 'start'],
  ['dots', 'start', 'end'],
];

/**
 * The pattern with the least change after which it lets nobody in who is not meant, and still somebody who is. Undefined where
 * none of the usual changes does that.
 */
export function tightened(test: PatternTest, meaning: Meaning): Tightened | undefined {
  const { compare } = test;
  const hasHosts = (meaningOf([test])?.hosts.length ?? 0) > 0;
  const meant = [...meaning.domains, ...meaning.hosts].flatMap((host) =>
    ['https', 'http'].flatMap((scheme) =>
      [host, `www.${host}`, `x.${host}`, `app.${host}`].flatMap((name) =>
        [`${scheme}://${name}`, `${scheme}://${name}:3000`].filter((origin) => lets(test, origin)),
      ),
    ),
  );
  for (const gaps of WAYS) {
    const source = gaps.reduce((text, gap) => mend(text, gap, compare, hasHosts), compare.source);
    if (source === compare.source || !isPattern({ ...compare, source })) continue;
    const next: PatternTest = { ...test, compare: { ...compare, source } };
    if (meant.length > 0 && !meant.some((origin) => lets(next, origin))) continue;
    if (foreignOrigin(next, meaning).kind === 'none') return { source, gaps };
  }
  return undefined;
}

function mend(
  source: string,
  gap: Gap,
  { mode, language }: PatternTest['compare'],
  hasHosts: boolean,
): string {
  const slash = language === 'javascript' ? '\\/' : '/';
  switch (gap) {
    case 'dots':
      return escapedDots(source);
    case 'end': {
      const open = source.replace(/(?:\.[*+]\??|\$)$/, '');
      return grouped(open, mode === 'prefix' || source.startsWith('^'), hasHosts ? '(:\\d+)?$' : '$');
    }
    case 'start': {
      const labels = '([a-z0-9-]+\\.)*';
      const inner = source.replace(
        /(:(?:\\?\/){2})(?:\(?(?:\.|\[[^\]]*\]|\\[wS])[*+]\)?\??)(?=[a-z0-9])/,
        `$1${labels}`,
      );
      if (inner !== source) return inner;
      if (/^(?:\^|https?)/.test(source)) return source;
      const rest = source.replace(/^(?:\.[*+])?\??(?:\\\.)?/, '');
      return mode === 'full' ? source : `^https:${slash}${slash}${labels}${rest}`;
    }
  }
}

/** `a|b` needs a group before an anchor binds to all of it. */
function grouped(source: string, isAnchored: boolean, end: string): string {
  if (!/\|/.test(source.replace(/\([^)]*\)/g, ''))) return source + end;
  const body = source.replace(/^\^/, '');
  return `${isAnchored ? '^' : ''}(?:${body})${end}`;
}

/** A dot between letters, outside of brackets and not repeated, gets its backslash. */
function escapedDots(source: string): string {
  let out = '';
  let inSet = false;
  for (let at = 0; at < source.length; at++) {
    const unit = source.charAt(at);
    if (unit === '\\') {
      out += source.slice(at, at + 2);
      at++;
      continue;
    }
    if (unit === '[') inSet = true;
    if (unit === ']') inSet = false;
    const next = source.charAt(at + 1);
    out += unit === '.' && !inSet && !/[*+?{]/.test(next) ? '\\.' : unit;
  }
  return out;
}
