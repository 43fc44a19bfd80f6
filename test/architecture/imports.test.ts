import { describe, expect, test } from 'vitest';
import { type ImportOf, importsOf, read, sourcesIn } from './sources.ts';

const CORE = 'server/src/core/';
const core = sourcesIn('server/src/core');
const everything = [...sourcesIn('server/src'), ...sourcesIn('client/src')];

/** The room of a core file: its folder below `core`, or its name for the few files at the top. */
function roomOf(path: string): string {
  const rest = path.slice(CORE.length);
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : rest.replace(/\.ts$/, '');
}

/** Which rooms of the core a room may use. Types that only describe the seams are free. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  text: [],
  syntax: ['text'],
  evaluate: ['syntax', 'text'],
  origins: ['text'],
  browser: [],
  policy: ['origins', 'text', 'browser'],
  fixes: ['syntax', 'policy', 'text'],
  frameworks: ['syntax', 'evaluate', 'policy', 'origins', 'text'],
  rules: ['policy', 'origins', 'browser', 'fixes', 'text'],
  suppress: ['syntax', 'fixes', 'text', 'rules'],
  settings: [],
  describe: ['browser', 'evaluate', 'frameworks', 'policy', 'origins', 'rules', 'syntax', 'text', 'analyze'],
  project: [],
  'prefilter-data': [],
  prefilter: ['prefilter-data', 'text'],
  behind: ['evaluate', 'prefilter'],
  analyze: ['behind', 'evaluate', 'frameworks', 'policy', 'prefilter', 'rules', 'suppress', 'syntax', 'text'],
};

function show({ from, to }: ImportOf): string {
  return `${from} imports ${to}`;
}

describe('the core', () => {
  const imports = core.filter((path) => path !== `${CORE}index.ts`).flatMap(importsOf);

  test('imports its own files and libraries that need no platform, nothing else', () => {
    const libraries = [
      '@lezer/common',
      '@lezer/python',
      '@lezer/javascript',
      '@lezer/lr',
      'punycode/punycode.es6.js',
      'tldts',
      'refa',
      '@eslint-community/regexpp',
      'semver',
    ];
    const foreign = imports.filter(({ to }) => !to.startsWith(CORE) && !libraries.includes(to));
    expect(foreign.map(show)).toEqual([]);
  });

  test('keeps to the direction of its rooms', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      if (!to.startsWith(CORE) || typeOnly) return false;
      const [a, b] = [roomOf(from), roomOf(to)];
      return a !== b && !(MAY_USE[a] ?? []).includes(b);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('no library knows another, and no rule knows a library or the syntax', () => {
    const library = (path: string) => /^server\/src\/core\/frameworks\/([a-z0-9-]+)\//.exec(path)?.[1];
    const wrong = imports.filter(({ from, to }) => {
      if (library(from) && library(to) && library(to) !== 'shared') return library(from) !== library(to);
      return (
        from.startsWith(`${CORE}rules/`) && (to.startsWith(`${CORE}syntax/`) || library(to) !== undefined)
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('names no library in a rule', () => {
    const naming = sourcesIn('server/src/core/rules').filter((path) =>
      /\b(?:starlette|fastapi|flask|django|express|nestjs|hono|koa)\b/i.test(read(path)),
    );
    expect(naming).toEqual([]);
  });
});

describe('the outside', () => {
  const imports = everything.flatMap(importsOf);

  test('only the protocol folder and the entries know the protocol; only the client knows the editor', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (to.startsWith('vscode-languageserver'))
        return !/^server\/src\/(?:lsp\/|node\.ts|web\.ts)/.test(from);
      if (to === 'vscode' || to.startsWith('vscode-languageclient')) return !from.startsWith('client/');
      return false;
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('the client takes only the types of the messages from the server', () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        from.startsWith('client/') &&
        to.startsWith('server/') &&
        !(typeOnly && to === 'server/src/lsp/messages.ts'),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('protocol, host and command line use the core through its front door', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        !from.startsWith(CORE) &&
        !from.startsWith('client/') &&
        to.startsWith(CORE) &&
        to !== `${CORE}index.ts` &&
        // `cors-lens/browser` is that room of the core and nothing else.
        !(from.startsWith('server/src/api/') && to === `${CORE}browser/index.ts`),
    );
    expect(wrong.map(show)).toEqual([]);
  });
});

test('source files stay small', () => {
  const long = everything
    .filter((path) => !path.includes('.generated.'))
    .map((path) => ({ path, lines: read(path).split('\n').length }))
    .filter(({ lines }) => lines > 400);
  expect(long).toEqual([]);
});
