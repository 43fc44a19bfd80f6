import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { write } from '../support/folder.ts';
import { type Client, SHAPES, startClient } from './client.ts';

const TRAP = 'any-origin-with-credentials';
const STARLETTE = `from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
`;
const RIGHT = STARLETTE.replace('"*"', '"https://app.example.com"');

function lastPublished(client: Client, name: string): readonly unknown[] | undefined {
  const all = client.published.filter(({ uri }) => uri === client.uri(name));
  return all.at(-1)?.diagnostics.map(({ code }) => code);
}

describe.each(SHAPES)('checking the workspace (%s)', (shape) => {
  const files = {
    'api/main.py': STARLETTE,
    'api/right.py': RIGHT,
    'web/nothing.ts': 'export const answer = 42;\n',
    '.gitignore': 'ignored/\n',
    'ignored/main.py': STARLETTE,
  };

  test('shows what is found in files that are not open', async () => {
    const client = await startClient({ shape, files });
    const summary = await client.ask('corsLens/checkWorkspace', {});
    expect(summary).toEqual({ cancelled: false, files: 2, setups: 2, findings: 1, problems: [] });
    expect(lastPublished(client, 'api/main.py')).toEqual([TRAP]);
    expect(client.published.map(({ uri }) => uri)).toEqual([client.uri('api/main.py')]);
  });

  test('leaves open files to their own diagnostics', async () => {
    const client = await startClient({ shape, files });
    await client.open('api/main.py', STARLETTE);
    expect(await client.ask('corsLens/checkWorkspace', {})).toMatchObject({ findings: 1 });
    expect(client.published).toEqual([]);
  });

  test('clears the results of a file that is opened, and brings them back when it is closed', async () => {
    const client = await startClient({ shape, files });
    await client.ask('corsLens/checkWorkspace', {});
    const uri = await client.open('api/main.py', STARLETTE);
    await client.until(() => lastPublished(client, 'api/main.py')?.length === 0);
    await client.close(uri);
    await client.until(() => lastPublished(client, 'api/main.py')?.length === 1);
  });

  test('looks again at a file that changed on the disk, and forgets one that is gone', async () => {
    const client = await startClient({ shape, files });
    await client.ask('corsLens/checkWorkspace', {});
    write(client.folder, { 'api/main.py': RIGHT });
    await client.filesChanged('api/main.py');
    await client.until(() => lastPublished(client, 'api/main.py')?.length === 0);
    write(client.folder, { 'api/main.py': STARLETTE });
    await client.filesChanged('api/main.py');
    await client.until(() => lastPublished(client, 'api/main.py')?.length === 1);
    rmSync(join(client.folder, 'api/main.py'));
    await client.filesChanged('api/main.py');
    await client.until(() => lastPublished(client, 'api/main.py')?.length === 0);
  });

  test('starts anew each time', async () => {
    const client = await startClient({ shape, files });
    await client.ask('corsLens/checkWorkspace', {});
    rmSync(join(client.folder, 'api/main.py'));
    expect(await client.ask('corsLens/checkWorkspace', {})).toMatchObject({ findings: 0 });
    expect(lastPublished(client, 'api/main.py')).toEqual([]);
  });

  test('keeps to the settings', async () => {
    const client = await startClient({
      shape,
      files,
      settings: { exclude: ['api/right.py'], rules: { [TRAP]: 'off' } },
    });
    expect(await client.ask('corsLens/checkWorkspace', {})).toMatchObject({ files: 1, findings: 0 });
  });

  test('reports progress to the token that the client brought', async () => {
    const client = await startClient({ shape, files });
    const kinds: string[] = [];
    client.connection.onNotification(
      '$/progress',
      ({ token, value }: { token: string; value: { kind: string } }) => {
        if (token === 'mine') kinds.push(value.kind);
      },
    );
    await client.ask('corsLens/checkWorkspace', { workDoneToken: 'mine' });
    expect(kinds[0]).toBe('begin');
    expect(kinds.at(-1)).toBe('end');
  });

  test('can be cancelled', async () => {
    const many = Object.fromEntries(Array.from({ length: 800 }, (_, at) => [`a${at}/main.py`, STARLETTE]));
    const client = await startClient({ shape, files: many });
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest('corsLens/checkWorkspace', {}, source.token);
    await client.until(() => client.published.length > 0);
    source.cancel();
    expect(await asked).toMatchObject({ cancelled: true });
    expect(client.published.length).toBeLessThan(800);
  });

  test('tells what could not be read', async () => {
    const client = await startClient({
      shape,
      files: {
        'bad.py': Buffer.concat([Buffer.from('CORSMiddleware '), Buffer.from([0xff, 0xfe, 0x20])]),
        'main.py': STARLETTE,
      },
    });
    const summary = await client.ask('corsLens/checkWorkspace', {});
    expect(summary).toMatchObject({ findings: 1, problems: [expect.stringMatching(/^bad\.py: .*UTF-8/)] });
  });
});

