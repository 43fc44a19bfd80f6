import type { OriginMatch } from '../../policy/policy.ts';
import { escaped, isValidPattern } from '../shared/python/pattern.ts';

/** `fnmatch.fnmatchcase(origin, text)` of Python 3: `*`, `?`, `[abc]` and `[!abc]` over the whole origin. */
export function globMatch(text: string): OriginMatch {
  if (text === '*') return { kind: 'any' };
  if (!/[*?[]/.test(text)) return { kind: 'exact', value: text };
  const source = translated(text);
  if (!isValidPattern(source)) return { kind: 'unknown', reason: { kind: 'too-complex' } };
  return { kind: 'pattern', source, flags: 's', language: 'python', mode: 'full' };
}

function translated(text: string): string {
  let source = '';
  let at = 0;
  while (at < text.length) {
    const set = text[at] === '[' ? /^\[(!?)(\]?[^\]]*)\]/.exec(text.slice(at)) : null;
    if (set) {
      const [whole, negated, letters = ''] = set;
      source += `[${negated ? '^' : ''}${letters.replace(/[\\^[\]]/g, '\\$&')}]`;
      at += whole.length;
      continue;
    }
    const letter = text[at] ?? '';
    source += letter === '*' ? '.*' : letter === '?' ? '.' : escaped(letter);
    at += 1;
  }
  return source;
}
