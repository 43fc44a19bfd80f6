import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runLater, runNow } from '../../server/src/host/io.ts';
import { later, localFiles } from '../../server/src/host/node/files.ts';
import { pathOf, uriOf } from '../../server/src/host/node/paths.ts';
import { createResolver } from '../../server/src/host/resolve/resolver.ts';
import { folderWith } from '../support/folder.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

type Files = Readonly<Record<string, string>>;

/** The path that an import leads to, or `outside`. */
function resolve(files: Files, from: string, specifier: string, roots: readonly string[] = ['/w']): string {
  const resolver = createResolver(() => roots.map(uriOf));
  const found = runNow(resolver.resolve({ from: uriOf(from), specifier }), memoryFiles(files));
  return found.kind === 'file' ? (pathOf(found.uri) ?? found.uri) : found.kind;
}

/** Empty files. */
const empty = (...paths: readonly string[]): Files => Object.fromEntries(paths.map((path) => [path, '']));
const json = (value: unknown): string => JSON.stringify(value);

type Row = readonly [what: string, files: Files, from: string, specifier: string, expected: string];

const relative: readonly Row[] = [
  ['without ending', empty('/w/b.ts'), '/w/a.ts', './b', '/w/b.ts'],
  ['with its own ending', empty('/w/b.mjs'), '/w/a.js', './b.mjs', '/w/b.mjs'],
  ['by the compiled name', empty('/w/b.ts'), '/w/a.ts', './b.js', '/w/b.ts'],
  ['by the compiled name, both there', empty('/w/b.ts', '/w/b.js'), '/w/a.ts', './b.js', '/w/b.ts'],
  ['by the compiled name of JSX', empty('/w/b.tsx'), '/w/a.ts', './b.jsx', '/w/b.tsx'],
  ['by the compiled name of a module', empty('/w/b.mts'), '/w/a.mts', './b.mjs', '/w/b.mts'],
  ['a name with dots', empty('/w/b.config.ts'), '/w/a.ts', './b.config', '/w/b.config.ts'],
  ['TypeScript before JavaScript', empty('/w/b.js', '/w/b.ts'), '/w/a.ts', './b', '/w/b.ts'],
  ['a file before a folder', empty('/w/b.ts', '/w/b/index.ts'), '/w/a.ts', './b', '/w/b.ts'],
  ['a folder', empty('/w/b.ts', '/w/b/index.ts'), '/w/a.ts', './b/', '/w/b/index.ts'],
  ['the index of the own folder', empty('/w/c/index.js'), '/w/c/a.ts', '.', '/w/c/index.js'],
  ['the index above', empty('/w/index.js'), '/w/c/a.ts', '..', '/w/index.js'],
  [
    'a folder with a manifest',
    { '/w/b/package.json': json({ main: 'x.js' }), '/w/b/x.js': '' },
    '/w/a.js',
    './b',
    '/w/b/x.js',
  ],
  ['JSON', empty('/w/b.json'), '/w/a.ts', './b.json', '/w/b.json'],
  ['a declaration alone', empty('/w/b.d.ts'), '/w/a.ts', './b', 'outside'],
  ['a style sheet', empty('/w/b.css'), '/w/a.ts', './b.css', 'outside'],
  ['another case', empty('/w/B.ts'), '/w/a.ts', './b', 'outside'],
  ['a name that must be escaped', empty('/w/[id] é.ts'), '/w/a.ts', './[id] é', '/w/[id] é.ts'],
  ['nothing there', empty('/w/c.ts'), '/w/a.ts', './b', 'outside'],
];

