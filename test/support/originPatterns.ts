import { readOrigin } from '../../server/src/core/origins/origin.ts';
import type { PatternNode } from '../../server/src/core/origins/patterns/tree.ts';

/** Numbers below a limit, as in `requests.ts` of the oracle. */
export type Below = (limit: number) => number;

const COMMON: readonly string[] = [
  ...[
    '^',
    '$',
    'https?',
    'https',
    '://',
    ':\\/\\/',
    '.*',
    '.+',
    '\\.',
    '.',
    'example',
    'shop',
    'com',
    'co\\.uk',
    'vercel\\.app',
  ],
  ...[
    '[a-z0-9-]+',
    '(?:www\\.)?',
    '(.*\\.)?',
    '([a-z]+\\.)*',
    '|',
    '(a|b)*',
    ':\\d+',
    '(:\\d+)?',
    '\\w+',
    '[^/]*',
    '/',
    '\\/?',
  ],
  ...[
    '(?!evil)',
    '(?=h)',
    '(?<=\\.)',
    '(?<!x)',
    'x{2}',
    '[a-z]{2,20}',
    '\\b',
    '\\B',
    'localhost',
    'null',
    'EXAMPLE',
    '\\d{1,3}',
  ],
  ...[
    '(api|app|www)',
    '[^.]+',
    '.*?',
    '[A-Z]+',
    '\\S+',
    '[\\w-]+',
    '(?:staging|dev)-',
    '127\\.0\\.0\\.1',
    '\\[::1\\]',
    '-',
    'x?',
    '\\W',
    '\\D',
  ],
];
const PYTHON: readonly string[] = ['\\Z', '\\A', '(?P<n>[a-z]+)', '(?i:App)', '[a-z]{,3}', '(?s:.)'];
const JAVASCRIPT: readonly string[] = ['(?<n>[a-z]+)', '[^]', '\\x61', '\\u0061pp', 'a{0,2}?'];
const STARTS: readonly string[] = ['', '', '^', '^https:\\/\\/', '^https?://', 'https://'];

/** A pattern as somebody may write it for origins, and odder ones. No part of it makes a real engine run for ever. */
export function originPattern(below: Below, language: 'python' | 'javascript'): string {
  const pieces = [...COMMON, ...(language === 'python' ? PYTHON : JAVASCRIPT)];
  const pick = (from: readonly string[]) => from[below(from.length)] ?? '';
  const body = Array.from({ length: below(8) }, () => pick(pieces)).join('');
  // A name may stand once.
  const once = body.split(/\(\?P?<n>/).length < 3 ? body : body.replaceAll(/\(\?P?<n>/g, '(');
  return pick(STARTS) + once + pick(['', '', '$']);
}

/** What a unit may be: the letters of hosts first. */
const UNITS = [
  ...'abehlmopstwxz019-.:/',
  ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)),
];
const LONGEST = 80;

/** A text that the pattern describes, apart from what it asks of the text around: undefined where that is too long. */
export function drawn(node: PatternNode, below: Below, depth = 0): string | undefined {
  if (depth > 30) return undefined;
  switch (node.kind) {
    case 'unit': {
      const fits = UNITS.filter((unit) => node.test(unit));
      return fits.length === 0
        ? undefined
        : fits[below(below(3) > 0 ? Math.min(fits.length, 12) : fits.length)];
    }
    case 'position':
    case 'look':
      return '';
    case 'sequence':
      return joined(node.parts, below, depth);
    case 'choice': {
      const option = node.options[below(node.options.length)];
      return option && drawn(option, below, depth + 1);
    }
    case 'repeat': {
      const most = Math.min(node.max, node.min + 3);
      const rounds = node.min + below(most - node.min + 1);
      return rounds > LONGEST ? undefined : joined(Array(rounds).fill(node.part), below, depth);
    }
    case 'unsupported':
      return undefined;
  }
}

function joined(parts: readonly PatternNode[], below: Below, depth: number): string | undefined {
  let text = '';
  for (const part of parts) {
    const more = drawn(part, below, depth + 1);
    if (more === undefined || text.length + more.length > LONGEST) return undefined;
    text += more;
  }
  return text;
}

/** Origins that a browser may send, made of texts that the pattern describes. */
export function originsLike(node: PatternNode, below: Below, rounds: number): readonly string[] {
  const found = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const text = drawn(node, below);
    if (text === undefined) continue;
    for (const head of ['', 'https://', 'http://a.', 'https'])
      for (const tail of ['', '.example', 'a', ':3000', 'e.co']) {
        const kind = readOrigin(head + text + tail).kind;
        if (kind === 'origin' || kind === 'null') found.add(head + text + tail);
      }
  }
  return [...found];
}
