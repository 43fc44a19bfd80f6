import { expect, test } from 'vitest';
import { gradio } from '../../../server/src/core/frameworks/gradio/index.ts';
import { printAll } from './python.ts';

test.each([
  ['null on this machine', 'strict_cors=False', ['Gradio origins: null; credentials: true; strict_cors']],
  [
    'everybody at a login',
    'server_name="0.0.0.0", auth=("a", "b")',
    ['Gradio origins: any; credentials: true; server_name, auth'],
  ],
  [
    'a login on this machine',
    'server_name="localhost", auth=check, strict_cors=False',
    ['Gradio origins: null; credentials: true; server_name, auth, strict_cors'],
  ],
  [
    'a login that is a function',
    'server_name="::", auth=check',
    ['Gradio origins: any; credentials: true; server_name, auth'],
  ],
  ['no login', 'server_name="0.0.0.0", strict_cors=False', []],
  ['a name from elsewhere', 'server_name=HOST, auth=("a", "b")', []],
  ['strict in words', 'strict_cors=True', []],
  ['options from elsewhere', '**options', []],
] as const)('%s', (_, given, policies) => {
  const text = `import gradio as gr\nfrom elsewhere import HOST, options\ndef check(name, word):\n    return True\ngr.Blocks().launch(${given})\n`;
  expect(printAll(gradio, 'app.py', text)).toEqual(policies);
});

test.each([
  ['4.44.1', 1],
  ['5.0.0', 0],
])('a server that configures nothing, of %s', (version, count) => {
  const text = 'import gradio\ngradio.Blocks().launch()\n';
  expect(printAll(gradio, 'app.py', text, version)).toHaveLength(count);
  expect(printAll(gradio, 'app.py', text)).toEqual([]);
});