describe.each(SHAPES)('settings (%s)', (shape) => {
  test('of the editor give levels, and a change is taken over', async () => {
    const client = await startClient({ shape, settings: { rules: { [TRAP]: 'hint' } } });
    const uri = await client.open('main.py', STARLETTE);
    expect((await client.diagnostics(uri))[0]?.severity).toBe(4);
    await client.configure({ rules: { [TRAP]: 'off' } });
    await client.until(() => client.refreshes > 0);
    expect(await client.findings(uri)).toEqual([]);
  });

  test('that are wrong are told, and the others hold', async () => {
    const client = await startClient({
      shape,
      settings: { rules: { 'no-such-rule': 'off', [TRAP]: 'warning' }, trace: {} },
    });
    const uri = await client.open('main.py', STARLETTE);
    expect((await client.diagnostics(uri))[0]?.severity).toBe(2);
    expect(client.log.join('\n')).toMatch(/corsLens\.rules\.no-such-rule.*no rule/);
    expect(client.log.join('\n')).not.toContain('trace');
  });

  test('come with the change for a client that cannot be asked', async () => {
    const client = await startClient({ shape, without: ['configuration'] });
    const uri = await client.open('main.py', STARLETTE);
    expect((await client.diagnostics(uri))[0]?.severity).toBe(1);
    await client.configure({ rules: { [TRAP]: 'hint' } });
    expect((await client.diagnostics(uri))[0]?.severity).toBe(4);
  });

  test('of the project file hold over the editor', async () => {
    const client = await startClient({
      shape,
      files: { 'cors-lens.json': JSON.stringify({ rules: { [TRAP]: 'information' } }) },
      settings: { rules: { [TRAP]: 'hint' } },
    });
    const uri = await client.open('main.py', STARLETTE);
    expect((await client.diagnostics(uri))[0]?.severity).toBe(3);
  });

  test('of the project file are read again when it changes', async () => {
    const client = await startClient({ shape, files: { 'cors-lens.json': '{}' } });
    const uri = await client.open('main.py', STARLETTE);
    expect(await client.findings(uri)).toHaveLength(1);
    await client.until(() => client.registered.includes('workspace/didChangeWatchedFiles'));
    write(client.folder, { 'cors-lens.json': JSON.stringify({ exclude: ['*.py'] }) });
    await client.filesChanged('cors-lens.json');
    await client.until(() => client.refreshes > 0);
    expect(await client.findings(uri)).toEqual([]);
    expect(client.statuses.at(-1)).toMatchObject({ state: 'excluded' });
  });

  test('that a project file spells wrong become diagnostics in it', async () => {
    const client = await startClient({
      shape,
      files: { 'cors-lens.json': '{\n  "rules": { "any-orign": "off" }\n}\n' },
    });
    await client.until(() => lastPublished(client, 'cors-lens.json') !== undefined);
    const [shown] = client.published;
    expect(shown?.diagnostics).toMatchObject([
      {
        severity: 1,
        source: 'cors-lens',
        message: expect.stringContaining('any-orign'),
        range: { start: { line: 1 } },
      },
    ]);
    write(client.folder, { 'cors-lens.json': '{}' });
    await client.filesChanged('cors-lens.json');
    await client.until(() => lastPublished(client, 'cors-lens.json')?.length === 0);
  });

  test('in a project file that is no JSON are told', async () => {
    const client = await startClient({ shape, files: { 'cors-lens.json': '{ "rules": ' } });
    await client.until(() => (lastPublished(client, 'cors-lens.json')?.length ?? 0) > 0);
    const uri = await client.open('main.py', STARLETTE);
    expect(await client.findings(uri)).toHaveLength(1);
  });

  test('exclude relative to the workspace folder', async () => {
    const client = await startClient({ shape, settings: { exclude: ['api/**'] } });
    const inside = await client.open('api/main.py', STARLETTE);
    const outside = await client.open('main.py', STARLETTE);
    expect(await client.findings(inside)).toEqual([]);
    expect(await client.findings(outside)).toHaveLength(1);
  });
});

