import { describe, expect, it } from 'vitest';
import { type Files, probed } from '../support/probe-files.ts';

type Row = readonly [name: string, source: string, printed: string];

function table(title: string, head: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (_name, source, printed) => {
      expect(probed({ 'app.ts': `${head}\n${source}` })).toBe(printed);
    });
  });
}

const SET = '?env(X) when `X` is set [env]';
const unset = (value: string): string => `${value} when \`X\` is unset [env] | ${SET}`;
const field = (schema: string): string => `probe(z.object({ X: ${schema} }).parse(process.env).X)`;

// What is made of an unset variable was measured with zod@3.25.76 and zod@4.6.7.
table('zod', "import { z } from 'zod';", [
  ['a default', field("z.string().default('*')"), unset("'*'")],
  [
    'a default that is cut',
    field("z.string().default('a,b').transform((s) => s.split(','))"),
    unset("['a', 'b']"),
  ],
  ['required', field('z.string().url()'), '?env(X)'],
  ['optional', field('z.string().optional()'), unset('undefined')],
  [
    'checks',
    field("z.string().min(1).url().default('https://a.example').describe('d')"),
    unset("'https://a.example'"),
  ],
  ['a default that is called', field("z.string().default(() => 'f')"), unset("'f'")],
  ['a list', field("z.array(z.string()).default(['a'])"), unset("['a']")],
  ['a fallback for what is refused', field("z.string().catch('c')"), unset("'c'")],
  ['preprocess', field("z.preprocess((v) => v ?? '*', z.string())"), unset("'*'")],
  [
    'preprocess and a default',
    field("z.preprocess((v) => v, z.array(z.string())).default(['q'])"),
    unset("['q']"),
  ],
  [
    'optional, then cut',
    field("z.string().optional().transform((s) => (s ? s.split(',') : ['d']))"),
    `['d'] when \`X\` is unset [env] | ${SET} and \`s\` is true [env] | ['d'] when \`X\` is set [env] and \`s\` is false [env]`,
  ],
  ['a list for zod 4', field("z.string().transform((s) => s.split(',')).default(['*'])"), unset("['*']")],
  ['a text for zod 3', field("z.string().transform((s) => s.split(',')).default('*')"), unset("['*']")],
  [
    'zod 3 trims its default, zod 4 does not',
    field("z.string().trim().default(' x ')"),
    unset('?syntax(schema)'),
  ],
  [
    'zod 3 gives nothing, zod 4 the default',
    field("z.string().default('*').optional()"),
    unset('?syntax(schema)'),
  ],
  [
    'words for yes and no',
    field("z.enum(['true', 'false']).default('true').transform((v) => v === 'true')"),
    unset('true'),
  ],
  [
    'a word that is not one of them',
    "probe(z.object({ X: z.enum(['a']).catch('c') }).parse({ X: 'b' }).X)",
    "'c'",
  ],
  ['coerced', field('z.coerce.boolean().default(true)'), unset('true')],
  ['a union', field("z.union([z.string(), z.array(z.string())]).default('x')"), unset("'x'")],
  [
    'piped',
    field("z.string().default('a,b').transform((s) => s.split(',')).pipe(z.array(z.string()))"),
    unset("['a', 'b']"),
  ],
  [
    'a method that is not known',
    field("z.string().default('*').frobnicate()"),
    `?syntax(schema) when \`X\` is unset [env] | ?syntax(schema) when \`X\` is set [env]`,
  ],
  ['a name for a field', `const origin = z.string().default('*');\n${field('origin')}`, unset("'*'")],
  [
    'what the schema does not know is left out',
    'probe(z.object({ X: z.string() }).parse(process.env).Y)',
    'undefined',
  ],
  [
    'unless it lets it through',
    'probe(z.object({ X: z.string() }).passthrough().parse(process.env).Y)',
    '?attribute(process.env)',
  ],
  [
    'a schema under a name, joined and narrowed',
    "const a = z.object({ X: z.string().default('1'), Z: z.string() });\nconst b = a.extend({ X: z.string().default('2') }).pick({ X: true }).strict();\nprobe(b.parse(process.env).X, b.parse(process.env).Z)",
    `${unset("'2'")}\nundefined`,
  ],
  [
    'changed as a whole',
    "const e = z.object({ X: z.string().default('*') }).transform((env) => ({ cors: { origin: env.X } })).parse(process.env);\nprobe(e.cors.origin)",
    unset("'*'"),
  ],
  [
    'asked whether it fits',
    "const parsed = z.object({ X: z.string().default('*') }).safeParse(process.env);\nif (!parsed.success) throw new Error();\nconst { X } = parsed.data;\nprobe(parsed.data.X, X, parsed.success)",
    `${unset("'*'")}\n${unset("'*'")}\n?call(safeParse)`,
  ],
  [
    'an object of variables',
    "probe(z.object({ X: z.string().default('*') }).parse({ X: process.env.Q }).X)",
    "'*' when `Q` is unset [env] | ?env(Q) when `Q` is set [env]",
  ],
  [
    'the environment and more',
    "probe(z.object({ X: z.string().default('*'), Y: z.string() }).parse({ ...process.env, Y: 'y' }))",
    `{X: ${unset("'*'")}, Y: 'y'}`,
  ],
  [
    'something else',
    "probe(z.object({ X: z.string().default('*') }).parse(JSON.parse(text)).X)",
    '?attribute(X)',
  ],
  ['another parse', "probe(JSON.parse('[1]'), yaml.parse(text))", '[1]\n?call(yaml.parse)'],
]);