const nowhere: readonly Row[] = [
  ['a package', empty('/w/node_modules/cors/index.js'), '/w/a.ts', 'cors', 'outside'],
  ['a built-in module', empty('/w/fs.ts'), '/w/a.ts', 'node:fs', 'outside'],
  ['an address', empty('/w/a.ts'), '/w/a.ts', 'https://example.com/a.ts', 'outside'],
  ['an absolute path', empty('/w/b.ts'), '/w/a.ts', '/w/b', 'outside'],
  [
    'a path out of the workspace',
    empty('/etc/passwd', '/etc/passwd.js'),
    '/w/a.ts',
    '../../../../etc/passwd',
    'outside',
  ],
  ['a path beside the workspace', empty('/x/b.ts'), '/w/a.ts', '../x/b', 'outside'],
  ['a path out and in again', empty('/w/b.ts'), '/w/a.ts', '../w/b', '/w/b.ts'],
  ['an escaped way out', empty('/etc/b.ts'), '/w/a.ts', './%2e%2e/etc/b', 'outside'],
  ['a NUL', empty('/w/b.ts'), '/w/a.ts', './b\0', 'outside'],
  ['nothing', empty('/w/b.ts'), '/w/a.ts', '', 'outside'],
  ['too much', empty('/w/b.ts'), '/w/a.ts', `${'./'.repeat(5000)}b`, 'outside'],
  ['many parts', empty('/w/b.ts'), '/w/a.ts', `${'./'.repeat(400)}b`, 'outside'],
  ['a loader', empty('/w/b.ts'), '/w/a.ts', './b?raw', 'outside'],
];

const SOURCES = empty('/w/src/lib/origins.ts', '/w/src/a.ts', '/w/gen/lib/made.ts');
const settings = (compilerOptions: object, others: object = {}): Files => ({
  ...SOURCES,
  '/w/tsconfig.json': json({ compilerOptions, ...others }),
});

const compiler: readonly Row[] = [
  [
    'paths',
    settings({ paths: { '@/*': ['./src/*'] } }),
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'paths below baseUrl',
    settings({ baseUrl: 'src', paths: { 'l/*': ['lib/*'] } }),
    '/w/src/a.ts',
    'l/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'an exact path',
    settings({ paths: { origins: ['src/lib/origins.ts'] } }),
    '/w/src/a.ts',
    'origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'the second target',
    settings({ paths: { '@/*': ['./none/*', './src/*'] } }),
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'the longest beginning',
    settings({ paths: { '*': ['./none/*'], 'lib/*': ['./src/lib/*'] } }),
    '/w/src/a.ts',
    'lib/origins',
    '/w/src/lib/origins.ts',
  ],
  ['baseUrl', settings({ baseUrl: './src' }), '/w/src/a.ts', 'lib/origins', '/w/src/lib/origins.ts'],
  [
    'rootDirs',
    settings({ rootDirs: ['src', 'gen'] }),
    '/w/src/lib/origins.ts',
    './made',
    '/w/gen/lib/made.ts',
  ],
  [
    'a target outside',
    { ...settings({ paths: { '@/*': ['../../etc/*'] } }), '/etc/b.ts': '' },
    '/w/src/a.ts',
    '@/b',
    'outside',
  ],
  [
    'comments and trailing commas',
    { ...SOURCES, '/w/tsconfig.json': '{ // c\n "compilerOptions": { "paths": { "@/*": ["src/*"], }, }, }' },
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'jsconfig.json',
    { ...empty('/w/b/c.js'), '/w/jsconfig.json': json({ compilerOptions: { baseUrl: 'b' } }) },
    '/w/a.js',
    'c',
    '/w/b/c.js',
  ],
  [
    'a chain of extends',
    {
      ...settings({ strict: true }, { extends: './conf/one' }),
      '/w/conf/one.json': json({ extends: ['./none.json', './two.json'] }),
      '/w/conf/two.json': json({ compilerOptions: { paths: { '@/*': ['../src/*'] } } }),
    },
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'the place of the settings that were extended',
    {
      ...empty('/w/app/src/b.ts'),
      '/w/app/tsconfig.json': json({ extends: '../base.json' }),
      '/w/base.json': json({ compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } } }),
    },
    '/w/app/src/a.ts',
    '@/b',
    '/w/app/src/b.ts',
  ],
  [
    'extends in a circle',
    {
      ...settings({ paths: { '@/*': ['./src/*'] } }, { extends: './other.json' }),
      '/w/other.json': json({ extends: './tsconfig.json', compilerOptions: { baseUrl: '.' } }),
    },
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'extends with many arms',
    {
      ...settings({ paths: { '@/*': ['./src/*'] } }, { extends: ['./b.json', './c.json'] }),
      '/w/b.json': json({ extends: Array(500).fill('./c.json') }),
      '/w/c.json': json({ extends: Array(500).fill('./b.json') }),
    },
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'projects that are referred to',
    {
      ...SOURCES,
      '/w/tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }] }),
      '/w/tsconfig.app.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
    },
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'the libraries of Nx',
    {
      ...empty('/w/libs/conf/src/index.ts'),
      '/w/apps/api/tsconfig.json': json({ compilerOptions: {} }),
      '/w/tsconfig.base.json': json({
        compilerOptions: { paths: { '@acme/conf': ['libs/conf/src/index.ts'] } },
      }),
    },
    '/w/apps/api/src/main.ts',
    '@acme/conf',
    '/w/libs/conf/src/index.ts',
  ],
  [
    'no settings, but the usual sign',
    { ...SOURCES, '/w/package.json': '{}' },
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'broken settings',
    { ...SOURCES, '/w/tsconfig.json': '{ "compilerOptions": ' },
    '/w/src/a.ts',
    './lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'settings of other types',
    settings(
      { paths: { a: 1, b: [2], c: null }, baseUrl: 5, rootDirs: [{}] },
      { extends: 7, references: 'x' },
    ),
    '/w/src/a.ts',
    'a',
    'outside',
  ],
  [
    'settings that are nested without end',
    { ...SOURCES, '/w/tsconfig.json': '{"a":'.repeat(100_000) },
    '/w/src/a.ts',
    './lib/origins',
    '/w/src/lib/origins.ts',
  ],
  [
    'very many paths',
    settings({
      paths: Object.fromEntries([
        ...Array.from({ length: 3000 }, (_, at) => [`p${at}/*`, ['./none/*']]),
        ['@/*', ['./src/*']],
      ]),
    }),
    '/w/src/a.ts',
    '@/lib/origins',
    '/w/src/lib/origins.ts',
  ],
];

