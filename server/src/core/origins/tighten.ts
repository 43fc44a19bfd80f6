import { foreignOrigin, isLetIn } from './foreign.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { isPattern } from './patterns/run.ts';
import { allOf, type Comparison, lets, not, type OriginTest } from './predicate.ts';
import { HOLE, spelledBy } from './spelled.ts';

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
 * The pattern with the least change after which it lets nobody in who is not meant. Whoever is meant and got in still does, and
 * nobody else does who did not. Undefined where none of the usual changes does that.
 */
export function tightened(test: PatternTest, meaning: Meaning): Tightened | undefined {
  return tightenedAtOnce(test, meaning) ?? tightenedEach(test, meaning);
}

function tightenedAtOnce(test: PatternTest, meaning: Meaning): Tightened | undefined {
  const { compare } = test;
  const spelling = spellingOf(test);
  const kept = keptBy(test, meaning, spelling);
  // A pattern that is not understood would be closed to everybody.
  if (kept.length === 0) return undefined;
  for (const gaps of WAYS) {
    for (const labels of gaps.includes('start') ? LABELS : [ANY_LABELS]) {
      const source = gaps.reduce((text, gap) => mend(text, gap, compare, spelling, labels), compare.source);
      if (source === compare.source || !isPattern({ ...compare, source })) continue;
      const next: PatternTest = { ...test, compare: { ...compare, source } };
      if (!kept.every((origin) => lets(next, origin))) continue;
      if (foreignOrigin(next, meaning).kind !== 'none') continue;
      if (isLetIn(allOf([next, not(test)])) === false) return { source, gaps };
    }
  }
  return undefined;
}

const MOST_ALTERNATIVES = 8;

/** Of `a|b|c` each by itself, where no one change mends them all. */
function tightenedEach(test: PatternTest, meaning: Meaning): Tightened | undefined {
  const alternatives = alternativesOf(test.compare.source);
  if (alternatives.length < 2 || alternatives.length > MOST_ALTERNATIVES) return undefined;
  const sources: string[] = [];
  const gaps = new Set<Gap>();
  for (const source of alternatives) {
    const one: PatternTest = { ...test, compare: { ...test.compare, source } };
    const meant = isPattern(one.compare) ? meaningOf([one]) : undefined;
    if (!meant) return undefined;
    if (foreignOrigin(one, meant).kind === 'none') {
      sources.push(source);
      continue;
    }
    const mended = tightenedAtOnce(one, meant);
    if (!mended) return undefined;
    sources.push(mended.source);
    for (const gap of mended.gaps) gaps.add(gap);
  }
  // Whom the alternatives let in is let in, and nobody else: what holds for each, holds for all.
  const source = sources.join('|');
  const whole: PatternTest = { ...test, compare: { ...test.compare, source } };
  const isKept = keptBy(test, meaning, spellingOf(test)).every((origin) => lets(whole, origin));
  return isKept && isPattern(whole.compare) ? { source, gaps: [...gaps] } : undefined;
}

