import { strapi } from '../../../server/src/core/frameworks/strapi/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { listen } from '../loopback.ts';
import { oraclePackages, packedFile } from '../packages.ts';
import { optionsFrom, type SourceCase, sourceCases } from '../sources.ts';
import { koaApplication } from './koa-cors.ts';
import { POOLS, withKoaCors } from './strapi.ts';

/** A version, and the @koa/cors that a lock file has beside it, where that is not the newest of its range. */
const VERSIONS = ['3.0.0', '3.4.0', '3.4.6', '3.6.11 with @koa/cors 3.1.0', '3.6.11'];

function read(label: string): { readonly version: string; readonly cors: string | undefined } {
  const [version = '', cors] = label.split(' with @koa/cors ');
  return { version, cors };
}

const packages = () =>
  oraclePackages('strapi-3', {
    ...Object.fromEntries(['3.1.0', '3.4.3'].map((each) => [`cors-${each}`, `npm:@koa/cors@${each}`])),
    koa: '2.13.4',
  });

/** What the middleware uses of Strapi. */
interface Strapi {
  readonly config: { get(key: string): unknown };
  readonly app: { use(middleware: unknown): void };
}
type Hook = (application: Strapi) => { initialize(): void };

function middlewareOf(label: string, options: string): unknown {
  const load = packages();
  const { version, cors = '3.4.3' } = read(label);
  const file = packedFile('strapi-3', `strapi@${version}`, ['lib/middlewares/cors/index.js']);
  delete load.cache[load.resolve(file)];
  const hook = withKoaCors(load.resolve(`cors-${cors}`), () => load(file) as Hook);
  let found: unknown;
  const use = (middleware: unknown) => {
    found = middleware;
  };
  hook({ config: { get: () => optionsFrom(options) }, app: { use } }).initialize();
  return found;
}

const seed = seedOf(20_261_123);

export const strapi3Oracle: OracleLibrary = {
  id: 'strapi-3',
  rooms: ['strapi'],
  versions: VERSIONS,
  seed,
  cases: (label, exchanges) => {
    const { version, cors } = read(label);
    const { enabled: _, ...pools } = POOLS;
    return sourceCases(
      {
        framework: strapi,
        seed,
        pools,
        others: ['{}'],
        requests: 4,
        path: 'config/middleware.js',
        file: (options) => `module.exports = ({ env }) => ({ settings: { cors: ${options} } });\n`,
        versions: { strapi: version, ...(cors !== undefined && { '@koa/cors': cors }) },
      },
      exchanges,
    );
  },
  start: async (label, cases) =>
    listen(
      cases.map((one) => koaApplication(packages()('koa'), middlewareOf(label, (one as SourceCase).options))),
    ),
};
