import { describe, expect, test } from 'vitest';
import { runLater, runNow } from '../../server/src/host/io.ts';
import { later } from '../../server/src/host/node/files.ts';
import { uriOf } from '../../server/src/host/node/paths.ts';
import { createStore, isRemembered } from '../../server/src/host/store.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

const PACKAGES = ['cors', '@nestjs/core', 'starlette', 'fastapi', 'flask-cors'];
const storeIn = (...roots: readonly string[]) =>
  createStore({ roots: () => roots.map(uriOf), ruleIds: [], packages: PACKAGES });

function resolve(files: Readonly<Record<string, string>>, path: string, ...packages: readonly string[]) {
  return runNow(storeIn('/w').versions(uriOf(path)), memoryFiles(files))(packages);
}

const lock = (version: string) => JSON.stringify({ packages: { 'node_modules/cors': { version } } });
const manifest = (range: string) => JSON.stringify({ dependencies: { cors: range } });

const cases: readonly [
  what: string,
  files: Record<string, string>,
  path: string,
  packages: readonly string[],
  expected: object,
][] = [
  ['nothing is known', {}, '/w/a.ts', ['cors'], { package: 'cors', from: 'assumed' }],
  ['nothing is asked', {}, '/w/a.ts', [], { package: '', from: 'assumed' }],
  [
    'a lock file before the manifest beside it',
    { '/w/package.json': manifest('^2.8.0'), '/w/package-lock.json': lock('2.8.4') },
    '/w/src/a.ts',
    ['cors'],
    { package: 'cors', version: '2.8.4', from: 'lock', file: 'file:///w/package-lock.json' },
  ],
  [
    'a range',
    { '/w/package.json': manifest('^2.8.0') },
    '/w/src/a.ts',
    ['cors'],
    { package: 'cors', range: '^2.8.0', from: 'manifest', file: 'file:///w/package.json' },
  ],
  [
    'an exact version in a manifest',
    { '/w/package.json': manifest('2.8.5') },
    '/w/a.ts',
    ['cors'],
    { package: 'cors', version: '2.8.5', from: 'manifest', file: 'file:///w/package.json' },
  ],
  [
    'declared without version',
    { '/w/requirements.txt': 'flask-cors' },
    '/w/a.py',
    ['Flask_Cors'],
    { package: 'Flask_Cors', from: 'manifest', file: 'file:///w/requirements.txt' },
  ],
  [
    'the nearest lock file',
    { '/w/package-lock.json': lock('2.7.0'), '/w/api/package-lock.json': lock('2.8.5') },
    '/w/api/src/a.ts',
    ['cors'],
    { package: 'cors', version: '2.8.5', from: 'lock', file: 'file:///w/api/package-lock.json' },
  ],
  [
    'an outer lock file that contradicts the nearest manifest belongs to something else',
    { '/w/package-lock.json': lock('1.0.0'), '/w/api/package.json': manifest('^2.8.0') },
    '/w/api/a.ts',
    ['cors'],
    { package: 'cors', range: '^2.8.0', from: 'manifest', file: 'file:///w/api/package.json' },
  ],
  [
    'the workspace’s own version in a shared lock file',
    {
      '/w/package-lock.json': JSON.stringify({
        packages: {
          'node_modules/cors': { version: '2.8.5' },
          'packages/old/node_modules/cors': { version: '2.7.0' },
        },
      }),
    },
    '/w/packages/old/src/a.ts',
    ['cors'],
    { package: 'cors', version: '2.7.0', from: 'lock', file: 'file:///w/package-lock.json' },
  ],
  [
    'yarn: the version that the declared range was resolved to',
    {
      '/w/package.json': manifest('^2.7.0'),
      '/w/yarn.lock':
        'cors@^1.0.0:\n  version "1.0.1"\n\ncors@^2.7.0:\n  version "2.7.2"\n\ncors@^2.8.0:\n  version "2.8.5"\n',
    },
    '/w/a.ts',
    ['cors'],
    { package: 'cors', version: '2.7.2', from: 'lock', file: 'file:///w/yarn.lock' },
  ],
  [
    'several locked versions and nothing that tells them apart',
    { '/w/yarn.lock': 'cors@^1.0.0:\n  version "1.0.1"\n\ncors@^2.7.0:\n  version "2.7.2"\n' },
    '/w/a.ts',
    ['cors'],
    { package: 'cors', from: 'assumed' },
  ],
  [
    'pnpm: a transitive dependency with one version',
    {
      '/w/package.json': '{"dependencies":{"@nestjs/core":"^10"}}',
      '/w/pnpm-lock.yaml':
        "importers:\n  .:\n    dependencies:\n      '@nestjs/core':\n        specifier: ^10\n        version: 10.3.0\n\npackages:\n  cors@2.8.5:\n    x: 1\n",
    },
    '/w/a.ts',
    ['cors'],
    { package: 'cors', version: '2.8.5', from: 'lock', file: 'file:///w/pnpm-lock.yaml' },
  ],
  [
    'the first of several distributions that is known',
    { '/w/pyproject.toml': '[project]\ndependencies = ["fastapi>=0.100"]' },
    '/w/app/main.py',
    ['starlette', 'fastapi'],
    { package: 'fastapi', range: '>=0.100', from: 'manifest', file: 'file:///w/pyproject.toml' },
  ],
  [
    'starlette through the lock of a project that declares fastapi',
    {
      '/w/pyproject.toml': '[project]\ndependencies = ["fastapi>=0.100"]',
      '/w/uv.lock':
        '[[package]]\nname = "fastapi"\nversion = "0.110.0"\n[[package]]\nname = "starlette"\nversion = "0.36.3"\n',
    },
    '/w/app/main.py',
    ['starlette', 'fastapi'],
    { package: 'starlette', version: '0.36.3', from: 'lock', file: 'file:///w/uv.lock' },
  ],
  [
    'requirements in a folder of their own',
    { '/w/requirements/base.txt': 'flask-cors==3.0.10', '/w/requirements/README.md': 'flask-cors==1' },
    '/w/app/main.py',
    ['flask-cors'],
    { package: 'flask-cors', version: '3.0.10', from: 'lock', file: 'file:///w/requirements/base.txt' },
  ],
  [
    'an installed package where nothing is locked',
    {
      '/w/package.json': manifest('^2'),
      '/w/node_modules/cors/package.json': '{"name":"cors","version":"2.8.5"}',
    },
    '/w/a.ts',
    ['cors'],
    { package: 'cors', version: '2.8.5', from: 'lock', file: 'file:///w/node_modules/cors/package.json' },
  ],
  [
    'an installed package with a scope',
    { '/w/node_modules/@nestjs/core/package.json': '{"name":"@nestjs/core","version":"10.3.0"}' },
    '/w/a.ts',
    ['@nestjs/core'],
    {
      package: '@nestjs/core',
      version: '10.3.0',
      from: 'lock',
      file: 'file:///w/node_modules/%40nestjs/core/package.json',
    },
  ],
  [
    'a Python environment',
    { '/w/.venv/lib/python3.12/site-packages/flask_cors-4.0.0.dist-info/METADATA': '' },
    '/w/a.py',
    ['flask-cors'],
    {
      package: 'flask-cors',
      version: '4.0.0',
      from: 'lock',
      file: 'file:///w/.venv/lib/python3.12/site-packages/flask_cors-4.0.0.dist-info',
    },
  ],
  [
    'a Python environment on Windows',
    { '/w/venv/Lib/site-packages/starlette-0.36.3.dist-info/METADATA': '' },
    '/w/a.py',
    ['starlette'],
    { version: '0.36.3' },
  ],
  [
    'the two languages do not mix',
    { '/w/package.json': '{"dependencies":{"starlette":"1.0.0"}}', '/w/requirements.txt': 'cors==1.0' },
    '/w/a.py',
    ['starlette'],
    { package: 'starlette', from: 'assumed' },
  ],
  [
    'a broken lock file',
    { '/w/package-lock.json': '{', '/w/package.json': manifest('^2') },
    '/w/a.ts',
    ['cors'],
    { range: '^2' },
  ],
  [
    'files above the workspace do not count',
    { '/package.json': manifest('^1') },
    '/w/a.ts',
    ['cors'],
    { package: 'cors', from: 'assumed' },
  ],
  [
    'files above the workspace count up to the repository',
    { '/w/.git/HEAD': '', '/w/package-lock.json': lock('2.8.5') },
    '/w/api/a.ts',
    ['cors'],
    { version: '2.8.5' },
  ],
];

