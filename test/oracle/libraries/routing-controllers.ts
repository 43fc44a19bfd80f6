import type { ServerResponse } from 'node:http';
import { koaCors } from '../../../server/src/core/frameworks/koa-cors/index.ts';
import { routingControllers } from '../../../server/src/core/frameworks/routing-controllers/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type SourceCase, sourceCases } from '../sources.ts';
import { answering, KOA_POOLS, type Koa } from './koa-cors.ts';
import { CORS_OTHERS, CORS_POOLS } from './vite.ts';

/** On Koa the options change their library with 0.10.0; on Express they never did. */
const VERSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '0.7.7 on Express': { cors: '2.8.6' },
  '0.11.3 on Express': { cors: '2.8.6' },
  '0.9.0 on Koa': { 'routing-controllers': '0.9.0', kcors: '2.2.2' },
  '0.11.3 on Koa': { 'routing-controllers': '0.11.3', '@koa/cors': '5.0.0' },
};

/** What a version wants beside itself. */
const BESIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '0.7.7': { express: '4.21.2' },
  '0.9.0': {
    'class-transformer': '0.3.1',
    'class-validator': '0.12.2',
    kcors: '2.2.2',
    koa: '2.16.3',
    'koa-bodyparser': '4.4.1',
    'koa-router': '7.4.0',
  },
  '0.11.3': {
    'class-transformer': '0.5.1',
    'class-validator': '0.14.2',
    '@koa/cors': '5.0.0',
    '@koa/router': '13.1.1',
    express: '4.21.2',
    koa: '3.0.1',
    'koa-bodyparser': '4.4.1',
  },
};

interface Express {
  use(middleware: unknown): void;
}

interface RoutingControllers {
  createExpressServer(options: object): Express & Handler;
  createKoaServer(options: object): Koa;
}

function load(written: string): RoutingControllers {
  const version = written.split(' ')[0] ?? '';
  const find = oraclePackages(`routing-controllers-${version}`, {
    'routing-controllers': version,
    'body-parser': '1.20.3',
    cors: '2.8.6',
    'reflect-metadata': version === '0.11.3' ? '0.2.2' : '0.1.14',
    ...BESIDE[version],
  });
  find('reflect-metadata');
  return find('routing-controllers') as RoutingControllers;
}

const isKoa = (version: string) => version.endsWith('Koa');

function serve(version: string, written: string): Handler {
  const { createExpressServer, createKoaServer } = load(version);
  const options = { cors: optionsFrom(written), controllers: [] };
  if (isKoa(version)) return answering(createKoaServer(options));
  const app = createExpressServer(options);
  app.use((_: unknown, res: ServerResponse) => {
    res.setHeader(REACHED, 'yes');
    res.end('application');
  });
  return app;
}

const TEXTS = ["'https://a.example'", "['https://a.example']"];
const seed = seedOf(20_261_123);

export const routingControllersOracle: OracleLibrary = {
  id: 'routing-controllers',
  versions: Object.keys(VERSIONS),
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: isKoa(version) ? { ...routingControllers, respond: koaCors.respond } : routingControllers,
        seed,
        pools: isKoa(version) ? KOA_POOLS : CORS_POOLS,
        others: isKoa(version) ? ['true', '{}', ...TEXTS] : [...CORS_OTHERS, ...TEXTS],
        requests: 4,
        file: (options) =>
          `import { create${isKoa(version) ? 'Koa' : 'Express'}Server } from 'routing-controllers';\ncreate${isKoa(version) ? 'Koa' : 'Express'}Server({ cors: ${options} });\n`,
        versions: VERSIONS[version] ?? {},
      },
      exchanges,
    ),
  start: (version, cases) => listen(cases.map((one) => serve(version, (one as SourceCase).options))),
};