const MONOREPO: Files = {
  '/w/package.json': json({ workspaces: ['packages/*'] }),
  '/w/packages/api/package.json': json({
    name: '@acme/api',
    imports: { '#config': './src/config.ts', '#lib/*': './dist/lib/*.js' },
  }),
  '/w/packages/conf/package.json': json({
    name: '@acme/conf',
    exports: {
      '.': { types: './dist/index.d.ts', import: './dist/index.js' },
      './origins': './dist/deep/origins.js',
    },
  }),
  ...empty(
    '/w/packages/api/src/a.ts',
    '/w/packages/api/src/config.ts',
    '/w/packages/api/src/lib/x.ts',
    '/w/packages/conf/src/index.ts',
    '/w/packages/conf/src/deep/origins.ts',
    '/w/packages/conf/src/loose.ts',
  ),
};
const API = '/w/packages/api/src/a.ts';

const packages: readonly Row[] = [
  ['the own imports', MONOREPO, API, '#config', '/w/packages/api/src/config.ts'],
  ['the own imports by a pattern, built', MONOREPO, API, '#lib/x', '/w/packages/api/src/lib/x.ts'],
  ['an import that is not named', MONOREPO, API, '#none', 'outside'],
  ['a package of the workspace', MONOREPO, API, '@acme/conf', '/w/packages/conf/src/index.ts'],
  ['an entry of it', MONOREPO, API, '@acme/conf/origins', '/w/packages/conf/src/deep/origins.ts'],
  ['a file of it', MONOREPO, API, '@acme/conf/loose', '/w/packages/conf/src/loose.ts'],
  ['a way out of it', { ...MONOREPO, '/w/secret.ts': '' }, API, '@acme/conf/../../secret', 'outside'],
  [
    'the own name',
    MONOREPO,
    '/w/packages/conf/src/x.ts',
    '@acme/conf/origins',
    '/w/packages/conf/src/deep/origins.ts',
  ],
  ['another package of the scope', MONOREPO, API, '@acme/other', 'outside'],
  [
    'built files beside the sources',
    { ...MONOREPO, '/w/packages/conf/dist/index.js': '' },
    API,
    '@acme/conf',
    '/w/packages/conf/src/index.ts',
  ],
  [
    'pnpm',
    {
      ...MONOREPO,
      '/w/package.json': '{}',
      '/w/pnpm-workspace.yaml': "packages:\n  # all of them\n  - 'packages/**'\n  - '!**/test/**'\n",
    },
    API,
    '@acme/conf',
    '/w/packages/conf/src/index.ts',
  ],
  [
    'lerna',
    { ...MONOREPO, '/w/package.json': '{}', '/w/lerna.json': '{}' },
    API,
    '@acme/conf',
    '/w/packages/conf/src/index.ts',
  ],
  [
    'nx',
    { ...MONOREPO, '/w/package.json': '{}', '/w/nx.json': '{}' },
    API,
    '@acme/conf',
    '/w/packages/conf/src/index.ts',
  ],
  ['no monorepo', { ...MONOREPO, '/w/package.json': '{}' }, API, '@acme/conf', 'outside'],
  [
    'globs without end',
    {
      ...MONOREPO,
      '/w/package.json': json({ workspaces: [Array(60).fill('**').join('/'), '../**', '**/*/**/*/**'] }),
    },
    API,
    '@acme/none',
    'outside',
  ],
  [
    'a source condition',
    {
      ...MONOREPO,
      '/w/packages/conf/package.json': json({
        name: '@acme/conf',
        exports: { '.': { default: './dist/index.js', source: './code/main.ts' } },
      }),
      '/w/packages/conf/code/main.ts': '',
    },
    API,
    '@acme/conf',
    '/w/packages/conf/code/main.ts',
  ],
  [
    'a target out of the package',
    {
      ...MONOREPO,
      '/w/packages/conf/package.json': json({ name: '@acme/conf', exports: '../../secret.js' }),
      '/w/secret.js': '',
      '/w/packages/conf/src/index.ts': '',
    },
    API,
    '@acme/conf',
    '/w/packages/conf/src/index.ts',
  ],
];

