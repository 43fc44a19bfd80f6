import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { write } from '../support/folder.ts';
import { type Client, SHAPES, startClient } from './client.ts';

const MAIN = `from fastapi.middleware.cors import CORSMiddleware
from app.settings import ORIGINS

app.add_middleware(CORSMiddleware, allow_origins=ORIGINS)
`;
const WRONG = 'ORIGINS = ["https://app.example.com/"]\n';
const RIGHT = 'ORIGINS = ["https://app.example.com"]\n';
const FILES = { 'app/__init__.py': '', 'app/main.py': MAIN, 'app/settings.py': WRONG };
const FINDING = 'malformed-origin: "https://app.example.com/"';

/** What the client shows for a file: what it was sent last. */
function published(client: Client, name: string): readonly unknown[] {
  const all = client.published.filter(({ uri }) => uri === client.uri(name));
  return all.at(-1)?.diagnostics.map(({ code }) => code) ?? [];
}

/** Asks until the answer is this one, as a client does that is told to ask again. */
async function findingsBecome(client: Client, uri: string, expected: readonly string[]): Promise<void> {
  for (;;) {
    const { refreshes } = client;
    if (JSON.stringify(await client.findings(uri)) === JSON.stringify(expected)) return;
    await client.until(() => client.refreshes > refreshes);
  }
}