describe.each(SHAPES)('versions (%s)', (shape) => {
  test('of a lock file count, and a change of it is seen', async () => {
    const client = await startClient({ shape, files: { 'requirements.txt': 'starlette==0.41.3\n' } });
    const uri = await client.open('main.py', STARLETTE);
    expect((await client.diagnostics(uri))[0]?.data).toMatchObject({ version: { version: '0.41.3' } });
    write(client.folder, { 'requirements.txt': 'starlette==0.40.0\n' });
    await client.filesChanged('requirements.txt');
    expect((await client.diagnostics(uri))[0]?.data).toMatchObject({ version: { version: '0.40.0' } });
  });
});

describe.each(SHAPES)('status (%s)', (shape) => {
  test.each([
    ['a set-up', STARLETTE, { state: 'looked', setups: 1, findings: 1 }],
    ['a right set-up', RIGHT, { state: 'looked', setups: 1, findings: 0 }],
    ['nothing', 'answer = 42\n', { state: 'nothing', setups: 0, findings: 0 }],
  ])('tells of %s', async (_, text, status) => {
    const client = await startClient({ shape });
    const uri = await client.open('main.py', text);
    await client.diagnostics(uri);
    expect(client.statuses).toEqual([{ uri, ...status }]);
    await client.diagnostics(uri);
    expect(client.statuses).toHaveLength(1);
  });

  test('tells that a huge file is not analysed, at once', { timeout: 60_000 }, async () => {
    const client = await startClient({ shape });
    const uri = await client.open('huge.py', STARLETTE + '# cors and more\n'.repeat(700_000));
    expect(await client.diagnostics(uri)).toEqual([]);
    expect(client.statuses).toMatchObject([
      { uri, state: 'too-large', note: expect.stringMatching(/ MB are not analysed/) },
    ]);
  });
});

describe.each(SHAPES)('what comes from outside (%s)', (shape) => {
  test.each([
    ['a binary file', '\u0000\u0001cors\u0000'],
    ['half a surrogate pair', 'app.use(cors({ origin: "\ud83d" }))'],
    ['open brackets without end', `cors(${'['.repeat(20_000)}`],
    ['a long line', `x = "${'cors '.repeat(50_000)}"`],
  ])('%s does no harm', async (_, text) => {
    const client = await startClient({ shape });
    const uri = await client.open('odd.py', text);
    expect(Array.isArray(await client.diagnostics(uri))).toBe(true);
    const script = await client.open('odd.ts', text);
    expect(Array.isArray(await client.diagnostics(script))).toBe(true);
    const good = await client.open('main.py', STARLETTE);
    expect(await client.findings(good)).toHaveLength(1);
  });

  test('messages for documents that are not open do no harm', async () => {
    const client = await startClient({ shape });
    const uri = client.uri('gone.py');
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: 'x' }],
    });
    await client.close(uri);
    expect(await client.hover(uri, { line: 0, character: 0 })).toBeNull();
    const nowhere = {
      uri,
      rule: TRAP,
      version: 1,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    };
    expect(await client.ask('corsLens/applyIgnore', { ...nowhere, reason: 'x' })).toMatchObject({
      applied: false,
    });
  });
});