const APP = empty(
  '/w/app/__init__.py',
  '/w/app/main.py',
  '/w/app/settings.py',
  '/w/app/core/__init__.py',
  '/w/app/core/config.py',
  '/w/app/space/inner.py',
);

const python: readonly Row[] = [
  ['a sibling', APP, '/w/app/main.py', '.settings', '/w/app/settings.py'],
  ['the own package', APP, '/w/app/main.py', '.', '/w/app/__init__.py'],
  ['a package', APP, '/w/app/main.py', '.core', '/w/app/core/__init__.py'],
  ['two up', APP, '/w/app/core/config.py', '..settings', '/w/app/settings.py'],
  ['too far up', APP, '/w/app/core/config.py', '.....settings', 'outside'],
  ['from the top', APP, '/w/app/core/config.py', 'app.settings', '/w/app/settings.py'],
  ['a folder without __init__', APP, '/w/app/main.py', 'app.space', 'outside'],
  ['a module in one', APP, '/w/app/main.py', 'app.space.inner', '/w/app/space/inner.py'],
  ['a sibling as script', APP, '/w/app/main.py', 'settings', '/w/app/settings.py'],
  [
    'the root of the package before a sibling',
    { ...APP, '/w/settings.py': '' },
    '/w/app/main.py',
    'settings',
    '/w/settings.py',
  ],
  [
    'a package before a module',
    { ...APP, '/w/app/core.py': '' },
    '/w/app/main.py',
    'app.core',
    '/w/app/core/__init__.py',
  ],
  [
    'src beside the tests',
    empty('/w/src/app/config.py', '/w/tests/test_a.py'),
    '/w/tests/test_a.py',
    'app.config',
    '/w/src/app/config.py',
  ],
  [
    'a project in a folder',
    empty('/w/backend/manage.py', '/w/backend/shop/settings/base.py'),
    '/w/backend/shop/urls.py',
    'shop.settings.base',
    '/w/backend/shop/settings/base.py',
  ],
  ['the nearest', empty('/w/b/conf.py', '/w/conf.py', '/w/b/c/a.py'), '/w/b/c/a.py', 'conf', '/w/b/conf.py'],
  ['the standard library', empty('/w/logging.py'), '/w/a.py', 'logging', 'outside'],
  ['an installed package', empty('/w/a.py'), '/w/a.py', 'fastapi', 'outside'],
  [
    'a folder named like an installed package',
    empty('/w/fastapi/main.py'),
    '/w/fastapi/main.py',
    'fastapi',
    'outside',
  ],
  ['a stub', empty('/w/conf.pyi'), '/w/a.py', 'conf', 'outside'],
  ['no module name', empty('/w/a-b.py'), '/w/a.py', 'a-b', 'outside'],
  ['a path', empty('/etc/passwd.py'), '/w/a.py', '....etc/passwd', 'outside'],
  ['beyond the root', empty('/etc/passwd.py'), '/w/a.py', '..etc.passwd', 'outside'],
  ['many dots', empty('/w/b.py'), '/w/a.py', `${'.'.repeat(900)}b`, 'outside'],
  ['letters of other alphabets', empty('/w/größe.py'), '/w/a.py', 'größe', '/w/größe.py'],
];