describe.each(SHAPES)('a client that asks (%s)', (shape) => {
  test('the value is open, the set-up is not', async () => {
    const client = await startClient({ shape, files: FILES });
    const uri = await client.open('app/settings.py', WRONG);
    await findingsBecome(client, uri, [FINDING]);
    const [diagnostic] = await client.diagnostics(uri);
    expect(diagnostic?.relatedInformation?.map(({ location }) => location.uri)).toContain(
      client.uri('app/main.py'),
    );
  });

  test('typing in it is answered at once, both ways', async () => {
    const client = await startClient({ shape, files: FILES });
    const uri = await client.open('app/settings.py', RIGHT);
    const main = await client.open('app/main.py', MAIN);
    expect(await client.findings(main)).toEqual([]);
    expect(await client.findings(uri)).toEqual([]);
    await client.replace(uri, 'example.com', 'example.com/');
    expect(await client.findings(uri)).toEqual([FINDING]);
    await client.replace(uri, 'example.com/', 'example.com');
    expect(await client.findings(uri)).toEqual([]);
    await client.replace(uri, 'ORIGINS', 'OTHERS');
    await client.replace(uri, 'OTHERS', 'ORIGINS');
    expect(await client.findings(uri)).toEqual([]);
  });

  test('the set-up is open, the value is not: it is shown where it stands', async () => {
    const client = await startClient({ shape, files: FILES });
    const main = await client.open('app/main.py', MAIN);
    expect(await client.findings(main)).toEqual([]);
    await client.until(() => published(client, 'app/settings.py').length === 1);
    expect(published(client, 'app/settings.py')).toEqual(['malformed-origin']);
    await client.open('app/settings.py', WRONG);
    await client.until(() => published(client, 'app/settings.py').length === 0);
    expect(await client.findings(client.uri('app/settings.py'))).toEqual([FINDING]);
    await client.close(main);
  });

  test('goes when the set-up is closed, if nothing else asks for it', async () => {
    const client = await startClient({ shape, files: FILES });
    const main = await client.open('app/main.py', MAIN);
    await client.findings(main);
    await client.until(() => published(client, 'app/settings.py').length === 1);
    await client.close(main);
    await client.until(() => published(client, 'app/settings.py').length === 0);
  });

  test('the text of an open document counts, whatever the disk has', async () => {
    const client = await startClient({ shape, files: FILES });
    const settings = await client.open('app/settings.py', RIGHT);
    const main = await client.open('app/main.py', MAIN);
    expect(await client.findings(main)).toEqual([]);
    expect(await client.findings(settings)).toEqual([]);
    await client.close(settings);
    await client.findings(main);
    await client.until(() => published(client, 'app/settings.py').length === 1);
  });

  test('a change of one document brings the other up to date', async () => {
    const client = await startClient({ shape, files: FILES });
    const settings = await client.open('app/settings.py', RIGHT);
    const main = await client.open('app/main.py', MAIN.replace('=ORIGINS', '=[]'));
    expect(await client.findings(main)).toEqual([]);
    await findingsBecome(client, settings, []);
    const { refreshes } = client;
    await client.replace(main, '=[]', '=ORIGINS + ["https://other.example.com/"]');
    expect(await client.findings(main)).toEqual(['malformed-origin: "https://other.example.com/"']);
    expect(client.refreshes).toBe(refreshes);
    await client.replace(settings, 'example.com', 'example.com/');
    expect(await client.findings(settings)).toEqual([FINDING]);
    // Where nothing of the other document is said anew, it is not asked for anew.
    await client.replace(main, '=ORIGINS + ', '=');
    await client.findings(main);
    await client.until(() => client.refreshes > refreshes);
    expect(await client.findings(settings)).toEqual([]);
  });

  test('a file on the disk changes, goes, and comes', async () => {
    const client = await startClient({ shape, files: FILES });
    const main = await client.open('app/main.py', MAIN);
    await client.findings(main);
    await client.until(() => published(client, 'app/settings.py').length === 1);
    write(client.folder, { 'app/settings.py': RIGHT });
    await client.filesChanged('app/settings.py');
    await client.until(() => published(client, 'app/settings.py').length === 0);
    write(client.folder, { 'app/settings.py': WRONG });
    await client.filesChanged('app/settings.py');
    await client.until(() => published(client, 'app/settings.py').length === 1);
    rmSync(join(client.folder, 'app/settings.py'));
    await client.filesDeleted('app/settings.py');
    await client.until(() => published(client, 'app/settings.py').length === 0);
    write(client.folder, { 'app/settings.py': WRONG });
    await client.filesCreated('app/settings.py');
    await client.until(() => published(client, 'app/settings.py').length === 1);
  });

  test('a set-up on the disk changes, goes, and comes', async () => {
    const client = await startClient({ shape, files: FILES });
    const uri = await client.open('app/settings.py', WRONG);
    await findingsBecome(client, uri, [FINDING]);
    rmSync(join(client.folder, 'app/main.py'));
    await client.filesDeleted('app/main.py');
    await findingsBecome(client, uri, []);
    write(client.folder, { 'app/other.py': MAIN });
    await client.filesCreated('app/other.py');
    await findingsBecome(client, uri, [FINDING]);
    write(client.folder, { 'app/other.py': MAIN.replace('=ORIGINS', '=[]') });
    await client.filesChanged('app/other.py');
    await findingsBecome(client, uri, []);
  });

  test('what comes where Git ignores it does not count', async () => {
    const client = await startClient({
      shape,
      files: { ...FILES, 'app/main.py': '', '.gitignore': 'build/\n' },
    });
    const more = 'MORE = ["https://more.example.com/"]\n';
    const uri = await client.open('app/settings.py', WRONG + more);
    expect(await client.findings(uri)).toEqual([]);
    write(client.folder, { 'build/main.py': MAIN, 'app/more.py': MAIN.replaceAll('ORIGINS', 'MORE') });
    await client.filesCreated('build/main.py', 'app/more.py');
    await findingsBecome(client, uri, ['malformed-origin: "https://more.example.com/"']);
  });

  test('an unchanged answer is told in one word', async () => {
    const client = await startClient({ shape, files: FILES });
    const uri = await client.open('app/settings.py', WRONG);
    await findingsBecome(client, uri, [FINDING]);
    const first = await client.report(uri);
    await client.replace(uri, '\n', '\n\n');
    expect(await client.report(uri, first.kind === 'full' ? first.resultId : '')).toMatchObject({
      kind: 'unchanged',
    });
  });

  test('the reports of other documents come along, where the client takes them', async () => {
    const client = await startClient({ shape, files: FILES, related: true });
    const settings = await client.open('app/settings.py', WRONG);
    const main = await client.open('app/main.py', MAIN.replace('=ORIGINS', '=[]'));
    await client.findings(main);
    await findingsBecome(client, settings, []);
    await client.replace(main, '=[]', '=ORIGINS');
    expect(await client.report(main)).toMatchObject({
      relatedDocuments: { [settings]: { kind: 'full', items: [{ code: 'malformed-origin' }] } },
    });
  });

  test('settings hold for the file where a finding stands', async () => {
    const client = await startClient({ shape, files: FILES, settings: { exclude: ['app/settings.py'] } });
    const uri = await client.open('app/settings.py', WRONG);
    const main = await client.open('app/main.py', MAIN);
    expect(await client.findings(main)).toEqual([]);
    expect(await client.findings(uri)).toEqual([]);
  });

  test('the check of the workspace shows each finding where it stands, once', async () => {
    const client = await startClient({ shape, files: { ...FILES, 'app/admin.py': MAIN } });
    const summary = await client.ask('corsLens/checkWorkspace', {});
    expect(summary).toMatchObject({ files: 2, setups: 2, findings: 1 });
    expect(published(client, 'app/settings.py')).toEqual(['malformed-origin']);
    expect(new Set(client.published.map(({ uri }) => uri))).toEqual(new Set([client.uri('app/settings.py')]));
  });
});

