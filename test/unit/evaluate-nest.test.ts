import { describe, expect, it } from 'vitest';
import { type Files, probed } from '../support/probe-files.ts';

type Row = readonly [name: string, files: Files, printed: string];

/** An application whose `main.ts` asks `probe(…)`, with this in the list of what its configuration loads. */
function application(asked: string, config: string, options = 'load: [corsConfig]', more: Files = {}): Files {
  return {
    'main.ts': [
      "import { ConfigService, ConfigType } from '@nestjs/config';",
      "import { NestFactory } from '@nestjs/core';",
      "import { AppModule } from './app.module';",
      "import corsConfig from './cors.config';",
      'const app = await NestFactory.create(AppModule);',
      'const configService = app.get(ConfigService);',
      asked,
    ].join('\n'),
    'app.module.ts': [
      "import { ConfigModule } from '@nestjs/config';",
      "import Joi from 'joi';",
      "import corsConfig from './cors.config';",
      `@Module({ imports: [ConfigModule.forRoot({ isGlobal: true, ${options} })] })`,
      'export class AppModule {}',
    ].join('\n'),
    'cors.config.ts': `import { registerAs } from '@nestjs/config';\n${config}`,
    ...more,
  };
}

const CORS =
  "export default registerAs('cors', () => ({ origins: ['a'], on: undefined, off: null, deep: { x: 1 } }));";
const plain = (result: string): string => `export default () => (${result});`;

const ENV_A = '?env(X) when `X` is set [env]';