const FROM = '/w/infra/lib/stack.ts';
const PROJECT = empty('/w/infra/cdk.json', '/w/infra/fn/index.ts', '/w/fn/index.ts');
const programs: readonly Row[] = [
  [
    'beside the file',
    empty('/w/infra/lib/stack.own.ts'),
    FROM,
    'program::stack.own',
    '/w/infra/lib/stack.own.ts',
  ],
  ['above the file', empty('/w/fn/index.mjs'), FROM, 'program::../../fn/index', '/w/fn/index.mjs'],
  ['with its ending', empty('/w/fn/index.ts'), FROM, 'program::../../fn/index.ts', '/w/fn/index.ts'],
  ['by the compiled name', empty('/w/fn/index.ts'), FROM, 'program::../../fn/index.js', '/w/fn/index.ts'],
  ['in the other language', empty('/w/fn/app.py'), FROM, 'program::../../fn/app', '/w/fn/app.py'],
  ['with the ending of the other', empty('/w/fn/app.py'), FROM, 'program::../../fn/app.py', '/w/fn/app.py'],
  [
    'a package of Python',
    empty('/w/fn/app/main.py'),
    FROM,
    'program::../../fn/app.main',
    '/w/fn/app/main.py',
  ],
  ['of a Python file', empty('/w/fn/index.js'), '/w/stack.py', 'program::fn/index', '/w/fn/index.js'],
  ['in both languages', empty('/w/fn/a.py', '/w/fn/a.js'), FROM, 'program::../../fn/a', 'outside'],
  ['from the folder of the project', PROJECT, FROM, 'program:cdk.json:fn/index', '/w/infra/fn/index.ts'],
  ['from a folder that nothing marks', empty('/w/fn/index.ts'), FROM, 'program:cdk.json:fn/index', 'outside'],
  ['above the folder of the project', PROJECT, FROM, 'program:cdk.json:../fn/index', '/w/fn/index.ts'],
  ['JSON', empty('/w/fn/index.json'), FROM, 'program::../../fn/index', 'outside'],
  ['a folder', empty('/w/fn/index.ts'), FROM, 'program::../../fn', 'outside'],
  ['out of the workspace', empty('/etc/a.ts'), FROM, 'program::../../../etc/a', 'outside'],
  ['nothing there', empty('/w/a.ts'), FROM, 'program::b', 'outside'],
  ['no path', empty('/w/a.ts'), FROM, 'program::', 'outside'],
];

describe.each([
  ['programs', programs],
  ['relative', relative],
  ['leads nowhere', nowhere],
  ['compiler settings', compiler],
  ['packages', packages],
  ['Python', python],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_what, files, from, specifier, expected) => {
    expect(resolve(files, from, specifier)).toBe(expected);
  });
});