describe.each(SHAPES)('a client that is sent its diagnostics (%s)', (shape) => {
  const start = (files: Record<string, string> = FILES) => startClient({ shape, files, push: true });

  test('the value is open, the set-up is not', async () => {
    const client = await start();
    const uri = await client.open('app/settings.py', WRONG);
    await client.until(() => published(client, 'app/settings.py').length === 1);
    await client.replace(uri, 'example.com/', 'example.com');
    await client.until(() => published(client, 'app/settings.py').length === 0);
  });

  test('the set-up is open, the value is not, and then it is', async () => {
    const client = await start();
    await client.open('app/main.py', MAIN);
    await client.until(() => published(client, 'app/settings.py').length === 1);
    const uri = await client.open('app/settings.py', RIGHT);
    await client.until(() => published(client, 'app/settings.py').length === 0);
    await client.close(uri);
    await client.until(() => published(client, 'app/settings.py').length === 1);
  });

  test('both are open: each is brought up to date by a change of the other', async () => {
    const client = await start();
    await client.open('app/settings.py', WRONG);
    const main = await client.open('app/main.py', MAIN);
    await client.until(() => published(client, 'app/settings.py').length === 1);
    await client.replace(main, '=ORIGINS', '=[]');
    await client.until(() => published(client, 'app/settings.py').length === 0);
    await client.replace(main, '=[]', '=ORIGINS');
    await client.until(() => published(client, 'app/settings.py').length === 1);
  });
});

describe('TypeScript', () => {
  test('follows compiler settings, also when they come later', async () => {
    const server = `import cors from 'cors';
import { origins } from '#conf';
app.use(cors({ origin: origins }));
`;
    const wrong = "export const origins = ['https://app.example.com/'];\n";
    const client = await startClient({ files: { 'src/server.ts': server, 'lib/conf.ts': wrong } });
    const uri = await client.open('lib/conf.ts', wrong);
    const main = await client.open('src/server.ts', server);
    await client.findings(main);
    expect(await client.findings(uri)).toEqual([]);
    write(client.folder, {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "#conf": ["./lib/conf.ts"] } } }',
    });
    await client.filesCreated('tsconfig.json');
    await findingsBecome(client, uri, ["malformed-origin: 'https://app.example.com/'"]);
  });
});

test('a JSON file that holds the values changes on the disk', async () => {
  const server = `import cors from 'cors';
import conf from './conf.json';
app.use(cors({ origin: conf.origins }));
`;
  const client = await startClient({
    files: { 'server.ts': server, 'conf.json': '{ "origins": ["https://app.example.com/"] }' },
  });
  const uri = await client.open('server.ts', server);
  await client.findings(uri);
  await client.until(() => published(client, 'conf.json').length === 1);
  write(client.folder, { 'conf.json': '{ "origins": ["https://app.example.com"] }' });
  await client.filesChanged('conf.json');
  await client.until(() => published(client, 'conf.json').length === 0);
});