table('t3-env', "import { createEnv } from '@t3-oss/env-core';\nimport { z } from 'zod';", [
  [
    'the environment',
    "probe(createEnv({ server: { X: z.string().default('*') }, runtimeEnv: process.env }).X)",
    unset("'*'"),
  ],
  [
    'each variable',
    "const env = createEnv({ client: {}, server: { X: z.string().default('*') }, runtimeEnv: { X: process.env.X } });\nprobe(env.X, env.Y)",
    `${unset("'*'")}\nundefined`,
  ],
  ['no environment', "probe(createEnv({ server: { X: z.string().default('*') } }).X)", unset("'*'")],
  [
    'shared goes last',
    "probe(createEnv({ shared: { X: z.string().default('s') }, server: { X: z.string() }, runtimeEnv: {} }).X)",
    "'s'",
  ],
  [
    'what it extends',
    "const e = createEnv({ extends: [other], server: { X: z.string().default('*') }, runtimeEnv: process.env });\nprobe(e.X, e.Y)",
    `${unset("'*'")}\n?call(createEnv)`,
  ],
]);

table('envalid', "import { cleanEnv, str, url, json, makeValidator } from 'envalid';", [
  ['a default', "probe(cleanEnv(process.env, { X: str({ default: '*' }) }).X)", unset("'*'")],
  ['required', 'probe(cleanEnv(process.env, { X: str() }).X)', '?env(X)'],
  [
    'a default is not read',
    "probe(cleanEnv(process.env, { X: json({ default: '[1]' }) }).X)",
    unset("'[1]'"),
  ],
  [
    'a validator of its own',
    "const list = makeValidator((s) => s.split(','));\nprobe(cleanEnv(process.env, { X: list({ default: ['a'] }) }).X)",
    unset("['a']"),
  ],
  [
    'a default for development',
    "probe(cleanEnv(process.env, { X: str({ default: 'https://a', devDefault: '*' }) }).X)",
    "'*' when `X` is unset [env] and `NODE_ENV` is set and not `production` [dev] [env] | 'https://a' when `X` is unset [env] and `NODE_ENV` is unset or `production` [env] | ?env(X) when `X` is set [env]",
  ],
  ['another key ends the program', 'probe(cleanEnv(process.env, { X: str() }).Y)', '?call(cleanEnv)'],
  [
    'a validator that is not known',
    "probe(cleanEnv(process.env, { X: origin({ default: '*' }) }).X)",
    `?syntax(validator) when \`X\` is unset [env] | ?syntax(validator) when \`X\` is set [env]`,
  ],
]);

const OTHER_FILES: readonly (readonly [string, Files, string])[] = [
  [
    'a checked environment in another file',
    {
      'main.ts': "import { env } from './env';\nprobe(env.X)",
      'env.ts':
        "import { z } from 'zod';\nimport { schema } from './schema';\nconst parsed = schema.safeParse(process.env);\nif (!parsed.success) process.exit(1);\nexport const env = parsed.data;",
      'schema.ts':
        "import { z } from 'zod';\nimport { origins } from './fields';\nexport const schema = z.object({ X: origins });",
      'fields.ts':
        "import { z } from 'zod';\nexport const origins = z.string().default('*').transform((s) => s.split(','));",
    },
    unset("['*']"),
  ],
  [
    'a function that checks',
    {
      'main.ts': "import { validate } from './env';\nconst env = validate();\nprobe(env.X)",
      'env.ts':
        "import { cleanEnv, str } from 'envalid';\nexport function validate() { return cleanEnv(process.env, { X: str({ default: '*' }) }); }",
    },
    unset("'*'"),
  ],
];

describe('in other files', () => {
  it.each(OTHER_FILES)('%s', (_name, files, printed) => expect(probed(files)).toBe(printed));
});
