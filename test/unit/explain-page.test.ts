import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerOf, bodyOf, escapeHtml, pageWith } from '../../client/src/explain/page.ts';
import type { ExplainedCell, ExplainedSetup } from '../../server/src/lsp/messages.ts';

const cell: ExplainedCell = {
  verdict: 'read',
  reason: 'The server allows the origin `https://a.example`.',
  exchange: ['GET https://api.example/', 'Origin: https://a.example', '→ 200'],
  steps: [{ outcome: 'pass', text: 'It is allowed.' }],
};
const setup: ExplainedSetup = {
  title: 'FastAPI',
  line: 8,
  when: [],
  version: 'starlette 0.50.0',
  notes: [],
  kinds: ['simple', 'with credentials'],
  rows: [{ what: 'foreign', origin: 'https://evil.example', cells: [cell, { ...cell, verdict: 'unsent' }] }],
  answer: cell,
};

test('each field is a button that says its verdict in words and opens its own part', () => {
  const html = bodyOf({ setups: [setup] }, 'main.py');
  expect(html).toMatch(
    /<button type="button" class="cell read" aria-expanded="false" aria-controls="c0-0-0">.*may read<\/button>/,
  );
  expect(html).toMatch(/aria-controls="c0-0-1">.*not sent<\/button>/);
  expect(html).toMatch(/<section class="why" id="c0-0-1" hidden>/);
  expect(html).toMatch(/<th scope="row"><code>https:\/\/evil\.example<\/code>/);
  expect(html).toContain('<code>https://a.example</code>');
});

test('the page may load nothing and run nothing but its own script', () => {
  const page = pageWith('', 'NONCE');
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  expect(policy).toBe(
    "default-src 'none'; style-src 'nonce-NONCE'; script-src 'nonce-NONCE'; form-action 'none'; base-uri 'none'",
  );
  expect(page).not.toMatch(/https?:\/\/(?!app\.example)|\son\w+=|\sstyle=|src=/);
});

const hostile = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</pre><b>',
    '`<i>`',
    '&lt;',
  ),
);

test('no text of a source file becomes a part of the page', () => {
  const plain = bodyOf({ setups: [setup] }, 'f')
    .replace(/<code>|<\/code>/g, '')
    .match(/<[^>]*>/g)?.length;
  const property = fc.property(hostile, (text) => {
    const evil: ExplainedCell = {
      ...cell,
      reason: text,
      exchange: [text],
      steps: [{ outcome: 'fail', text }],
    };
    const shown: ExplainedSetup = {
      ...setup,
      title: text,
      version: `v${text}`,
      kinds: [text, text],
      rows: [{ what: text, origin: text, cells: [evil, evil] }],
      answer: evil,
    };
    const html = bodyOf({ setups: [shown] }, text);
    expect(html.replace(/<code>|<\/code>/g, '').match(/<[^>]*>/g)?.length).toBe(plain);
    expect(answerOf({ setups: [shown] })).not.toMatch(/<(?!\/?(?:section|h3|p|pre|ol|li|span|code)\b)/);
    expect(escapeHtml(text)).not.toMatch(/[<>"'`]/);
  });
  fc.assert(property, { numRuns: 300 });
});

test('what cannot be explained is said', () => {
  expect(bodyOf({ setups: [], message: 'There is no cross-origin set-up here.' }, 'f')).toContain(
    'There is no',
  );
  expect(answerOf({ setups: [setup], problem: 'This is no method.' })).toBe(
    '<p class="problem">This is no method.</p>',
  );
});
