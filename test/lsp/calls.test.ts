import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { write } from '../support/folder.ts';
import { type Client, SHAPES, startClient } from './client.ts';

const SERVER = `import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"])

if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=8000)
`;
const PAGE = `document.title = 'Shop';
fetch('http://localhost:8000/orders', { credentials: 'include' });
`;

/** The requests beside the diagnostics of a document, as file, line and columns. */
async function told(client: Client, uri: string): Promise<readonly string[]> {
  return notesOf(await client.diagnostics(uri));
}

function notesOf(diagnostics: Awaited<ReturnType<Client['diagnostics']>>): readonly string[] {
  return diagnostics.flatMap(({ relatedInformation = [] }) =>
    relatedInformation.flatMap(({ location: { uri, range }, message }) =>
      message.startsWith('This request goes to port')
        ? [
            `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line + 1}:${range.start.character}-${range.end.character}`,
          ]
        : [],
    ),
  );
}

/** What is told after the client was asked to look again, however often that takes; the test's own time limit is the limit. */
async function toldAtLast(client: Client, uri: string, expected: readonly string[]): Promise<void> {
  for (;;) {
    const before = client.refreshes;
    const notes = await told(client, uri);
    if (JSON.stringify(notes) === JSON.stringify(expected)) return;
    await client.until(() => client.refreshes > before);
  }
}

test.each(SHAPES)('a request of a page that fails stands beside the finding (%s)', async (shape) => {
  const client = await startClient({ shape, files: { 'web/shop.js': PAGE } });
  const uri = await client.open('server/main.py', SERVER);
  await toldAtLast(client, uri, ['shop.js:2:0-65']);
  const [finding] = await client.diagnostics(uri);
  expect(finding?.code).toBe('any-origin');
  expect(finding?.relatedInformation?.at(-1)?.message).toContain(
    'on which this program listens. From a page of another origin it fails:',
  );
});

test('it follows the file of the page on the disk', async () => {
  const client = await startClient({ files: {} });
  const uri = await client.open('server/main.py', SERVER);
  await toldAtLast(client, uri, []);
  write(client.folder, { 'web/shop.js': PAGE });
  await client.filesCreated('web/shop.js');
  await toldAtLast(client, uri, ['shop.js:2:0-65']);
  write(client.folder, { 'web/shop.js': `\n\n${PAGE}` });
  await client.filesChanged('web/shop.js');
  await toldAtLast(client, uri, ['shop.js:4:0-65']);
  rmSync(join(client.folder, 'web/shop.js'));
  await client.filesDeleted('web/shop.js');
  await toldAtLast(client, uri, []);
});

test('it follows the file of the page while somebody types in it', async () => {
  const client = await startClient({ files: { 'web/shop.js': PAGE } });
  const uri = await client.open('server/main.py', SERVER);
  await toldAtLast(client, uri, ['shop.js:2:0-65']);
  const page = await client.open('web/shop.js', PAGE);
  await client.diagnostics(page);

  await client.replace(page, "'Shop';\n", "'Shop';\n\n");
  await client.diagnostics(page);
  await toldAtLast(client, uri, ['shop.js:3:0-65']);
  await client.replace(page, "'include'", "'omit'");
  await client.diagnostics(page);
  await toldAtLast(client, uri, []);
  await client.replace(page, "'omit'", "'include'");
  await client.diagnostics(page);
  await toldAtLast(client, uri, ['shop.js:3:0-65']);
  // What was typed was not saved.
  await client.close(page);
  await toldAtLast(client, uri, ['shop.js:2:0-65']);
});

