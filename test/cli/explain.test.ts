import { describe, expect, test } from 'vitest';
import { runIn } from '../support/cli.ts';
import { folderWith } from '../support/folder.ts';

const MAIN = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://app.example"],
    allow_credentials=True,
    allow_methods=["PUT"],
)
public = FastAPI()
public.add_middleware(CORSMiddleware, allow_origins=["*"])
`;
const files = {
  'app/main.py': MAIN,
  'empty/': '',
  'app/plain.py': 'print("hello")\n',
  'app/notes.txt': 'cors\n',
  'requirements.txt': 'starlette==0.50.0\n',
};
const explain = (...words: string[]) => runIn(folderWith(files), ['explain', ...words]);

test('shows the exchange, the steps and the verdict of every set-up', async () => {
  const { code, output, errors } = await explain('app/main.py', '--origin', 'https://app.example');
  expect([code, errors]).toEqual([0, '']);
  expect(output).toMatch(/^app\/main\.py:5 FastAPI \(starlette 0\.50\.0 from requirements\.txt\)$/m);
  expect(output).toMatch(/^app\/main\.py:12 FastAPI/m);
  expect(output).toMatch(
    /^ {2}> GET https:\/\/api\.example\/\n {2}> Origin: https:\/\/app\.example\n {2}< 200\n {2}< Access-Control-Allow-Origin: https:\/\/app\.example$/m,
  );
  expect(output.match(/=> The page may read the answer\./g)).toHaveLength(2);
});

test('explains the one in a line, and the preflight of a request that has one', async () => {
  const { output } = await explain(
    'app/main.py:8',
    '--origin=https://app.example',
    '--method',
    'PATCH',
    '--header',
    'X-Shop=1',
    '--header',
    'X-Other',
  );
  expect(output).not.toContain('main.py:12');
  expect(output).toMatch(
    /> OPTIONS [^\n]+\n(?: {2}>[^\n]+\n)* {2}> Access-Control-Request-Method: PATCH\n {2}> Access-Control-Request-Headers: x-other,x-shop/,
  );
  expect(output).toMatch(/^ {2}x .*400/m);
  expect(output).toMatch(/=> The request itself is never sent\.$/m);
});

test('sends a cookie along with credentials only', async () => {
  const asked = ['app/main.py:12', '--origin', 'https://evil.example', '--cookie'];
  const without = await explain(...asked);
  expect(without.output).not.toContain('Cookie:');
  const { output } = await explain(...asked, '--credentials');
  expect(output).toContain('  > Cookie: session=1\n');
  expect(output).toMatch(/=> The request arrives, and the page may not read the answer\.$/m);
});

test('speaks for programs, with the line of the console for an engine that has one', async () => {
  const { output } = await explain(
    'app/main.py:5',
    '--origin',
    'null',
    '--format',
    'json',
    '--engine',
    'chromium',
  );
  const { shape, request, setups } = JSON.parse(output);
  expect(shape).toBe(1);
  expect(request).toMatchObject({ origin: 'null', method: 'GET', credentials: false });
  expect(setups).toHaveLength(1);
  expect(setups[0]).toMatchObject({
    file: 'app/main.py',
    line: 5,
    title: 'FastAPI',
    response: { status: 200 },
  });
  expect(setups[0].decision).toMatchObject({ allowed: false, sent: true });
  expect(setups[0].decision.steps.length).toBeGreaterThan(2);
  expect(setups[0].console).toMatch(/blocked by CORS policy/);
});

test('says what is not known', async () => {
  const text =
    'import os\nfrom flask import Flask\nfrom flask_cors import CORS\nCORS(Flask(__name__), origins=os.environ["ORIGINS"])\n';
  const { output } = await runIn(folderWith({ 'app.py': text }), [
    'explain',
    'app.py',
    '--origin',
    'https://a.example',
  ]);
  expect(output).toContain('note: Which origins are allowed depends on the environment variable `ORIGINS`');
  expect(output).toContain('flask-cors, newest behaviour assumed');
});

test('says where versions that a declared range allows answer otherwise', async () => {
  const project = folderWith({
    'package.json': '{"dependencies":{"cors":">=2.5.0 <3"}}',
    'server.ts':
      "import cors from 'cors';\napp.use(cors({ origin: ['https://a.example'], credentials: true }));\n",
  });
  const { output } = await runIn(project, ['explain', 'server.ts', '--origin', 'https://a.example']);
  expect(output).toMatch(/cors >=2\.5\.0 <3; judged by its newest behaviour/);
  const starlette = folderWith({
    'requirements.txt': 'starlette>=0.40\n',
    'main.py':
      'from starlette.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_private_network=True)\n',
  });
  const told = await runIn(starlette, ['explain', 'main.py', '--origin', 'https://a.example']);
  expect(told.output).toMatch(/note: `>=0\.40` allows starlette 0\.40 too, which answers otherwise: /);
});

describe('wrong use ends with 2 and a sentence', () => {
  test.each<[words: readonly string[], sentence: string]>([
    [[], 'Which file? cors-lens explain FILE[:LINE] --origin ORIGIN'],
    [['app/main.py'], 'Who asks? --origin https://app.example (or --origin null).'],
    [
      ['app/main.py', '--origin', 'app.example'],
      '--origin "app.example" is no origin: write scheme and host, such as https://app.example.',
    ],
    [
      ['app/main.py', '--origin', 'https://app.example/'],
      '--origin "https://app.example/" is not how a browser writes it: https://app.example.',
    ],
    [
      ['app/main.py', '--origin', 'data:,x'],
      '--origin "data:,x" has no origin of its own; its pages ask with null.',
    ],
    [['app/none.py', '--origin', 'null'], 'app/none.py: There is no such file.'],
    [['empty', '--origin', 'null'], 'empty: This is a folder; explain takes a file.'],
    [
      ['app/notes.txt', '--origin', 'null'],
      'app/notes.txt: It is neither a Python nor a JavaScript or TypeScript file.',
    ],
    [
      ['app/plain.py', '--origin', 'null'],
      'app/plain.py: There is no cross-origin set-up that is known here.',
    ],
    [
      ['app/main.py:1', '--origin', 'null'],
      'app/main.py:1: There is no cross-origin set-up in this line; there is one in line 5, 12.',
    ],
    [['app/main.py:99', '--origin', 'null'], 'app/main.py:99: The file has 13 lines.'],
    [['app/main.py:0', '--origin', 'null'], 'app/main.py:0: Lines are counted from 1.'],
    [
      ['app/main.py', 'app/plain.py', '--origin', 'null'],
      'One file at a time; "app/plain.py" is one too many.',
    ],
    [['app/main.py', '--origin', 'null', '--header', 'X Y=1'], '--header "X Y" is no name of a header.'],
    [
      ['app/main.py', '--origin', 'null', '--header', 'X=a\nb'],
      '--header X: no header can carry this value.',
    ],
    [['app/main.py', '--origin', 'null', '--method', 'GET /'], '--method "GET /" is no method.'],
    [
      ['app/main.py', '--origin', 'null', '--engine', 'opera'],
      '--engine must be one of fetch, chromium, firefox, webkit, not "opera".',
    ],
    [['app/main.py', '--orign', 'null'], 'There is no option --orign. Did you mean --origin?'],
  ])('%j', async (words, sentence) => {
    const { code, output, errors } = await explain(...words);
    expect([code, output]).toEqual([2, '']);
    expect(errors.split('\n')[0]).toBe(`cors-lens: ${sentence}`);
  });
});

test('tells what the workspace gives the variables that a set-up rests on', async () => {
  const folder = folderWith({
    '.env.production': 'ORIGINS=*\n',
    'main.py': MAIN.replace('["https://app.example"]', 'os.environ["ORIGINS"].split(",")').replace(
      /^/,
      'import os\n',
    ),
  });
  const { output } = await runIn(folder, ['explain', 'main.py:6', '--origin', 'https://evil.example']);
  expect(output).toContain('note: `ORIGINS` comes from the environment: `.env.production:1` sets it to `*`.');
});