// Every value was read from @nestjs/config@4.0.4.
const VALUES: readonly Row[] = [
  [
    'a factory that is waited for',
    application(
      "probe(configService.get('cors.origins'))",
      "export default registerAs('cors', async () => ({ origins: ['a'] }));",
    ),
    "['a']",
  ],
  [
    'a variable that a factory with known keys does not hold',
    application(
      "probe(configService.get('X', 'd'))",
      'const load = async () => { try { return { INFRA: await read() }; } catch { return { INFRA: {} }; } };\nexport default async () => load();',
    ),
    `'d' when \`X\` is unset [env] | ${ENV_A}`,
  ],
  [
    'a factory that checks the environment, which it is given as a default',
    application(
      "probe(configService.get('X')?.split(','))",
      [
        "import { z } from 'zod';",
        "const schema = z.object({ X: z.string().default('a'), y: z.object({ z: z.string() }) });",
        'function checked(env = process.env) {',
        '  try { const raw = { X: env.X, y: { z: env.Z } }; return schema.parse(raw); }',
        "  catch (error) { throw new Error('not valid'); }",
        '}',
        'export default () => checked();',
      ].join('\n'),
    ),
    "['a'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  ['a part of a namespace', application("probe(configService.get('cors.origins'))", CORS), "['a']"],
  ['with a type', application("probe(configService.get<string[]>('cors.origins')!)", CORS), "['a']"],
  [
    'a whole namespace',
    application("probe(configService.get<C>('cors', { infer: true }).origins)", CORS),
    "['a']",
  ],
  ['deeper', application("probe(configService.get('cors.deep.x'))", CORS), '1'],
  ['an item', application("probe(configService.get('cors.origins.0'))", CORS), "'a'"],
  ['nothing there', application("probe(configService.get('cors.none'))", CORS), 'undefined'],
  ['nothing there, with a default', application("probe(configService.get('cors.none', 'd'))", CORS), "'d'"],
  ['undefined is nothing', application("probe(configService.get('cors.on', 'd'))", CORS), "'d'"],
  ['null is something', application("probe(configService.get('cors.off', 'd'))", CORS), 'null'],
  ['below null is nothing', application("probe(configService.get('cors.off.x', 'd'))", CORS), "'d'"],
  [
    'options are no default',
    application("probe(configService.get('cors.none', { infer: true }))", CORS),
    'undefined',
  ],
  [
    'a default and options',
    application("probe(configService.get('cors.none', 'd', { infer: true }))", CORS),
    "'d'",
  ],
  ['a default of getOrThrow', application("probe(configService.getOrThrow('cors.none', 'd'))", CORS), "'d'"],
  [
    'getOrThrow stops the program',
    application("probe(configService.getOrThrow('cors.none'))", CORS),
    '?syntax(error)',
  ],
  ['by key', application('probe(app.get(corsConfig.KEY).origins)', CORS), "['a']"],
  [
    'by key, with a type',
    application('probe(app.get<ConfigType<typeof corsConfig>>(corsConfig.KEY).origins)', CORS),
    "['a']",
  ],
  ['the factory', application('probe(corsConfig().origins)', CORS), "['a']"],
  [
    'what is taken out of it',
    application("const { origins } = configService.get('cors');\nprobe(origins)", CORS),
    "['a']",
  ],
  [
    'by an injected parameter',
    application(
      'class Gateway { constructor(@Inject(corsConfig.KEY) private readonly cfg: ConfigType<typeof corsConfig>) { probe(cfg.origins) }\n go() { probe(this.cfg.origins) } }',
      CORS,
    ),
    "['a']\n['a']",
  ],
  [
    'a function of the configuration',
    application('const make = (cfg: ConfigType<typeof corsConfig>) => { probe(cfg.origins) }', CORS),
    "['a']",
  ],
  [
    'an injected service',
    application(
      "class Gateway { constructor(private readonly settings: ConfigService) {}\n go() { probe(this.settings.get('cors.origins')) } }",
      CORS,
    ),
    "['a']",
  ],
  [
    'a factory without a namespace',
    application("probe(configService.get('cors.origins'))", plain("{ cors: { origins: ['p'] } }")),
    "['p']",
  ],
  [
    'a key with a dot',
    application("probe(configService.get('a.b'))", plain("{ 'a.b': 'dotted' }")),
    "'dotted'",
  ],
  [
    'a function with a body',
    application(
      "probe(configService.get('cors.origins'))",
      "export default function configuration() { const origins = ['f']; return { cors: { origins } }; }",
    ),
    "['f']",
  ],
  [
    'the environment in a factory',
    application(
      "probe(configService.get('cors.origin'))",
      "export default registerAs('cors', () => ({ origin: process.env.X || '*' }));",
    ),
    `'*' when \`X\` is unset [env] | ${ENV_A}`,
  ],
  [
    'a variable in a factory, with a default behind it',
    application(
      "probe(configService.get('cors.origin', 'd'))",
      "export default registerAs('cors', () => ({ origin: process.env.X }));",
    ),
    `'d' when \`X\` is unset [env] | ${ENV_A}`,
  ],
  [
    'a factory goes before the environment',
    application("probe(configService.get('X'))", plain("{ X: 'internal' }")),
    "'internal'",
  ],
  [
    'where a factory gives undefined, the environment is asked',
    application("probe(configService.get('X', 'd'))", plain('{ X: undefined }')),
    `'d' when \`X\` is unset [env] | ${ENV_A}`,
  ],
  [
    'the environment alone',
    application(
      "probe(configService.get('X'), configService.get('X', 'd'), configService.getOrThrow('X'))",
      CORS,
    ),
    [
      `undefined when \`X\` is unset [env] | ${ENV_A}`,
      `'d' when \`X\` is unset [env] | ${ENV_A}`,
      '?env(X)',
    ].join('\n'),
  ],
  [
    'a schema fills in what is unset, before the default of the call',
    application(
      "probe(configService.get('X', 'd'))",
      CORS,
      "validationSchema: Joi.object({ X: Joi.string().uri().default('*') })",
    ),
    `'*' when \`X\` is unset [env] | ${ENV_A}`,
  ],
  [
    'a schema that requires it',
    application(
      "probe(configService.get('X'))",
      CORS,
      'validationSchema: Joi.object({ X: Joi.string().required() })',
    ),
    '?env(X)',
  ],
  [
    'what is required has no default',
    application(
      "probe(configService.get('X'))",
      CORS,
      "validationSchema: Joi.object({ X: Joi.string().required().default('*') })",
    ),
    '?env(X)',
  ],
  [
    'a schema that only checks',
    application(
      "probe(configService.get('X', 'd'))",
      CORS,
      'validationSchema: Joi.object().keys({ X: Joi.string() })',
    ),
    `'d' when \`X\` is unset [env] | ${ENV_A}`,
  ],
  [
    'a module in between, and a list of factories',
    application("probe(configService.get('cors.origins'))", CORS, 'load: []', {
      'app.module.ts':
        "import { CoreModule } from './core/core.module';\n@Module({ imports: [CoreModule] })\nexport class AppModule {}",
      'core/core.module.ts':
        "import { ConfigModule as NestConfigModule } from '@nestjs/config';\nimport configs from '../configs';\n@Module({ imports: [NestConfigModule.forRoot({ load: [...configs] })] })\nexport class CoreModule {}",
      'configs/index.ts': "import cors from '../cors.config';\nexport default [cors];",
    }),
    "['a']",
  ],
  [
    'a feature',
    application("probe(configService.get('cors.origins'))", CORS, '', {
      'app.module.ts':
        "import { ConfigModule } from '@nestjs/config';\nimport corsConfig from './cors.config';\n@Module({ imports: [ConfigModule.forRoot(), ConfigModule.forFeature(corsConfig)] })\nexport class AppModule {}",
    }),
    "['a']",
  ],
  [
    'a function in another file that is handed the service',
    application(
      "import { corsOptions } from './cors.options';\nprobe(corsOptions(configService))",
      CORS,
      undefined,
      {
        'cors.options.ts':
          "import { ConfigService } from '@nestjs/config';\nexport function corsOptions(configService: ConfigService) { return configService.get('cors.origins'); }",
      },
    ),
    "['a']",
  ],
];

const WRAPPED: readonly Row[] = [
  [
    'a service of the application',
    application(
      "import { Api } from './api.config';\nprobe(app.get(Api).origins, app.get(Api).get('x'))",
      CORS,
      undefined,
      {
        'api.config.ts':
          "import { ConfigService } from '@nestjs/config';\nexport class Api { constructor(private readonly service: ConfigService) {}\n get origins() { return this.service.get('cors.origins'); } }",
      },
    ),
    "['a']\n?call(app.get(Api).get)",
  ],
];

const CHECKED: readonly Row[] = [
  [
    'a factory runs behind a schema that requires the variable',
    application(
      "probe(configService.get('cors.origin'))",
      "export default registerAs('cors', () => ({ origin: String(process.env.X) }));",
      'load: [corsConfig], validationSchema: Joi.object({ X: Joi.string().required() })',
    ),
    '?env(X)',
  ],
  [
    'or that fills it in',
    application(
      "probe(configService.get('cors.origin'), app.get(corsConfig.KEY).origin)",
      "export default registerAs('cors', () => ({ origin: process.env.X || 'https://a' }));",
      "load: [corsConfig], validationSchema: Joi.object({ X: Joi.string().default('*') })",
    ),
    [1, 2].map(() => `?call(ConfigModule.forRoot) when \`X\` is unset [env] | ${ENV_A}`).join('\n'),
  ],
  [
    'a function that checks with a schema',
    application(
      "probe(configService.get('X', 'd'), configService.get('Y', 'd'))",
      CORS,
      'validate: (config) => schema.parse(config), load: []',
      {
        'app.module.ts':
          "import { ConfigModule } from '@nestjs/config';\nimport { z } from 'zod';\nconst schema = z.object({ X: z.string().default('*'), Y: z.string().optional() });\n@Module({ imports: [ConfigModule.forRoot({ validate: (config) => schema.parse(config) })] })\nexport class AppModule {}",
      },
    ),
    "'*' when `X` is unset [env] | ?env(X) when `X` is set [env]\n'd' when `Y` is unset [env] | ?env(Y) when `Y` is set [env]",
  ],
  [
    'a module behind a file of re-exports',
    application("probe(configService.get('cors.origins'))", CORS, '', {
      'app.module.ts':
        "import { ConfigurationModule } from './common';\n@Module({ imports: [ConfigurationModule] })\nexport class AppModule {}",
      'common/index.ts': "export * from './loading';",
      'common/loading.ts':
        "import { ConfigModule } from '@nestjs/config';\nimport corsConfig from '../cors.config';\n@Module({ imports: [ConfigModule.forRoot({ load: [corsConfig] })] })\nexport class ConfigurationModule {}",
    }),
    "['a']",
  ],
];

const UNKNOWN: readonly Row[] = [
  [
    'a factory that nothing loads',
    application("probe(configService.get('cors.origins'))", CORS, 'cache: true'),
    '?call(configService.get)',
  ],
  [
    'no module that could be reached',
    {
      'main.ts':
        "import { ConfigService } from '@nestjs/config';\nfunction go(configService: ConfigService) { probe(configService.get('cors.origins')) }",
    },
    '?call(configService.get)',
  ],
  [
    'two factories with the same name: the order decides',
    application(
      "probe(configService.get('cors.origins'))",
      CORS,
      "load: [corsConfig, () => ({ cors: { origins: ['p'] } })]",
    ),
    '?call(configService.get)',
  ],
  [
    'a factory that cannot be read may hold any key',
    application(
      "probe(configService.get('cors.origins'), configService.get('X'))",
      CORS,
      'load: [corsConfig, fromYaml]',
    ),
    '?call(fromYaml)\n?call(fromYaml)',
  ],
  [
    'a factory that waits',
    application(
      "probe(configService.get('cors.origins'))",
      "export default registerAs('cors', async () => ({ origins: await load() }));",
    ),
    '?call(load)',
  ],
  [
    'a variable that a factory may hold which is not known',
    application("probe(configService.get('X', 'd'))", 'export default async () => read();'),
    '?call(corsConfig)',
  ],
  [
    'a function that checks may fill in what is unset',
    application("probe(configService.get('X', 'd'))", CORS, 'validate: (env) => ({ X: 1, ...env })'),
    `?call(validate) when \`X\` is unset [env] | ${ENV_A}`,
  ],
  [
    'a schema that is not read',
    application(
      "probe(configService.get('X', 'd'))",
      CORS,
      'validationSchema: Joi.object({ X: Joi.string().custom(f) })',
    ),
    `?call(validationSchema) when \`X\` is unset [env] | ${ENV_A}`,
  ],
  ['a path that is computed', application('probe(configService.get(key))', CORS), '?call(configService.get)'],
];

const OTHERS: readonly Row[] = [
  ['a map', { 'main.ts': "const config = new Map();\nprobe(config.get('X'))" }, '?call(config.get)'],
  [
    'another package',
    { 'main.ts': "import config from 'config';\nprobe(config.get('X'))" },
    '?call(config.get)',
  ],
];

describe('what the configuration service of NestJS gives', () => {
  it.each(VALUES)('%s', (_name, files, printed) => expect(probed(files)).toBe(printed));
});

describe('what checks and re-exports do', () => {
  it.each(CHECKED)('%s', (_name, files, printed) => expect(probed(files)).toBe(printed));
});

describe('services of the application', () => {
  it.each(WRAPPED)('%s', (_name, files, printed) => expect(probed(files)).toBe(printed));
});

describe('what stays unknown of it', () => {
  it.each(UNKNOWN)('%s', (_name, files, printed) => expect(probed(files)).toBe(printed));
});

describe('what is no configuration service', () => {
  it.each(OTHERS)('%s', (_name, files, printed) => expect(probed(files)).toBe(printed));
});