test('nothing is told again where neither request nor place changed', async () => {
  const client = await startClient({ files: { 'web/shop.js': PAGE } });
  const uri = await client.open('server/main.py', SERVER);
  await toldAtLast(client, uri, ['shop.js:2:0-65']);
  const page = await client.open('web/shop.js', PAGE);
  await client.diagnostics(page);
  const report = await client.report(uri);
  const before = client.refreshes;
  await client.replace(page, 'Shop', 'Shop of all');
  await client.diagnostics(page);
  // Whatever is done beside the answers is done before a second file is told.
  write(client.folder, { 'web/cart.js': PAGE });
  await client.filesCreated('web/cart.js');
  await client.until(() => client.refreshes > before);
  expect(client.refreshes).toBe(before + 1);
  expect(await told(client, uri)).toEqual(['cart.js:2:0-65', 'shop.js:2:0-65']);
  expect(report.kind).toBe('full');
});

test('a squiggle is there without it first, and its text stays', async () => {
  const client = await startClient({ files: { 'web/shop.js': PAGE } });
  const uri = await client.open('server/main.py', SERVER);
  const seen: string[] = [];
  for (;;) {
    const before = client.refreshes;
    const diagnostics = await client.diagnostics(uri);
    seen.push(JSON.stringify(diagnostics.map(({ message, range }) => [message, range])));
    if (notesOf(diagnostics).length > 0) break;
    await client.until(() => client.refreshes > before);
  }
  expect(new Set(seen).size).toBe(1);
});

test('an address in another file, which changes', async () => {
  const files = {
    'web/config.js': `export const API = 'http://localhost:8000';\n`,
    'web/orders.js': `import { API } from './config.js';\n// http://localhost:8000\nfetch(\`\${API}/orders\`, { credentials: 'include' });\n`,
  };
  const client = await startClient({ files });
  const uri = await client.open('server/main.py', SERVER);
  await toldAtLast(client, uri, ['orders.js:3:0-50']);
  write(client.folder, { 'web/config.js': files['web/config.js'].replace('8000', '9000') });
  await client.filesChanged('web/config.js');
  await toldAtLast(client, uri, []);
  write(client.folder, files);
  await client.filesChanged('web/config.js');
  await toldAtLast(client, uri, ['orders.js:3:0-50']);
});

test('a finding in a file of settings, for a set-up that is not open', async () => {
  const files = {
    'server/settings.py': 'ORIGINS = ["*"]\n',
    'server/main.py': SERVER.replace('["*"]', 'ORIGINS').replace(
      'import uvicorn',
      'import uvicorn\nfrom settings import ORIGINS',
    ),
    'web/shop.js': PAGE,
  };
  const client = await startClient({ files });
  const uri = await client.open('server/settings.py', files['server/settings.py']);
  await toldAtLast(client, uri, ['shop.js:2:0-65']);
  rmSync(join(client.folder, 'web/shop.js'));
  await client.filesDeleted('web/shop.js');
  await toldAtLast(client, uri, []);
});

test('a client that is sent its diagnostics is sent them again', async () => {
  const client = await startClient({ push: true, files: { 'web/shop.js': PAGE } });
  const uri = await client.open('server/main.py', SERVER);
  const last = () => notesOf(client.published.filter((one) => one.uri === uri).at(-1)?.diagnostics ?? []);
  await client.until(() => last().length === 1);
  rmSync(join(client.folder, 'web/shop.js'));
  await client.filesDeleted('web/shop.js');
  await client.until(() => last().length === 0);
  const counts = client.published
    .filter((one) => one.uri === uri)
    .map(({ diagnostics }) => diagnostics.length);
  expect(new Set(counts)).toEqual(new Set([1]));
});

test('excluded files are no pages of the workspace', async () => {
  const files = { 'old/shop.js': PAGE, 'web/shop.js': PAGE, 'cors-lens.json': '{ "exclude": ["old"] }' };
  const client = await startClient({ files });
  const uri = await client.open('server/main.py', SERVER);
  await toldAtLast(client, uri, ['shop.js:2:0-65']);
  write(client.folder, { 'cors-lens.json': '{ "exclude": ["old", "web"] }' });
  await client.filesChanged('cors-lens.json');
  await toldAtLast(client, uri, []);
});