describe('actions and hovers', () => {
  test('the fix is offered where the value is written', async () => {
    const client = await startClient({ files: FILES });
    const uri = await client.open('app/settings.py', WRONG);
    await findingsBecome(client, uri, [FINDING]);
    const actions = await client.actions(uri, client.range(uri, 'example'));
    const [fix] = actions.filter(({ edit }) => edit);
    expect(fix?.diagnostics?.length).toBe(1);
    if (fix?.edit) await client.apply(fix.edit);
    expect(client.text(uri)).toBe(RIGHT);
    expect(await client.findings(uri)).toEqual([]);
  });

  test('and at the set-up, for a file that need not be open', async () => {
    const client = await startClient({ files: FILES });
    const main = await client.open('app/main.py', MAIN);
    const actions = await client.actions(main, client.range(main, 'add_middleware'));
    const [fix] = actions.filter(({ edit }) => edit);
    expect(fix?.title).toMatch(/ \(in settings\.py\)$/);
    expect(fix?.edit?.documentChanges).toEqual([
      { textDocument: { uri: client.uri('app/settings.py'), version: null }, edits: [expect.anything()] },
    ]);
  });

  test('fix-all mends what stands in the document, whichever set-up it belongs to', async () => {
    const client = await startClient({ files: FILES });
    const uri = await client.open('app/settings.py', WRONG);
    await findingsBecome(client, uri, [FINDING]);
    const [all] = await client.actions(uri, client.range(uri, 'ORIGINS'), ['source.fixAll']);
    if (all?.edit) await client.apply(all.edit);
    expect(client.text(uri)).toBe(RIGHT);
  });

  test('lead from the set-up to the value, and back', async () => {
    const client = await startClient({ files: FILES });
    const main = await client.open('app/main.py', MAIN);
    const placesOf = async (uri: string, part: string) => {
      const actions = await client.actions(uri, client.range(uri, part), ['refactor']);
      return actions.map(({ title, command }) => [
        title,
        (command?.arguments as [{ places: { uri: string }[] }] | undefined)?.[0].places.map(({ uri }) => uri),
      ]);
    };
    const [[title, places] = []] = await placesOf(main, 'allow_origins');
    expect(title).toBe('Show where this value comes from');
    expect(new Set(places)).toEqual(new Set([client.uri('app/settings.py')]));
    const settings = await client.open('app/settings.py', WRONG);
    const [[back, setups] = []] = await placesOf(settings, 'example');
    expect(back).toBe('Show what this value is used for');
    expect(setups).toContain(main);
  });

  test('are not offered to a client that cannot show places', async () => {
    const client = await startClient({ files: FILES, commands: [] });
    const main = await client.open('app/main.py', MAIN);
    expect(await client.actions(main, client.range(main, 'allow_origins'), ['refactor'])).toEqual([]);
  });

  test('a hover on the set-up says where the value is written', async () => {
    const client = await startClient({ files: FILES });
    const main = await client.open('app/main.py', MAIN);
    const hover = await client.hover(main, client.range(main, 'allow_origins').start);
    expect(JSON.stringify(hover?.contents)).toContain(
      `Written in [app/settings.py:1](${client.uri('app/settings.py')}#L1)`,
    );
  });

  test('an ignore comment goes where the finding stands', async () => {
    const client = await startClient({ files: FILES });
    const uri = await client.open('app/settings.py', WRONG);
    await findingsBecome(client, uri, [FINDING]);
    const reference = {
      uri,
      rule: 'malformed-origin',
      range: client.range(uri, '"https://app.example.com/"'),
      version: 1,
    };
    expect(await client.ask('corsLens/applyIgnore', { ...reference, reason: 'why not' })).toEqual({
      applied: true,
    });
    expect(client.text(uri)).toContain('cors-lens-ignore: malformed-origin -- why not');
    expect(await client.findings(uri)).toEqual([]);
  });
});
