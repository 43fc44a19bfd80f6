import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startClient } from '../lsp/client.ts';
import { folderWith } from '../support/folder.ts';

// Processes are started here, on machines that may have other things to do.
vi.setConfig({ testTimeout: 60_000 });

/** The bundles as they are shipped, built into a folder of their own. */
let dist: string;

beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'cors-lens-dist-'));
  execFileSync(process.execPath, ['scripts/build.mjs', '--out', dist]);
}, 120_000);
afterAll(() => rmSync(dist, { recursive: true, force: true }));

const run = (cwd: string, words: readonly string[], input = '') =>
  spawnSync(process.execPath, [join(dist, 'cli.js'), ...words], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });

const PROJECT = {
  'app/main.py': `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
`,
  'web/server.ts': `import cors from 'cors';
import express from 'express';

const app = express();
app.use(cors({ origin: ['https://app.example.com/'] }));
`,
  'web/package.json': '{"dependencies":{"cors":"2.8.5"}}',
};

test('one file for each entry', () => {
  expect(readdirSync(dist).sort()).toEqual([
    'browser.d.mts',
    'browser.mjs',
    'cli.js',
    'cliAnalysis.js',
    'cliSearch.js',
    'client.js',
    'clientWeb.js',
    'server.js',
    'serverAnalysis.js',
    'serverWorker.js',
  ]);
  accessSync(join(dist, 'cli.js'), constants.X_OK);
  expect(readFileSync(join(dist, 'cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test('what npm packs is whole: the command line and the server work from it alone', async () => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
  });
  const [{ files }] = JSON.parse(listed) as [{ files: readonly { path: string }[] }];
  const packed = mkdtempSync(join(tmpdir(), 'cors-lens-packed-'));
  try {
    writeFileSync(join(packed, 'package.json'), readFileSync('package.json'));
    for (const { path } of files.filter((file) => file.path.startsWith('dist/')))
      copyFileSync(join(dist, path.slice('dist/'.length)), join(packed, path.slice('dist/'.length)));
    const checked = spawnSync(process.execPath, [join(packed, 'cli.js'), 'check'], {
      cwd: folderWith(PROJECT),
      encoding: 'utf8',
    });
    expect(checked).toMatchObject({ status: 1, stderr: '' });
    const client = await startClient({ shape: 'built', program: join(packed, 'server.js') });
    const uri = await client.open('main.py', PROJECT['app/main.py']);
    expect(await client.findings(uri)).toHaveLength(1);
  } finally {
    rmSync(packed, { recursive: true, force: true });
  }
});

test('finds, explains where, and exits with 1', () => {
  const ran = run(folderWith(PROJECT), ['check']);
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(1);
  expect(ran.stdout).toMatch(/^app\/main\.py:5:\d+ error .+ any-origin-with-credentials$/m);
  expect(ran.stdout).toMatch(/^web\/server\.ts:5:\d+ error .+ malformed-origin$/m);
});

test('--fix mends what is safe', () => {
  const folder = folderWith(PROJECT);
  const ran = run(folder, ['check', '--fix', '-'], 'web/server.ts\n');
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(folder, 'web/server.ts'), 'utf8')).toContain("['https://app.example.com']");
});

test('machine formats are whole, however large', () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [`f${at}.py`, PROJECT['app/main.py']]),
  );
  const folder = folderWith(files);
  expect(JSON.parse(run(folder, ['check', '--format=json']).stdout).summary).toMatchObject({
    files: 300,
    error: 300,
  });
  expect(JSON.parse(run(folder, ['check', '--format=sarif']).stdout).runs[0].results).toHaveLength(300);
});

test('a reader that closes early is no failure', () => {
  const files = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [`f${at}.py`, PROJECT['app/main.py']]),
  );
  const command = `"${process.execPath}" "${join(dist, 'cli.js')}" check | head -n 1`;
  const ran = spawnSync('sh', ['-c', command], { cwd: folderWith(files), encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toMatch(/^f0\.py:5:/);
});

test('wrong use exits with 2', () => {
  expect(run(tmpdir(), ['chekc'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('check'),
  });
});
