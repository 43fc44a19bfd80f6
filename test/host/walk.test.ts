import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WalkEvent } from '../../server/src/host/host.ts';
import { runNow } from '../../server/src/host/io.ts';
import { later, localFiles } from '../../server/src/host/node/files.ts';
import { createNodeHost } from '../../server/src/host/node/host.ts';
import { pathOf, uriOf } from '../../server/src/host/node/paths.ts';
import { walk } from '../../server/src/host/node/walk.ts';
import { createHost } from '../../server/src/host/portable.ts';
import { createStore } from '../../server/src/host/store.ts';
import { startAt, visit } from '../../server/src/host/visit.ts';
import { folderWith } from '../support/folder.ts';
import { memoryFiles } from '../support/memoryFiles.ts';

const storeOf = (root: string) => createStore({ roots: () => [uriOf(root)], ruleIds: [], packages: [] });

function filesBelow(folder: string, root = folder): readonly string[] {
  const options = { store: storeOf(root), folderSettings: true };
  return [...walk(uriOf(folder), options)].map((event) =>
    event.kind === 'path'
      ? event.path.slice(root.length + 1)
      : `! ${pathOf(event.uri)?.slice(root.length + 1)}: ${event.message}`,
  );
}

/** As Git sees it: files that it does not track and does not ignore. */
function gitFiles(folder: string): readonly string[] {
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, ...words], { env: environment, encoding: 'utf8' });
  git('init', '-q');
  return git('ls-files', '--others', '--exclude-standard', '-z')
    .split('\0')
    .filter((path) => path.endsWith('.py'));
}

describe('.gitignore, as Git reads it', () => {
  const names = [
    'a.py',
    'b.py',
    'dir/a.py',
    'dir/sub/a.py',
    'dir/sub/b.py',
    'logs/a.py',
    'dir/logs/a.py',
    'a b.py',
    '#a.py',
    '!a.py',
    'Build/a.py',
    'x[1].py',
  ];
  const tree = Object.fromEntries(names.map((name) => [name, 'cors']));

  test.each([
    ['names', { '.gitignore': 'a.py\n' }],
    ['anchored', { '.gitignore': '/a.py\n/dir/sub\n' }],
    ['folders only', { '.gitignore': 'logs/\na.py/\n' }],
    ['stars', { '.gitignore': '*.py\n!b.py\n' }],
    ['double stars', { '.gitignore': '**/sub/**\n' }],
    ['double stars in the middle', { '.gitignore': 'dir/**/a.py\n' }],
    ['negation cannot reach into an ignored folder', { '.gitignore': 'dir/\n!dir/sub/a.py\n' }],
    ['negation of what is in a folder', { '.gitignore': 'dir/*\n!dir/sub\n' }],
    ['nested files', { '.gitignore': '*.py\n', 'dir/.gitignore': '!a.py\n', 'dir/sub/.gitignore': 'a.py\n' }],
    ['an inner file takes a folder back', { '.gitignore': 'logs/\n', 'dir/.gitignore': '!logs/\n' }],
    ['an inner path is relative to its own file', { 'dir/.gitignore': '/a.py\nsub/b.py\n' }],
    ['comments, blanks, escapes', { '.gitignore': '# a.py\n\n\\#a.py\n\\!a.py\na\\ b.py\n' }],
    ['blanks at the end', { '.gitignore': 'a.py   \nb.py\\ \n' }],
    ['ranges', { '.gitignore': '[ab].py\nx\\[1\\].py\n' }],
    ['question marks', { '.gitignore': '?.py\n' }],
    ['upper case', { '.gitignore': 'build/\nA.PY\n' }],
    ['Windows line ends', { '.gitignore': 'a.py\r\nlogs/\r\n' }],
    ['letters beyond ASCII', { '.gitignore': 'é.py\n', 'é.py': '', 'è.py': '' }],
    ['.git/info/exclude', { '.git/info/exclude': 'a.py\n', '.gitignore': '!/a.py\n' }],
    ['a broken range', { '.gitignore': '[a.py\n[z-a].py\nb.py\n' }],
  ])('%s', (_, ignores: Record<string, string>) => {
    const folder = folderWith({ ...tree, ...ignores });
    expect([...filesBelow(folder)].sort()).toEqual([...gitFiles(folder)].sort());
  });

  test('known difference: a question mark is a character here, a byte in Git', () => {
    const folder = folderWith({ 'é.py': '', '.gitignore': '?.py' });
    expect(filesBelow(folder)).toEqual([]);
    expect(gitFiles(folder)).toEqual(['é.py']);
  });

  test('the lists of the folders above count, from the repository down', () => {
    const folder = folderWith({
      '.gitignore': 'a.py',
      'repo/.git/': '',
      'repo/.gitignore': 'b.py\n/app/src/c.py',
      'repo/app/src/a.py': '',
      'repo/app/src/b.py': '',
      'repo/app/src/c.py': '',
      'repo/app/src/d.py': '',
    });
    expect(filesBelow(join(folder, 'repo/app/src'))).toEqual(['a.py', 'd.py']);
  });
});

