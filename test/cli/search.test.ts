import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Search, Sighting } from '../../server/src/host/node/search/search.ts';
import { type Searching, searchHere } from '../../server/src/host/node/search/searching.ts';
import { searchBeside } from '../../server/src/host/node/search/thread.ts';
import { runIn } from '../support/cli.ts';
import { folderWith } from '../support/folder.ts';

const SERVER = `import cors from 'cors';
import express from 'express';
const app = express();
app.use(cors());
app.listen(3000);
`;
const PAGE = `document.title = 'Shop';
fetch('http://localhost:3000/orders', { credentials: 'include' });
`;

/** The thread's program as it is shipped. */
let dist: string;

beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'cors-lens-dist-'));
  execFileSync(process.execPath, ['scripts/build.mjs', '--out', dist]);
}, 120_000);
afterAll(() => rmSync(dist, { recursive: true, force: true }));

const beside = (search: Search) => searchBeside(search, pathToFileURL(join(dist, 'cliSearch.js')));
const searchOf = (...folders: string[]): Search => ({
  folders,
  roots: folders.map((folder) => pathToFileURL(folder).href),
});

/** What was met, without how it was grouped. */
async function metBy(searching: Searching): Promise<unknown> {
  const met: Sighting[] = [];
  for await (const sighting of searching.sightings()) met.push(sighting);
  const paths = met.flatMap((one) => (one.kind === 'found' ? one.paths : []));
  expect(searching.found()).toBe(paths.length);
  expect(searching.isWalked()).toBe(true);
  searching.close();
  return {
    paths,
    candidates: met.filter((one) => one.kind === 'candidate'),
    others: met.filter((one) => one.kind === 'problem' || one.kind === 'walked'),
  };
}

describe('a search in a thread of its own meets what one in this thread meets', () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [
      `f${at % 7}/g${at % 3}/${at}.ts`,
      at % 50 === 0 ? SERVER : 'x = 1;\n',
    ]),
  );

  test.each<[string, Readonly<Record<string, string | Buffer>>]>([
    ['nothing', {}],
    ['hundreds of files', many],
    [
      'settings and ignored folders',
      { ...many, '.gitignore': 'f1/', 'f2/cors-lens.json': '{"exclude":["g0"]}' },
    ],
    [
      'files that are no text',
      {
        'a.py': Buffer.from('import flask_cors \xe9', 'latin1'),
        'b.ts': `${SERVER}\0`,
        'c.ts': Buffer.from(`\ufeff${SERVER}`, 'utf16le'),
      },
    ],
    [
      'more text than may wait',
      Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [
          `${at}.ts`,
          `/*${`${' '.repeat(99)}\n`.repeat(18_000)}*/\n${SERVER}`,
        ]),
      ),
    ],
  ])('%s', async (_, files) => {
    const search = searchOf(folderWith(files));
    expect(await metBy(beside(search))).toEqual(await metBy(searchHere(search)));
  });

  test('a folder inside another, each file once', async () => {
    const folder = folderWith(many);
    const search = searchOf(join(folder, 'f3'), folder, join(folder, 'f3', 'g1'));
    const met = await metBy(beside(search));
    expect(met).toEqual(await metBy(searchHere(search)));
    expect(met).toMatchObject({ paths: { length: 300 } });
  });

  test('a settings file of its own', async () => {
    const folder = folderWith({
      ...many,
      'own.json': '{"exclude":["f5/**"]}',
      'f2/cors-lens.json': '{"exclude":["g0"]}',
    });
    const search = { ...searchOf(folder), config: pathToFileURL(join(folder, 'own.json')).href };
    expect(await metBy(beside(search))).toEqual(await metBy(searchHere(search)));
  });
});

test('wrong use that is noticed while the thread searches ends both', () => {
  const folder = folderWith({ 'a.js': SERVER });
  const ran = spawnSync(process.execPath, [join(dist, 'cli.js'), 'check', '--config', 'none.json'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(ran).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'cors-lens: There is no settings file none.json.\n',
  });
});

/** A search that meets just this. */
const meeting = (sightings: () => Iterable<Sighting>) => (): Searching => ({
  sightings,
  found: () => 2,
  isWalked: () => false,
  close: () => {},
});

test('requests of pages that are found after the server are told all the same', async () => {
  const folder = folderWith({ 'a.js': SERVER, 'z.js': PAGE });
  const [server, page] = [join(folder, 'a.js'), join(folder, 'z.js')];
  const search = meeting(function* () {
    yield { kind: 'found', paths: [server] };
    yield { kind: 'candidate', path: server, files: 1, outcome: { text: SERVER, encoding: 'utf-8' } };
    yield { kind: 'found', paths: [page] };
    yield { kind: 'walked', settings: [] };
  });
  const ran = await runIn(folder, ['check', '--format=json'], { search });
  expect(ran.output).toContain('goes to port 3000');
  expect(ran).toEqual(await runIn(folder, ['check', '--format=json']));
});

test('a search that breaks off is told, and what it brought is kept', async () => {
  const folder = folderWith({ 'a.js': SERVER });
  const server = join(folder, 'a.js');
  const search = meeting(function* () {
    yield { kind: 'found', paths: [server] };
    yield { kind: 'candidate', path: server, files: 1, outcome: { text: SERVER, encoding: 'utf-8' } };
    throw new Error('the disk is gone');
  });
  const ran = await runIn(folder, ['check', '--level=information'], { search });
  expect(ran.code).toBe(2);
  expect(ran.errors).toContain('the disk is gone');
  expect(ran.output).toContain('any-origin');
});

test('a thread that ends before its search does is an error', async () => {
  const searching = searchBeside(searchOf(tmpdir()), new URL('data:text/javascript,process.exit(0)'));
  await expect(metBy(searching)).rejects.toThrow('ended before it was done');
});
