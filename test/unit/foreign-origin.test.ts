import { describe, expect, test } from 'vitest';
import { foreignOrigin, isUnmatchable, unencryptedOrigin } from '../../server/src/core/origins/foreign.ts';
import { meaningOf } from '../../server/src/core/origins/meaning.ts';
import type { PatternMode } from '../../server/src/core/origins/patterns/run.ts';
import type { Comparison, Predicate, Subject } from '../../server/src/core/origins/predicate.ts';

function pattern(source: string, mode: PatternMode = 'search', flags = ''): Predicate {
  return {
    kind: 'test',
    subject: 'origin',
    compare: { kind: 'matches', language: 'javascript', source, flags, mode },
  };
}

function text(
  kind: Exclude<Comparison['kind'], 'matches'>,
  value: string,
  subject: Subject = 'origin',
): Predicate {
  return { kind: 'test', subject, compare: { kind, text: value } };
}

/** The origin that is let in and not meant; `shared` in front of one below a public suffix. */
function foreignOf(predicate: Predicate): string {
  const meaning = meaningOf([predicate]);
  if (!meaning) return 'too much';
  const found = foreignOrigin(predicate, meaning);
  if (found.kind === 'shared') return `shared ${found.suffix} ${found.origin}`;
  return found.kind === 'other-owner' ? found.origin : found.kind;
}

describe('the shortest foreign origin that a pattern admits', () => {
  const table: readonly (readonly [string, PatternMode, string])[] = [
    // Nothing in front of the host, nothing behind it.
    ['example\\.com$', 'search', 'https://evilexample.com'],
    ['^https:\\/\\/.*example\\.com$', 'search', 'https://evilexample.com'],
    ['^https://app\\.example\\.com', 'search', 'https://app.example.com.evil.test'],
    ['https://app\\.example\\.com', 'prefix', 'https://app.example.com.evil.test'],
    ['https://app\\.example\\.com', 'full', 'none'],
    ['^https://example\\.com.*', 'search', 'https://example.com.evil.test'],
    ['^https://example\\.com[a-z]*$', 'search', 'https://example.company'],
    // Dots.
    ['^https://app.example.com$', 'search', 'https://appxexample.com'],
    ['^https://example.com$', 'search', 'none'],
    ['^https://example.co.uk$', 'search', 'https://examplexco.uk'],
    ['^https://.*\\.example.com$', 'search', 'none'],
    // What is meant.
    ['\\.example\\.com$', 'search', 'none'],
    ['^https:\\/\\/([a-z0-9-]+\\.)*example\\.com$', 'search', 'none'],
    ['^https?://(.*\\.)?example\\.co\\.uk$', 'search', 'none'],
    ['^https://(www\\.)?example\\.(com|net)(:\\d+)?$', 'search', 'none'],
    ['^https://[^.]+\\.example\\.com$', 'search', 'none'],
    ['^https://example\\.com$', 'search', 'none'],
    // No owner is spelled.
    ['^https://example\\.[a-z]+$', 'search', 'https://example.test'],
    ['^https://', 'search', 'https://evil.test'],
    // Hosts that nobody owns.
    ['^http://localhost:\\d+$', 'search', 'none'],
    ['^http://localhost:\\d+', 'search', 'none'],
    ['^http://localhost(:\\d+)?$', 'search', 'none'],
    ['^https?://localhost', 'search', 'https://localhost.evil.test'],
    ['^http://192\\.168\\.\\d+\\.\\d+:\\d+$', 'search', 'none'],
    ['^http://192\\.168\\.', 'search', 'http://192.168.evil.test'],
    ['^https?://.*\\.internal:8080$', 'search', 'none'],
    ['^chrome-extension://.*$', 'search', 'none'],
    // Shared hosting and registries.
    ['^https://my-app-.*\\.vercel\\.app$', 'search', 'shared vercel.app https://my-app-evil.vercel.app'],
    [
      '^https://my-app(-[a-z]+)?\\.vercel\\.app$',
      'search',
      'shared vercel.app https://my-app-evil.vercel.app',
    ],
    ['^https://.*-my-team\\.vercel\\.app$', 'search', 'shared vercel.app https://evil-my-team.vercel.app'],
    ['^https://my-app\\.vercel\\.app$', 'search', 'none'],
    ['^https://(.+\\.)?my-app\\.vercel\\.app$', 'search', 'none'],
    ['^https://.*my-app\\.vercel\\.app$', 'search', 'https://evilmy-app.vercel.app'],
    ['^https://.+\\.co\\.uk$', 'search', 'shared co.uk https://evil.co.uk'],
    ['^https://.+\\.com$', 'search', 'shared com https://evil.com'],
    // Looking around.
    ['^https://(?!evil)[a-z]+example\\.com$', 'search', 'https://xevilexample.com'],
    ['^https://(?!evil)[a-z]+\\.example\\.com$', 'search', 'none'],
    ['^(?=https)https?://.*(?<=\\.)example\\.com$', 'search', 'none'],
    ['^https://.*(?<!\\.)example\\.com$', 'search', 'https://evilexample.com'],
    ['^https://(?:(?!-)[a-z0-9-]{1,63}(?<!-)\\.)+example\\.com$', 'search', 'none'],
    ['^https://[a-z]{20,40}example\\.com$', 'search', 'https://evilxxxxxxxxxxxxxxxxxxxexample.com'],
    // Not decided.
    ['^https://(a)\\1\\.example\\.com', 'search', 'unknown'],
  ];
  test.each(table)('%s (%s): %s', (source, mode, expected) => {
    expect(foreignOf(pattern(source, mode))).toBe(expected);
  });

  test('in any case', () => {
    expect(foreignOf(pattern('EXAMPLE\\.com$', 'search', 'i'))).toBe('https://evilexample.com');
  });
});

