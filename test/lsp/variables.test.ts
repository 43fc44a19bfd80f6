import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { write } from '../support/folder.ts';
import { type Client, startClient } from './client.ts';

const SERVER = `import cors from 'cors';
import express from 'express';

const app = express();
app.use(cors({ origin: process.env.ORIGINS, credentials: true }));
`;
const PYTHON = `import os
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

origins = os.environ.get("ORIGINS", "*").split(",")
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)
`;

async function hoverOn(client: Client, uri: string, part: string): Promise<string> {
  const hover = await client.hover(uri, client.range(uri, part).start);
  const contents = hover?.contents;
  return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

/** Of all diagnostics: `file:line message`. */
async function related(client: Client, uri: string): Promise<readonly string[]> {
  return (await client.diagnostics(uri)).flatMap(({ relatedInformation = [] }) =>
    relatedInformation.map(
      ({ location, message }) =>
        `${location.uri.slice(location.uri.lastIndexOf('/') + 1)}:${location.range.start.line + 1} ${message}`,
    ),
  );
}

test('a hover lists what the files of the workspace give the variable', async () => {
  const files = {
    '.env': 'PORT=1\nORIGINS=https://a.example\n',
    'api/.env.production': 'ORIGINS=*\n',
    'compose.yml': 'services:\n  api:\n    environment:\n      - ORIGINS=https://me:secret@b.example\n',
  };
  const client = await startClient({ files });
  const uri = await client.open('api/server.ts', SERVER);
  const text = await hoverOn(client, uri, 'origin:');
  expect(text).toContain(
    '`ORIGINS` comes from the environment: `api/.env.production:1` sets it to `*`; `.env:2` sets it to `https://a.example`; `compose.yml:4` sets it to `https://***@b.example`.',
  );
  expect(text).not.toContain('secret');
  expect(await hoverOn(client, uri, 'credentials:')).not.toContain('environment');
  expect(await hoverOn(client, uri, 'cors({')).toContain('`api/.env.production:1` sets it to `*`');
});

test('the place where the variable is read tells it too', async () => {
  const client = await startClient({ files: { '.env': 'ORIGINS=*' } });
  const uri = await client.open('main.py', PYTHON);
  expect(await hoverOn(client, uri, 'os.environ')).toBe(
    '**`ORIGINS`** (environment variable)\n\n`ORIGINS` comes from the environment: `.env:1` sets it to `*`.',
  );
});

test('a finding on such a value points at the places, and no finding is made of them', async () => {
  const client = await startClient({ files: { '.env': '\nORIGINS=*', '.env.local': 'ORIGINS=' } });
  const python = await client.open('main.py', PYTHON);
  expect(await client.findings(python)).toEqual(['any-origin-with-credentials: "*"']);
  expect(await related(client, python)).toEqual([
    'main.py:5 the default of `ORIGINS`',
    'main.py:5 `origins` is assigned here',
    'main.py:7 FastAPI is set up here',
    '.env:2 `ORIGINS` is set to `*` here',
    '.env.local:1 `ORIGINS` is left empty here',
  ]);
  const sources = await client.open('right.py', PYTHON.replace('"*"', '"https://a.example"'));
  expect(await client.findings(sources)).toEqual([]);
});

test('what looks like a secret is never told', async () => {
  const files = {
    '.env': 'ORIGIN_SECRET=hunter2\n',
    'compose.yml': 'services:\n  api:\n    environment:\n      ORIGIN_SECRET: "https://hunter2.example"\n',
  };
  const client = await startClient({ files });
  const uri = await client.open('server.ts', SERVER.replace('ORIGINS', 'ORIGIN_SECRET'));
  const all = [
    await hoverOn(client, uri, 'origin:'),
    JSON.stringify(await client.diagnostics(uri)),
    JSON.stringify(await client.ask('corsLens/explain', { uri })),
  ];
  for (const text of all) {
    expect(text).toContain('.env');
    expect(text).not.toContain('hunter2');
  }
  expect(all[0]).toContain('`.env:1` sets it to a value that is not shown, since it may be a secret');
});

test('the explanation of a set-up tells it', async () => {
  const client = await startClient({ files: { '.env.staging': 'ORIGINS=https://a.example' } });
  const uri = await client.open('server.ts', SERVER);
  const { setups } = await client.ask('corsLens/explain', { uri });
  const sentence = '`ORIGINS` comes from the environment: `.env.staging:1` sets it to `https://a.example`.';
  expect(setups.length).toBeGreaterThan(0);
  for (const { notes } of setups) expect(notes).toContain(sentence);
});

test('it is fresh when such a file changes, comes or goes', async () => {
  const client = await startClient({ files: { '.env': 'ORIGINS=https://a.example' } });
  const uri = await client.open('main.py', PYTHON);
  const told = async () => /environment: ([^\n]*)\./.exec(await hoverOn(client, uri, 'allow_origins'))?.[1];
  expect(await told()).toBe('`.env:1` sets it to `https://a.example`');
  const before = client.refreshes;

  write(client.folder, { '.env': '# one line more\nORIGINS=*' });
  await client.filesChanged('.env');
  expect(await told()).toBe('`.env:2` sets it to `*`');
  await client.until(() => client.refreshes > before);
  expect(await related(client, uri)).toContain('.env:2 `ORIGINS` is set to `*` here');

  write(client.folder, { '.env.local': 'ORIGINS=https://b.example' });
  await client.filesCreated('.env.local');
  expect(await told()).toBe('`.env:2` sets it to `*`; `.env.local:1` sets it to `https://b.example`');

  rmSync(join(client.folder, '.env'));
  await client.filesDeleted('.env');
  expect(await told()).toBe('`.env.local:1` sets it to `https://b.example`');

  write(client.folder, { '.github/workflows/ci.yml': 'env:\n  ORIGINS: "*"\n' });
  await client.filesCreated('.github/workflows/ci.yml');
  expect(await told()).toContain('`.github/workflows/ci.yml:2` sets it to `*`');
});