describe('the version for a file', () => {
  test.each(cases)('%s', async (_, files, path, packages, expected) => {
    expect(resolve(files, path, ...packages)).toMatchObject(expected);
    const waiting = await runLater(storeIn('/w').versions(uriOf(path)), later(memoryFiles(files)));
    expect(waiting(packages)).toEqual(resolve(files, path, ...packages));
  });

  test('a workspace folder inside a repository sees the repository’s lock file', () => {
    const files = memoryFiles({
      '/r/.git/HEAD': '',
      '/r/package-lock.json': lock('2.8.5'),
      '/r/api/a.ts': '',
    });
    const store = storeIn('/r/api');
    expect(runNow(store.versions('file:///r/api/a.ts'), files)(['cors'])).toMatchObject({ version: '2.8.5' });
  });

  test('a file outside every folder sees its own folder', () => {
    const files = memoryFiles({
      '/x/y/package-lock.json': lock('2.8.5'),
      '/x/package-lock.json': lock('1.0.0'),
    });
    expect(runNow(storeIn('/w').versions('file:///x/y/a.ts'), files)(['cors'])).toMatchObject({
      version: '2.8.5',
    });
    expect(runNow(storeIn('/w').versions('file:///x/y/z/a.ts'), files)(['cors'])).toMatchObject({
      from: 'assumed',
    });
  });
});

test('folders are read once, until a file that counts changes', () => {
  const files = memoryFiles({
    '/w/package-lock.json': lock('2.8.5'),
    '/w/src/a.ts': '',
    '/w/cors-lens.json': '{}',
  });
  const store = storeIn('/w');
  const ask = () => runNow(store.versions('file:///w/src/a.ts'), files)(['cors']);
  ask();
  runNow(store.settings('file:///w/src/a.ts'), files);
  const before = files.asked.length;
  ask();
  runNow(store.settings('file:///w/src/b.ts'), files);
  store.changed(['file:///w/src/a.ts']);
  ask();
  expect(files.asked).toHaveLength(before);
  store.changed(['file:///w/package-lock.json']);
  ask();
  expect(files.asked.length).toBeGreaterThan(before);
});

test.each([
  ['file:///w/cors-lens.json', true],
  ['file:///w/a/uv.lock', true],
  ['file:///w/requirements/dev.txt', true],
  ['file:///w/requirements-dev.txt', true],
  ['file:///w/src/app.py', false],
  ['file:///w/setup.py', true],
  ['file:///w/tsconfig.json', false],
])('%s changes what is remembered: %s', (uri, expected) => {
  expect(isRemembered(uri)).toBe(expected);
});