describe('of a formula', () => {
  const https = text('starts', 'https://');
  const table: readonly (readonly [string, Predicate, string])[] = [
    ['end', text('ends', 'example.com'), 'https://evilexample.com'],
    ['end with a dot', text('ends', '.example.com'), 'none'],
    [
      'end of a shared host',
      text('ends', '.ngrok-free.app'),
      'shared ngrok-free.app https://evil.ngrok-free.app',
    ],
    ['beginning', text('starts', 'https://example.com'), 'https://example.com.evil.test'],
    ['beginning up to the port', text('starts', 'http://localhost:'), 'none'],
    ['middle', text('holds', 'example.com'), 'https://example.com.evil.test'],
    ['within', text('within', 'https://a.example.com'), 'https://a.example.co'],
    ['hostname', text('ends', 'example.com', 'hostname'), 'https://evilexample.com'],
    ['whole hostname', text('equals', 'example.com', 'hostname'), 'none'],
    ['host with its port', text('equals', 'example.com:8080', 'host'), 'none'],
    ['whole', text('equals', 'https://example.com'), 'none'],
    ['both', { kind: 'and', parts: [https, text('ends', '.example.com')] }, 'none'],
    ['both wide', { kind: 'and', parts: [https, text('ends', 'example.com')] }, 'https://evilexample.com'],
    [
      'not',
      { kind: 'and', parts: [text('ends', 'example.com'), { kind: 'not', part: text('holds', 'evil') }] },
      'https://xexample.com',
    ],
    ['not known', { kind: 'and', parts: [text('ends', 'example.com'), { kind: 'unknown' }] }, 'none'],
  ];
  test.each(table)('%s', (_, predicate, expected) => {
    expect(foreignOf(predicate)).toBe(expected);
  });
});

test('unencrypted origins of a meant domain', () => {
  const http = (source: string) => {
    const predicate = pattern(source);
    const meaning = meaningOf([predicate]);
    return meaning && unencryptedOrigin(predicate, meaning);
  };
  expect(http('^https?:\\/\\/(.*\\.)?example\\.com$')).toBe('http://example.com');
  expect(http('\\.example\\.com$')).toBe('http://x.example.com');
  expect(http('^https:\\/\\/example\\.com$')).toBeUndefined();
  expect(http('^http:\\/\\/localhost(:\\d+)?$')).toBeUndefined();
});

describe('whether it is sure that no browser sends an origin that matches', () => {
  test.each([
    ['^https://example\\.com$', false],
    ['^null$', false],
    ['^chrome-extension://[a-p]{32}$', false],
    ['^http://\\[::1\\](:\\d+)?$', false],
    ['^https://example\\.com/$', true],
    ['^example\\.com$', true],
    ['^HTTPS://EXAMPLE\\.com$', true],
    ['^https://example\\.com:\\d{6,}/api', true],
    ['^(?!https?:)(?=http:)', true],
    ['^(.)\\1', false],
  ])('%s: %s', (source, expected) => {
    expect(isUnmatchable(pattern(source))).toBe(expected);
  });
});

test.each([
  '(a+)+$',
  '(.*)*(.*)*(.*)*x',
  '((a?){50}){50}',
  '(?:a{1,1000}){1,1000}b',
  '^https://(a|b)*a(a|b){12}x',
  '(((((a*)*)*)*)*)*$',
  `(${'a|'.repeat(900)}b)*c`,
])('%s ends soon', (source) => {
  foreignOf(pattern(source));
  const before = process.cpuUsage();
  for (let i = 0; i < 5; i++) foreignOf(pattern(source));
  const { user } = process.cpuUsage(before);
  // Twenty milliseconds on a machine of its own; tests share theirs.
  expect(user / 5000).toBeLessThan(60);
});
