import { describe, expect, test } from 'vitest';
import { type Finding, fixTexts, mergeFindings } from '../../server/src/core/index.ts';

const at = (uri: string, start: number) => ({ uri, start, end: start + 1 });

function finding(part: Partial<Finding> = {}): Finding {
  return {
    rule: 'any-origin',
    severity: 'warning',
    confidence: 'certain',
    place: at('settings.py', 5),
    message: 'One.',
    related: [{ place: at('main.py', 1), message: 'here' }],
    fixes: [],
    ...part,
  };
}

const merge = (...lists: readonly (readonly Finding[])[]) =>
  mergeFindings(lists.map((findings) => ({ findings })));

describe('findings of several set-ups', () => {
  test('the same of one value is one, with both ways to it', () => {
    const other = { place: at('admin.py', 1), message: 'here' };
    const [merged, ...rest] = merge([finding()], [finding({ related: [other] })], [finding()]);
    expect(rest).toEqual([]);
    expect(merged?.related).toEqual([...finding().related, other]);
  });

  test('is as severe as the worse', () => {
    const worse = finding({ severity: 'error', related: [] });
    for (const lists of [
      [[finding()], [worse]],
      [[worse], [finding()]],
    ]) {
      expect(merge(...lists)).toEqual([finding({ severity: 'error' })]);
    }
  });

  test('other rules, places and messages stay apart, in order', () => {
    const lists = [
      [finding({ message: 'Two.' }), finding({ place: at('a.py', 9) })],
      [finding({ rule: 'any' }), finding({ place: at('settings.py', 3) })],
    ];
    expect(
      merge(...lists).map(({ rule, place, message }) => [place.uri, place.start, rule, message]),
    ).toEqual([
      ['a.py', 9, 'any-origin', 'One.'],
      ['settings.py', 3, 'any-origin', 'One.'],
      ['settings.py', 5, 'any', 'One.'],
      ['settings.py', 5, 'any-origin', 'Two.'],
    ]);
  });
});

describe('fixes in several files', () => {
  /** Each `x` is a finding; its fix makes a `y` of it. */
  const analyse = (texts: ReadonlyMap<string, string>) =>
    [...texts].flatMap(([uri, text]) =>
      [...text.matchAll(/x/g)].map(({ index }) =>
        finding({
          place: at(uri, index),
          fixes: [{ kind: 'edit', title: '', safety: 'safe', edits: [{ ...at(uri, index), text: 'y\n' }] }],
        }),
      ),
    );
  const texts = new Map([
    ['a', 'x-x'],
    ['b', 'x\r\n'],
    ['c', 'none'],
  ]);
  const all = (changed: ReadonlyMap<string, string>) => analyse(new Map([...texts, ...changed]));

  test('each in its own file, with its line ends', () => {
    const fixed = fixTexts((uri) => texts.get(uri), all, all(new Map()));
    expect(fixed).toEqual({
      texts: new Map([
        ['a', 'y\n-y\n'],
        ['b', 'y\r\n\r\n'],
      ]),
      fixes: 3,
      findings: [],
    });
  });

  test('not in a file that is not to be changed', () => {
    const fixed = fixTexts((uri) => (uri === 'b' ? undefined : texts.get(uri)), all, all(new Map()));
    expect([...fixed.texts.keys()]).toEqual(['a']);
    expect(fixed.findings.map(({ place }) => place.uri)).toEqual(['b']);
  });

  test('a round that makes it worse is taken back', () => {
    const worse = (changed: ReadonlyMap<string, string>) => [
      ...all(changed),
      ...all(new Map()),
      ...all(new Map()),
    ];
    expect(fixTexts((uri) => texts.get(uri), worse, all(new Map())).texts).toEqual(new Map());
  });
});