describe('what is never entered', () => {
  test.each([
    'node_modules',
    '.git',
    'site-packages',
    '.venv',
    'venv',
    '__pycache__',
    '.next',
    'a/b/node_modules',
    '.history',
  ])('%s', (name) => {
    expect(filesBelow(folderWith({ [`${name}/a.py`]: '', 'b.py': '' }))).toEqual(['b.py']);
  });

  test('a Python environment of any name', () => {
    const folder = folderWith({ 'my-env/pyvenv.cfg': '', 'my-env/lib/a.py': '', 'env/b.py': '' });
    expect(filesBelow(folder)).toEqual(['env/b.py']);
  });

  test('dist, build and hidden folders are, without what a program made and declarations', () => {
    const folder = folderWith({
      'dist/a.js': '',
      'build/b.js': '',
      '.storybook/c.ts': '',
      'd.min.js': '',
      'e.d.ts': '',
      'f.d.MTS': '',
    });
    expect(filesBelow(folder)).toEqual(['.storybook/c.ts', 'build/b.js', 'dist/a.js']);
  });
});

test('links are not followed', () => {
  const folder = folderWith({ 'a/b.py': '' });
  symlinkSync('.', join(folder, 'a/loop'));
  symlinkSync('b.py', join(folder, 'a/c.py'));
  mkdirSync(join(folder, 'a/odd.py'));
  expect(filesBelow(folder)).toEqual(['a/b.py']);
});

test('exclude prunes whole folders and knows negation', () => {
  const folder = folderWith({
    'cors-lens.json': '{ "exclude": ["legacy/", "*.spec.ts", "!keep.spec.ts", "/top.ts"] }',
    'legacy/a.ts': '',
    'src/legacy/b.ts': '',
    'src/c.spec.ts': '',
    'src/keep.spec.ts': '',
    'top.ts': '',
    'src/top.ts': '',
  });
  expect(filesBelow(folder)).toEqual(['src/keep.spec.ts', 'src/top.ts']);
});

test('folders that cannot be read are told, those that vanished are not', () => {
  const files = memoryFiles({ '/r/a.py': '', '/r/b/c.py': '' });
  const blind = {
    ...files,
    list: (uri: string) =>
      uri.endsWith('/b')
        ? { problem: 'unreadable' as const, message: 'It cannot be read: permission denied.' }
        : files.list(uri),
  };
  const options = { store: storeOf('/r'), folderSettings: true };
  const top = runNow(visit(runNow(startAt('file:///r', options), blind), options), blind);
  expect(top).toMatchObject({ files: ['a.py'], folders: [{ uri: 'file:///r/b' }] });
  const [inner] = top.folders;
  expect(inner && runNow(visit(inner, options), blind)).toMatchObject({
    files: [],
    problem: { problem: 'unreadable' },
  });

  const gone = join(folderWith({ 'x.py': '' }), 'gone');
  expect(filesBelow(gone)).toEqual([expect.stringContaining('There is no such file or folder.')]);
});

describe('the hosts of the language server', () => {
  const tree = {
    'a.py': 'import cors',
    'b/c.ts': 'cors',
    'b/plain.ts': 'nothing',
    'b/bad.py': Buffer.from('cors \xe9', 'latin1'),
    'b/wide.ts': Buffer.from('\ufeffcors', 'utf16le'),
    'b/binary.ts': 'cors\0',
    'skip/d.py': 'cors',
    'e.test.py': 'cors',
    '.gitignore': 'skip',
  };
  const options = (root: string) => ({
    roots: () => [uriOf(root)],
    ruleIds: [],
    packages: [],
    prefilter: { text: (text: string) => text.includes('cors') },
  });
  const read = async (folder: string, events: AsyncIterable<WalkEvent>) => {
    const said: string[] = [];
    let files = 0;
    for await (const event of events) {
      if (event.kind === 'progress') files = event.files;
      else
        said.push(
          `${pathOf(event.uri)?.slice(folder.length + 1)} ${event.kind === 'file' ? event.text : event.problem}`,
        );
    }
    return [...said, `${files} files`];
  };

  test.each([
    ['local', createNodeHost],
    ['portable', (given: ReturnType<typeof options>) => createHost(later(localFiles), given)],
  ])('%s', async (_, create) => {
    const folder = folderWith(tree);
    const host = create(options(folder));
    expect(await read(folder, host.candidates(uriOf(folder), { exclude: ['*.test.py'] }))).toEqual([
      'a.py import cors',
      'b/bad.py invalid-utf8',
      'b/c.ts cors',
      'b/wide.ts cors',
      '6 files',
    ]);
  });
});