/** What stands between the `|` that no bracket holds. */
function alternativesOf(source: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  let depth = 0;
  let inSet = false;
  for (let at = 0; at < source.length; at++) {
    const unit = source.charAt(at);
    if (unit === '\\') at++;
    else if (unit === '[') inSet = true;
    else if (unit === ']') inSet = false;
    else if (inSet) continue;
    else if (unit === '(') depth++;
    else if (unit === ')') depth--;
    else if (unit === '|' && depth === 0) {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, source.slice(from)];
}

function keptBy(test: PatternTest, meaning: Meaning, spelling: Spelling): readonly string[] {
  return meantBy(meaning, spelling).filter((origin) => lets(test, origin));
}

/** What stands in front of the host: any names, or at least one where the pattern wants something there. */
const ANY_LABELS = '([a-z0-9-]+\\.)*';
const LABELS: readonly string[] = [ANY_LABELS, '([a-z0-9-]+\\.)+'];

/** What the pattern spells of schemes and ports beside the hosts. */
interface Spelling {
  /** Hosts with their ports, each port with its colon: `shop.example`, `localhost:3000`. */
  readonly addresses: readonly string[];
  /** Beginnings of addresses, each with its scheme: `http://192.168.`. */
  readonly networks: readonly string[];
  /** Hosts without an owner, such as `localhost`: they are meant with every port, and without encryption. */
  readonly hasHosts: boolean;
  readonly isUnencrypted: boolean;
  readonly hasPort: boolean;
}

function spellingOf(test: PatternTest): Spelling {
  const texts = spelledBy(test.compare) ?? [];
  const addresses = texts.map((text) => text.replace(/^[^/]*\/\//, ''));
  const networks = texts.flatMap((text) => {
    const [, scheme = 'http://', numbers] = NETWORK.exec(text) ?? [];
    return numbers === undefined ? [] : [`${scheme}${numbers}`];
  });
  return {
    addresses,
    networks,
    hasHosts: networks.length > 0 || (meaningOf([test])?.hosts.length ?? 0) > 0,
    isUnencrypted: texts.some((text) => text.startsWith('http://')),
    hasPort: addresses.some((address) => /:./.test(address)),
  };
}

/** `192.168.`: one to three numbers, each with its dot. */
const NETWORK = /^(https?:\/\/)?((?:\d{1,3}\.){1,3})$/;

/** Some of the origins that are meant: with the ports that are spelled, and a host without an owner with any. */
function meantBy(
  { domains, hosts }: Meaning,
  { addresses, networks, isUnencrypted, hasPort }: Spelling,
): readonly string[] {
  const origins = (host: string, schemes: readonly string[], others: readonly string[]) => {
    const spelled = addresses.flatMap((address) => {
      const [name = '', port] = address.split(':');
      if (!name.endsWith(host)) return [];
      if (port === undefined) return [''];
      return /^\d+$/.test(port) ? [`:${port}`] : [':3000'];
    });
    const ends = [...new Set([...spelled, ...others])];
    const names = addresses.flatMap((address) => {
      const [name = ''] = address.split(':');
      return name.endsWith(`.${host}`) && !name.includes(HOLE) ? [name] : [];
    });
    return [...new Set([host, `www.${host}`, `x.${host}`, `app.${host}`, ...names])].flatMap((name) =>
      schemes.flatMap((scheme) => ends.map((end) => `${scheme}://${name}${end}`)),
    );
  };
  return [
    ...domains.flatMap((domain) => origins(domain, isUnencrypted ? ['https', 'http'] : ['https'], [])),
    ...hosts.flatMap((host) => origins(host, ['https', 'http'], hasPort ? [] : ['', ':3000'])),
    ...networks.flatMap((network) => {
      const address = `${network}${'1.'.repeat(4 - numbersIn(network))}`.slice(0, -1);
      return [address, `${address}:3000`];
    }),
  ];
}

function numbersIn(network: string): number {
  return network.match(/\d+\\?\./g)?.length ?? 0;
}

function mend(
  source: string,
  gap: Gap,
  { mode, language }: PatternTest['compare'],
  { hasHosts, hasPort, isUnencrypted }: Spelling,
  labels: string,
): string {
  const slash = language === 'javascript' ? '\\/' : '/';
  switch (gap) {
    case 'dots':
      return escapedDots(source);
    case 'end': {
      const open = source
        .replace(/(?:\.[*+]\??)?\$?$/, '')
        .replace(/(?<=\/|^\^?)(?:\d{1,3}\\\.){1,3}$/, (network) => {
          return (
            network +
            Array(4 - numbersIn(network))
              .fill('\\d+')
              .join('\\.')
          );
        });
      return grouped(
        open,
        mode === 'prefix' || source.startsWith('^'),
        hasHosts && !hasPort ? '(:\\d+)?$' : '$',
      );
    }
    case 'start': {
      const inner = source.replace(
        /(:(?:\\?\/){2})(?:\(?(?:\.|\[[^\]]*\]|\\[wS])[*+]\)?\??)(?=[a-z0-9])/,
        `$1${labels}`,
      );
      if (inner !== source) return inner;
      if (/^(?:\^|https?)/.test(source)) return source;
      const rest = source.replace(/^(?:\.[*+])?\??(?:\\\.)?/, '');
      const scheme = hasHosts || isUnencrypted ? 'https?' : 'https';
      return mode === 'full' ? source : `^${scheme}:${slash}${slash}${labels}${rest}`;
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