describe('where it looks', () => {
  test('in every workspace folder', () => {
    const files = empty('/lib/shared/__init__.py', '/w/a.py');
    expect(resolve(files, '/w/a.py', 'shared', ['/w', '/lib'])).toBe('/lib/shared/__init__.py');
    expect(resolve(files, '/w/a.py', 'shared', ['/w'])).toBe('outside');
  });

  test('for a file in no workspace folder: in its repository, else beside it', () => {
    const files = empty('/r/b.ts', '/r/src/a.ts');
    expect(resolve(files, '/r/src/a.ts', '../b')).toBe('outside');
    expect(resolve({ ...files, '/r/.git/HEAD': '' }, '/r/src/a.ts', '../b')).toBe('/r/b.ts');
    expect(resolve(empty('/r/src/b.ts'), '/r/src/a.ts', './b')).toBe('/r/src/b.ts');
  });

  test('not behind links', () => {
    const folder = folderWith({ 'in/a.ts': '', 'out/b.ts': '', 'out/c/d.ts': '' });
    symlinkSync('../out/b.ts', join(folder, 'in/b.ts'));
    symlinkSync('../out/c', join(folder, 'in/c'));
    mkdirSync(join(folder, 'in/loop'));
    symlinkSync('.', join(folder, 'in/loop/again'));
    const resolver = createResolver(() => [uriOf(join(folder, 'in'))]);
    const from = uriOf(join(folder, 'in/a.ts'));
    for (const specifier of ['./b', './c/d', './loop/again/again/x']) {
      expect(runNow(resolver.resolve({ from, specifier }), localFiles)).toEqual({ kind: 'outside' });
    }
  });

  test('a document without a file', () => {
    const resolver = createResolver(() => [uriOf('/w')]);
    const files = memoryFiles(empty('/w/b.ts'));
    expect(runNow(resolver.resolve({ from: 'untitled:Untitled-1', specifier: './b' }), files)).toEqual({
      kind: 'outside',
    });
  });

  test('whatever way the URI is spelt', () => {
    const resolver = createResolver(() => ['file:///w/%5Bid%5D/']);
    const files = memoryFiles(empty('/w/[id]/b.ts'));
    const found = runNow(resolver.resolve({ from: 'file:///w/[id]/a.ts', specifier: './b' }), files);
    expect(found).toEqual({ kind: 'file', uri: uriOf('/w/[id]/b.ts') });
  });

  test('the same with a file system that waits', async () => {
    const resolver = createResolver(() => [uriOf('/w')]);
    const found = await runLater(
      resolver.resolve({ from: uriOf(API), specifier: '@acme/conf' }),
      later(memoryFiles(MONOREPO)),
    );
    expect(found).toEqual({ kind: 'file', uri: uriOf('/w/packages/conf/src/index.ts') });
  });
});

describe('remembering', () => {
  function world(files: Record<string, string>) {
    const resolver = createResolver(() => [uriOf('/w')]);
    const seen = () => memoryFiles(files);
    return {
      resolver,
      ask(from: string, specifier: string) {
        const disk = seen();
        const found = runNow(resolver.resolve({ from: uriOf(from), specifier }), disk);
        return [found.kind === 'file' ? pathOf(found.uri) : found.kind, disk.asked.length] as const;
      },
    };
  }

  test('what was found, and what was not', () => {
    const { ask } = world({ '/w/b.ts': '' });
    expect(ask('/w/a.ts', './b')[1]).toBeGreaterThan(0);
    expect(ask('/w/a.ts', './b')).toEqual(['/w/b.ts', 0]);
    ask('/w/a.ts', './c');
    expect(ask('/w/a.ts', './c')).toEqual(['outside', 0]);
  });

  test('a file that appears, and one that disappears', () => {
    const files: Record<string, string> = { '/w/a.ts': '' };
    const { ask, resolver } = world(files);
    expect(ask('/w/a.ts', './lib/b')[0]).toBe('outside');
    files['/w/lib/b.ts'] = '';
    expect(resolver.changed([uriOf('/w/lib/b.ts')], 'existence')).toBe(true);
    expect(ask('/w/a.ts', './lib/b')[0]).toBe('/w/lib/b.ts');
    delete files['/w/lib/b.ts'];
    resolver.changed([uriOf('/w/lib/b.ts')], 'existence');
    expect(ask('/w/a.ts', './lib/b')[0]).toBe('outside');
  });

  test('settings that change', () => {
    const files: Record<string, string> = { ...settings({}) };
    const { ask, resolver } = world(files);
    expect(ask('/w/src/a.ts', 'lib/origins')[0]).toBe('outside');
    files['/w/tsconfig.json'] = json({ compilerOptions: { baseUrl: 'src' } });
    expect(resolver.changed([uriOf('/w/tsconfig.json')], 'content')).toBe(true);
    expect(ask('/w/src/a.ts', 'lib/origins')[0]).toBe('/w/src/lib/origins.ts');
  });

  test('what stands in a source does not matter', () => {
    const { ask, resolver } = world({ '/w/b.ts': '' });
    ask('/w/a.ts', './b');
    expect(resolver.changed([uriOf('/w/b.ts')], 'content')).toBe(false);
    expect(ask('/w/a.ts', './b')).toEqual(['/w/b.ts', 0]);
  });
});
