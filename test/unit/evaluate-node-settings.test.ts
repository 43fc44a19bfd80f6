import { describe, expect, it } from 'vitest';
import { type Files, probed } from '../support/probe-files.ts';

type Row = readonly [name: string, files: Files, printed: string];

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (_name, files, printed) => {
      expect(probed(files)).toBe(printed);
    });
  });
}

const SET = '?env(X) when `X` is set [env]';
const unset = (value: string): string => `${value} when \`X\` is unset [env] | ${SET}`;
const envVar = (chain: string): Files => ({ 'app.ts': `import env from 'env-var';\nprobe(env.${chain})` });

// Every value was read from env-var@7.5.0.
table('env-var', [
  ['a list, whose blanks stay', envVar("get('X').default('a, b,,c').asArray()"), unset("['a', ' b', 'c']")],
  ['another delimiter', envVar("get('X').default('a;b').asArray(';')"), unset("['a', 'b']")],
  ['an empty list', envVar("get('X').default('').asArray()"), unset('[]')],
  ['nothing', envVar("get('X').asArray()"), unset('undefined')],
  ['required', envVar("get('X').required().asString()"), '?env(X)'],
  ['required, with a default', envVar("get('X').required().default('a').asString()"), unset("'a'")],
  ['a text', envVar("get('X').default('a').example('b').asString()"), unset("'a'")],
  ['one of several', envVar("get('X').default('a').asEnum(['a', 'b'])"), unset("'a'")],
  [
    'an address gets a slash',
    envVar("get('X').default('http://A.example:80').asUrlString()"),
    unset("'http://a.example/'"),
  ],
  [
    'an address with a path',
    envVar("get('X').default('http://a.example/x').asUrlString()"),
    unset("'http://a.example/x'"),
  ],
  ['a switch', envVar("get('X').default('true').asBool()"), unset('true')],
  ['a set', envVar("get('X').default('a,b').asSet()"), unset("{'a', 'b'}")],
  [
    'a named import',
    { 'app.ts': "import { get } from 'env-var'; probe(get('X').default('a').asString())" },
    unset("'a'"),
  ],
  ['not followed: JSON', envVar("get('X').default('[]').asJsonArray()"), unset('?call(asJsonArray)')],
  [
    'not followed: an address that is written anew',
    envVar("get('X').default('http://a.example/a b').asUrlString()"),
    unset('?call(asUrlString)'),
  ],
  [
    'of something else',
    { 'app.ts': "import { env } from './env'; probe(env.get('X').default('a').asArray())" },
    "?call(env.get('X').default('a').asArray)",
  ],
]);

const convict = (schema: string, asked: string, more = ''): Files => ({
  'app.ts': `import config from './config';\nprobe(${asked})`,
  'config.ts': `import convict from 'convict';\nconst config = convict({ cors: { origin: ${schema}, on: { format: Boolean, default: true } } });\n${more}\nexport default config;`,
});
const ORIGIN = "config.get('cors.origin')";

// Every value was read from convict@6.2.5.
table('convict', [
  ['a default and a variable', convict("{ format: String, default: 'a', env: 'X' }", ORIGIN), unset("'a'")],
  ['a list', convict("{ format: Array, default: ['a'], env: 'X' }", ORIGIN), unset("['a']")],
  [
    'a text that becomes a list',
    convict("{ format: Array, default: 'a,b', env: 'X' }", ORIGIN),
    unset("['a', 'b']"),
  ],
  ['no variable', convict("{ format: '*', default: ['a'] }", ORIGIN), "['a']"],
  ['one of several', convict("{ format: ['a', 'b'], default: 'a' }", ORIGIN), "'a'"],
  ['no schema', convict("'a'", ORIGIN), "'a'"],
  ['a group', convict("{ default: 'a', env: 'X' }", "config.get('cors').origin"), unset("'a'")],
  ['all', convict("{ default: 'a' }", 'config.getProperties().cors'), "{origin: 'a', on: true}"],
  ['checked', convict("{ default: 'a' }", ORIGIN, "config.validate({ allowed: 'strict' });"), "'a'"],
  [
    'a file may say something else',
    convict("{ default: 'a', env: 'X' }", ORIGIN, 'config.loadFile(path);'),
    unset('?call(config.load)'),
  ],
  ['the command line may', convict("{ default: 'a', arg: 'origin' }", ORIGIN), '?call(config.get)'],
  ['a format of its own', convict("{ format: 'list', default: 'a,b' }", ORIGIN), '?call(config.get)'],
  [
    'a setting that is not there',
    convict("{ default: 'a' }", "config.get('cors.none')"),
    '?call(config.get)',
  ],
  [
    'another library',
    { 'app.ts': "import config from 'nconf'; probe(config.get('cors.origin'))" },
    '?call(config.get)',
  ],
]);
