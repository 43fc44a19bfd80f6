import { describe, expect, test } from 'vitest';
import { strapi } from '../../../server/src/core/frameworks/strapi/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, version = '5.54.0', path = 'config/middlewares.js'): readonly string[] {
  const reading = readText(strapi, path, source, { '@strapi/strapi': version });
  return printReading(reading, source).map((line) => line.replace(/ @ .*/s, ''));
}

const inList = (config: string) => `module.exports = [{ name: 'strapi::cors', config: ${config} }];`;

describe('where it stands', () => {
  test.each([
    ["module.exports = ['strapi::errors', 'strapi::cors'];", ['any (default); credentials']],
    ["export default () => ['strapi::cors'];", ['any (default); credentials']],
    ["module.exports = [{ name: 'strapi::cors' }];", ['any (default); credentials']],
    ["module.exports = [{ ...shared, name: 'strapi::cors' }];", []],
    [inList('options'), ['unknown: an expression that is not followed (options); credentials?; open']],
    [inList("{ origin: ['https://a.example'] }"), ['exact https://a.example; credentials']],
    ["log('strapi::cors');", []],
    ["module.exports = [{ resolve: 'strapi::cors' }];", []],
  ])('%s', (source, found) => {
    expect(read(source)).toEqual(found);
  });

  test('a list in another file is no configuration', () => {
    expect(read("const names = ['strapi::cors'];", '5.54.0', 'src/index.js')).toEqual([]);
  });
});

describe('versions', () => {
  const COMMA = "{ origin: 'https://a.example, https://b.example' }";
  const BOTH = 'exact https://a.example | exact https://b.example; credentials';
  test.each([
    ['4.23.1', COMMA, BOTH],
    ['4.25.1', COMMA, 'fixed https://a.example, https://b.example; credentials'],
    ['4.25.2', COMMA, BOTH],
    ['5.20.0', COMMA, BOTH],
    ['4.25.2', "{ origin: 'https://a.example' }", 'fixed https://a.example; credentials'],
    ['5.20.0', "{ origin: 'https://a.example' }", 'exact https://a.example; credentials'],
    ['4.23.1', "{ origin: ['*'] }", 'any; credentials'],
    ['5.19.0', "{ origin: ['*'] }", 'never; credentials'],
    ['5.20.0', "{ origin: ['*'], credentials: false }", 'any'],
  ])('%s %s', (version, config, found) => {
    expect(read(inList(config), version)).toEqual([found]);
  });
});

describe('functions', () => {
  const ORIGIN = 'ctx.request.header.origin';
  test.each([
    [`(ctx) => ${ORIGIN}`, 'any; credentials'],
    [`(ctx) => (${ORIGIN} === 'https://a.example' ? ${ORIGIN} : '')`, 'exact https://a.example; credentials'],
    // What gives nothing lets everybody in since 5.20.
    [
      `(ctx) => { if (${ORIGIN} === 'https://a.example') return ${ORIGIN}; }`,
      'unknown: what `origin()` returns; credentials',
    ],
  ])('%s', (origin, found) => {
    expect(read(inList(`{ origin: ${origin} }`))).toEqual([found]);
  });
});

describe('the environment', () => {
  const config = (value: string) =>
    `export default ({ env }) => [{ name: 'strapi::cors', config: { origin: ${value} } }];`;
  test.each([
    [
      "env.array('ORIGINS', ['https://a.example'])",
      [
        'exact https://a.example; credentials; when `ORIGINS` is unset',
        'unknown: the environment variable `ORIGINS`',
      ],
    ],
    ["env('ORIGIN')", ['any; credentials', 'unknown: the environment variable `ORIGIN`']],
    ["env('origin')", ['unknown: ']],
    ["other('ORIGIN')", ['unknown: ']],
  ])('%s', (value, found) => {
    const lines = read(config(value));
    expect(lines).toHaveLength(found.length);
    for (const [at, line] of lines.entries()) expect(line).toContain(found[at] ?? '');
  });
});

describe('Strapi 3', () => {
  const three = (
    cors: string,
    versions: Readonly<Record<string, string>> = { strapi: '3.6.11' },
    path = 'config/middleware.js',
  ) => {
    const source = `module.exports = ({ env }) => ({ settings: { cors: ${cors} } });`;
    return printReading(readText(strapi, path, source, versions), source).map((line) =>
      line.replace(/ @ .*/s, ''),
    );
  };

  test.each([
    ['{ enabled: true }', 'any (default); credentials; enabled=true'],
    ["{ origin: '*', credentials: false }", 'any'],
    [
      "{ origin: 'https://a.example, https://b.example' }",
      'exact https://a.example | exact https://b.example; credentials',
    ],
    ["{ origin: ['https://a.example', '*'] }", 'exact https://a.example | any; credentials'],
    ["{ origin: env('ORIGIN', 'https://a.example') }", 'exact https://a.example; credentials; when'],
    [
      '{ origin: null }',
      'nobody; credentials; wrong-option-type origin (a string, a list of strings, or a function that gives one of them)',
    ],
  ])('%s', (cors, found) => {
    expect(three(cors)[0]).toContain(found);
  });

  test('a function counts since 3.4.2', () => {
    const fixed = "{ origin: () => 'https://a.example' }";
    expect(three(fixed, { strapi: '3.4.2' })).toEqual(['exact https://a.example; credentials']);
    expect(three(fixed, { strapi: '3.4.1' })).toEqual([
      'nobody; credentials; wrong-option-type origin (a string or a list of strings)',
    ]);
  });

  test.each([
    ['turned off', "{ enabled: false, origin: '*' }", { strapi: '3.6.11' }, 'config/middleware.js'],
    ['a later Strapi', "{ origin: '*' }", { '@strapi/strapi': '4.14.0' }, 'config/middleware.js'],
    ['another application of Koa', "{ origin: '*' }", { '@koa/cors': '5.0.0' }, 'config/middleware.js'],
    ['another file', "{ origin: '*' }", { strapi: '3.6.11' }, 'config/server.js'],
  ])('is silent about %s', (_name, cors, versions, path) => {
    expect(three(cors, versions, path)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  const text = inList("{ origin: ['*', /a/], credentials: 'false', enabled: true }");
  for (let end = 0; end < text.length; end++) read(text.slice(0, end));
});
