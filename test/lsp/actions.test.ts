import { describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import type { Commands } from '../../server/src/lsp/messages.ts';
import { type Client, SHAPES, startClient } from './client.ts';

const TRAP = 'any-origin-with-credentials';
const STARLETTE = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
`;
const SLASHES = `from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://a.example/", "https://b.example/"],
)
`;

async function actionNamed(client: Client, uri: string, part: string, title: string): Promise<CodeAction> {
  const actions = await client.actions(uri, client.range(uri, part));
  const action = actions.find((candidate) => candidate.title.includes(title));
  if (!action) throw new Error(`no "${title}" among ${actions.map((other) => other.title).join(' | ')}`);
  return action;
}

function argumentOf<K extends keyof Commands>(action: CodeAction, command: K): Commands[K] {
  expect(action.command?.command).toBe(command);
  return action.command?.arguments?.[0] as Commands[K];
}

describe.each(SHAPES)('code actions (%s)', (shape) => {
  test('of a safe fix are preferred, name their finding, and edit one version', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', SLASHES);
    const actions = await client.actions(uri, client.range(uri, '"https://a.example/"'));
    const fix = actions.find(({ edit }) => edit);
    expect(fix).toMatchObject({
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'malformed-origin' }],
      edit: { documentChanges: [{ textDocument: { uri, version: 1 } }] },
    });
    expect(await client.apply(fix?.edit ?? {})).toBe(true);
    expect(client.text(uri)).toBe(SLASHES.replace('a.example/', 'a.example'));
    expect(await client.findings(uri)).toEqual(['malformed-origin: "https://b.example/"']);
  });

  test('stand at their finding only', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', SLASHES);
    const actions = await client.actions(uri, client.range(uri, 'app.add_middleware'));
    expect(actions.filter(({ kind }) => kind !== undefined)).toEqual([]);
  });

  test('of an unsafe fix are not preferred', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    const unsafe = (await client.actions(uri, client.range(uri, '"*"'))).filter(({ edit }) => edit);
    expect(unsafe.length).toBeGreaterThan(0);
    expect(unsafe.every(({ isPreferred }) => isPreferred === undefined)).toBe(true);
  });

  test('write the line ends of the file', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE.replaceAll('\n', '\r\n'));
    const ignore = argumentOf(await actionNamed(client, uri, '"*"', 'Ignore'), 'corsLens.ignore');
    await client.ask('corsLens/applyIgnore', { ...ignore, reason: 'a test' });
    expect(client.text(uri).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('for a client without versions in edits have plain changes', async () => {
    const client = await startClient({ shape, without: ['versionedEdits'] });
    const uri = await client.open('main.py', SLASHES);
    const fix = (await client.actions(uri, client.range(uri, '"https://a.example/"'))).find(
      ({ edit }) => edit,
    );
    expect(Object.keys(fix?.edit?.changes ?? {})).toEqual([uri]);
  });

  test('open the page of the rule', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    const page = argumentOf(await actionNamed(client, uri, '"*"', 'Open the page'), 'corsLens.openRulePage');
    expect(page).toEqual({ rule: TRAP, url: expect.stringContaining(TRAP) });
  });
});

describe.each(SHAPES)('fix all (%s)', (shape) => {
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  test.each([['source.fixAll.corsLens'], ['source.fixAll'], ['source']])(
    'is offered for %s',
    async (kind) => {
      const client = await startClient({ shape });
      const uri = await client.open('main.py', SLASHES);
      const [action, ...others] = await client.actions(uri, whole, [kind]);
      expect(others).toEqual([]);
      expect(action?.kind).toBe('source.fixAll.corsLens');
      await client.apply(action?.edit ?? {});
      expect(client.text(uri)).toBe(SLASHES.replaceAll('example/"', 'example"'));
    },
  );

  test('is neither in the light-bulb menu nor offered for another kind', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', SLASHES);
    const kinds = (await client.actions(uri, whole)).map(({ kind }) => kind);
    expect(kinds).not.toContain('source.fixAll.corsLens');
    expect(await client.actions(uri, whole, ['source.organizeImports'])).toEqual([]);
    expect(await client.actions(uri, whole, ['refactor'])).toEqual([]);
  });

  test('leaves what is not safe alone', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    expect(await client.actions(uri, whole, ['source.fixAll'])).toEqual([]);
  });
});

describe.each(SHAPES)('choosing origins (%s)', (shape) => {
  const files = {
    '.env.production': 'FRONTEND_URL=https://app.example.com\n',
    'web/package.json':
      '{ "name": "web", "homepage": "https://www.example.com/shop", "proxy": "http://localhost:8000" }',
    'web/vite.config.ts': 'export default { server: { port: 4000 } };\n',
    'node_modules/thing/.env': 'URL=https://never.example\n',
  };

  test('offers what stands in the workspace, with the file', async () => {
    const client = await startClient({ shape, files });
    const uri = await client.open('main.py', STARLETTE);
    const offers = await client.ask('corsLens/origins', { uri });
    expect(offers[0]).toEqual({ origin: 'https://app.example.com', from: '.env.production' });
    expect(offers).toContainEqual({ origin: 'http://localhost:4000', from: 'web/vite.config.ts' });
    expect(offers.map(({ origin }) => origin)).not.toContain('https://never.example');
  });

  test('writes the choice', async () => {
    const client = await startClient({ shape, files });
    const uri = await client.open('main.py', STARLETTE);
    const choice = argumentOf(await actionNamed(client, uri, '"*"', '…'), 'corsLens.chooseOrigins');
    expect(choice).toMatchObject({ uri, rule: TRAP, version: 1 });
    const origins = ['https://app.example.com', 'http://localhost:4000'];
    expect(await client.ask('corsLens/applyChoice', { ...choice, origins })).toEqual({ applied: true });
    expect(client.text(uri).replace(/\s+/g, '')).toContain(
      'allow_origins=["https://app.example.com","http://localhost:4000"',
    );
    expect(await client.findings(uri)).not.toContain(`${TRAP}: "*"`);
  });

  test('finds the finding again when the text around it has changed', async () => {
    const client = await startClient({ shape, files });
    const uri = await client.open('main.py', STARLETTE);
    const choice = argumentOf(await actionNamed(client, uri, '"*"', '…'), 'corsLens.chooseOrigins');
    await client.replace(uri, 'CORSMiddleware, allow', 'CORSMiddleware,  allow');
    const origins = ['https://app.example.com'];
    expect(await client.ask('corsLens/applyChoice', { ...choice, origins })).toEqual({ applied: true });
    expect(client.text(uri)).toContain('["https://app.example.com"]');
  });

  test('says so when the finding has gone', async () => {
    const client = await startClient({ shape, files });
    const uri = await client.open('main.py', STARLETTE);
    const choice = argumentOf(await actionNamed(client, uri, '"*"', '…'), 'corsLens.chooseOrigins');
    await client.replace(uri, '"*"', '"https://b.example"');
    const before = client.text(uri);
    const outcome = await client.ask('corsLens/applyChoice', { ...choice, origins: ['https://c.example'] });
    expect(outcome).toEqual({ applied: false, message: expect.stringMatching(/has changed/) });
    expect(client.text(uri)).toBe(before);
  });

  test('does nothing without an origin', async () => {
    const client = await startClient({ shape, files });
    const uri = await client.open('main.py', STARLETTE);
    const choice = argumentOf(await actionNamed(client, uri, '"*"', '…'), 'corsLens.chooseOrigins');
    expect(await client.ask('corsLens/applyChoice', { ...choice, origins: [] })).toMatchObject({
      applied: false,
    });
    expect(client.text(uri)).toBe(STARLETTE);
  });

  test('is one action for each origin where the client cannot ask', async () => {
    const client = await startClient({ shape, files, commands: [] });
    const uri = await client.open('main.py', STARLETTE);
    const action = await actionNamed(client, uri, '"*"', 'https://app.example.com');
    await client.apply(action.edit ?? {});
    expect(client.text(uri)).toContain('allow_origins=["https://app.example.com"]');
    const all = await client.actions(uri, client.range(uri, '"https://app.example.com"'));
    expect(all.filter(({ command }) => command)).toEqual([]);
  });
});

describe.each(SHAPES)('ignoring (%s)', (shape) => {
  test('writes the comment with the reason, and the finding is gone', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    const ignore = argumentOf(
      await actionNamed(client, uri, '"*"', `Ignore ${TRAP} on this line`),
      'corsLens.ignore',
    );
    const reason = 'a public\n catalogue  ';
    expect(await client.ask('corsLens/applyIgnore', { ...ignore, reason })).toEqual({ applied: true });
    expect(client.text(uri)).toContain(`cors-lens-ignore: ${TRAP} -- a public catalogue\n`);
    expect(await client.findings(uri)).toEqual([]);
  });

  test('is an edit where the client cannot ask', async () => {
    const client = await startClient({ shape, commands: [] });
    const uri = await client.open('main.py', STARLETTE);
    const action = await actionNamed(client, uri, '"*"', 'Ignore');
    await client.apply(action.edit ?? {});
    expect(client.text(uri)).toContain(`cors-lens-ignore: ${TRAP} -- `);
    expect(await client.findings(uri)).toEqual([]);
  });
});

describe.each(SHAPES)('hover (%s)', (shape) => {
  test('describes an option at its place', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    const range = client.range(uri, 'allow_credentials');
    const hover = await client.hover(uri, range.start);
    expect(hover?.contents).toMatchObject({
      kind: 'markdown',
      value: expect.stringContaining('allow_credentials'),
    });
    expect(hover?.range).toEqual(range);
  });

  test('says nothing elsewhere', async () => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', STARLETTE);
    expect(await client.hover(uri, { line: 3, character: 1 })).toBeNull();
    const empty = await client.open('empty.py', '');
    expect(await client.hover(empty, { line: 0, character: 0 })).toBeNull();
  });
});
