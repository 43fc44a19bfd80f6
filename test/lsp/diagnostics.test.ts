import { describe, expect, test } from 'vitest';
import { SHAPES, startClient } from './client.ts';

const STARLETTE = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
`;
const EXPRESS = `import cors from 'cors';
import express from 'express';

const app = express();
app.use(cors({ origin: true, credentials: true }));
`;
const TRAP = 'any-origin-with-credentials';

describe.each(SHAPES)('diagnostics (%s)', (shape) => {
  test.each([
    ['main.py', STARLETTE, `${TRAP}: "*"`],
    ['server.ts', EXPRESS, `${TRAP}: true`],
    ['server.js', EXPRESS, `${TRAP}: true`],
    ['page.tsx', EXPRESS, `${TRAP}: true`],
    ['page.jsx', EXPRESS, `${TRAP}: true`],
  ])('of %s are answered when asked for', async (name, text, finding) => {
    const client = await startClient({ shape });
    const uri = await client.open(name, text);
    expect(await client.findings(uri)).toEqual([finding]);
  });

  test('carry level, source, page, and why', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    const [diagnostic] = await client.diagnostics(uri);
    expect(diagnostic).toMatchObject({
      severity: 1,
      source: 'cors-lens',
      code: TRAP,
      codeDescription: { href: expect.stringMatching(/^https:\/\/.*any-origin-with-credentials/) },
      data: { confidence: 'certain' },
    });
    expect(diagnostic?.message).toContain('https://');
  });

  test('tell the way that a value took', async () => {
    const client = await startClient({ shape });
    const text = STARLETTE.replace('["*"]', 'ORIGINS').replace('app =', 'ORIGINS = ["*"]\napp =');
    const uri = await client.open('main.py', text);
    const [diagnostic] = await client.diagnostics(uri);
    expect(diagnostic?.range.start.line).toBe(3);
    expect(diagnostic?.relatedInformation?.map(({ location }) => location.range.start.line)).toContain(5);
  });

  test('are not sent again while they stay the same', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    const first = await client.report(uri);
    expect(first.kind).toBe('full');
    const again = await client.report(uri, first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.replace(uri, 'app = FastAPI()', 'app = FastAPI()  # the application');
    expect((await client.report(uri, first.resultId)).kind).toBe('unchanged');
    await client.replace(uri, 'app = FastAPI()', '\napp = FastAPI()');
    const moved = await client.report(uri, first.resultId);
    expect(moved).toMatchObject({ kind: 'full', items: [{ range: { start: { line: 5 } } }] });
  });

  test('follow every keystroke', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    await client.replace(uri, '"*"', '"https://app.example.com"');
    expect(await client.findings(uri)).toEqual([]);
    await client.replace(uri, '"https://app.example.com"', '"*"');
    expect(await client.findings(uri)).toEqual([`${TRAP}: "*"`]);
  });

  test('take several changes of one event in their order', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE.replace('"*"', '"https://a.example"'));
    const origin = client.range(uri, 'https://a.example');
    await client.change(
      uri,
      { range: origin, text: '*' },
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        text: '# first\n# second\n',
      },
    );
    expect(await client.findings(uri)).toEqual([`${TRAP}: "*"`]);
    expect((await client.diagnostics(uri))[0]?.range.start.line).toBe(6);
  });

  test('around half-typed code stay', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    await client.replace(
      uri,
      'app = FastAPI()\n',
      'app = FastAPI()\nother.add_middleware(CORSMiddleware, allow_ori\n',
    );
    expect(await client.findings(uri)).toContain(`${TRAP}: "*"`);
    await client.replace(uri, 'allow_ori\n', 'allow_origins=[\n');
    expect(await client.findings(uri)).toContain(`${TRAP}: "*"`);
  });

  test('of a language that is not looked at, and of a closed file, are empty', async () => {
    const client = await startClient({ shape });
    const text = await client.open('notes.txt', STARLETTE);
    expect(await client.findings(text)).toEqual([]);
    const uri = await client.open('main.py', STARLETTE);
    await client.close(uri);
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test('of a document without a file are found by its language', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('untitled:Untitled-1', EXPRESS, 'typescript');
    expect(await client.findings(uri)).toEqual([`${TRAP}: true`]);
  });

  test.each([
    ['CRLF line ends', (text: string) => text.replaceAll('\n', '\r\n'), 4],
    ['a byte order mark', (text: string) => `\ufeff${text}`, 4],
    ['an emoji in the lines before', (text: string) => `# 👩‍💻 ok\n${text}`, 5],
  ])('stand right with %s', async (_, change, line) => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', change(STARLETTE));
    expect(await client.findings(uri)).toEqual([`${TRAP}: "*"`]);
    expect((await client.diagnostics(uri))[0]?.range.start).toEqual({ line, character: 50 });
  });

  test('count UTF-16 units where an emoji stands before them on the line', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('server.ts', EXPRESS.replace('app.use(', 'app.use(/* 👩‍💻 */ '));
    const [diagnostic] = await client.diagnostics(uri);
    const column = 'app.use(/* 👩‍💻 */ cors({ origin: '.length;
    expect(diagnostic?.range.start).toEqual({ line: 4, character: column });
    expect(await client.findings(uri)).toEqual([`${TRAP}: true`]);
  });
});

describe.each(SHAPES)('diagnostics for a client that is sent them (%s)', (shape) => {
  test('come with the version that they are of', async () => {
    const client = await startClient({ shape, push: true });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    const uri = await client.open('main.py', STARLETTE);
    await client.until(() => client.published.length === 1);
    expect(client.published[0]).toMatchObject({ uri, version: 1, diagnostics: [{ code: TRAP }] });
    await client.replace(uri, '"*"', '"https://app.example.com"');
    await client.until(() => client.published.length === 2);
    expect(client.published[1]).toMatchObject({ uri, version: 2, diagnostics: [] });
  });

  test('end when the file is closed', async () => {
    const client = await startClient({ shape, push: true });
    const uri = await client.open('main.py', STARLETTE);
    await client.until(() => client.published.length === 1);
    await client.close(uri);
    await client.until(() => client.published.length === 2);
    expect(client.published[1]).toMatchObject({ uri, diagnostics: [] });
  });

  test('are of the last version when several changes come at once', async () => {
    const client = await startClient({ shape, push: true });
    const uri = await client.open('main.py', STARLETTE);
    for (const [before, after] of [
      ['"*"', '"https://a.example"'],
      ['"https://a.example"', '"*", "https://b.example"'],
      [', "https://b.example"', ''],
    ] as const) {
      await client.replace(uri, before, after);
    }
    await client.until(() => client.published.some(({ version }) => version === 4));
    expect(client.published.at(-1)).toMatchObject({ version: 4, diagnostics: [{ code: TRAP }] });
  });
});
