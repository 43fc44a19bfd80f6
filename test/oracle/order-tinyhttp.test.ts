import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isReadable, isSilent } from './order.ts';
import { oracleFile, oraclePackages } from './packages.ts';

// What the rules of order and presence say of a source, and what tinyhttp does with the same source.

const PACKAGES = 'order-tinyhttp';
/** The last of each line of @tinyhttp/app, and of @tinyhttp/cors at that time. */
const VERSIONS = [
  { app: '1.3.15', cors: '1.3.2' },
  { app: '2.5.2', cors: '2.0.1' },
  { app: '3.0.11', cors: '2.0.1' },
];

oraclePackages(
  PACKAGES,
  Object.fromEntries(
    VERSIONS.flatMap(({ app, cors }) => [
      [`app-${app}`, `npm:@tinyhttp/app@${app}`],
      [`cors-${cors}`, `npm:@tinyhttp/cors@${cors}`],
    ]),
  ),
);

const START = `const { App } = require('@tinyhttp/app');
const { cors } = require('@tinyhttp/cors');
`;
const APP = `${START}const app = new App();
`;
const CORS = `cors({ origin: 'https://a.example', methods: ['PUT'] })`;
const ROUTE = `app.put('/x', (req, res) => { res.send('x'); });\n`;
const REFUSE = `app.use((req, res, next) => { if (!req.headers.authorization) { res.status(401).send('log in'); return; } next(); });\n`;
const SERVED = `const served = app.handler;\n`;

/** Each works or does not; the request that is tried has no credentials, and only its header counts, not its status. */
const SOURCES: readonly (readonly [name: string, source: string])[] = [
  ['cors, route', `${APP}app.use(${CORS});\n${ROUTE}`],
  ['cors in a list, route', `${APP}app.use([${CORS}]);\n${ROUTE}`],
  ['route, cors', `${APP}${ROUTE}app.use(${CORS});\n`],
  [
    'a chain: cors, route',
    `${START}const app = new App().use(${CORS}).put('/x', (req, res) => { res.send('x'); });\n`,
  ],
  [
    'a chain: route, cors',
    `${START}const app = new App().put('/x', (req, res) => { res.send('x'); }).use(${CORS});\n`,
  ],
  ['a check, cors', `${APP}${REFUSE}app.use(${CORS});\n${ROUTE}`],
  ['cors, a check', `${APP}app.use(${CORS});\n${REFUSE}${ROUTE}`],
  ['a log, cors, route', `${APP}app.use((req, res, next) => { next(); });\napp.use(${CORS});\n${ROUTE}`],
  ['cors of its path', `${APP}app.use('/x', ${CORS});\n${ROUTE}`],
  ['cors of /', `${APP}app.use('/', ${CORS});\n${ROUTE}`],
  ['cors of every path', `${APP}app.use('*', ${CORS});\n${ROUTE}`],
  ['route, cors of its path', `${APP}${ROUTE}app.use('/x', ${CORS});\n`],
  ['route, cors of /', `${APP}${ROUTE}app.use('/', ${CORS});\n`],
  ['cors of a route', `${APP}app.put('/x', ${CORS}, (req, res) => { res.send('x'); });\n${SERVED}`],
  [
    'cors of a route and of OPTIONS',
    `${APP}app.options('/x', ${CORS});\napp.put('/x', ${CORS}, (req, res) => { res.send('x'); });\n${SERVED}`,
  ],
  [
    'cors of a route and of every OPTIONS',
    `${APP}app.options('*', ${CORS});\napp.put('/x', ${CORS}, (req, res) => { res.send('x'); });\n${SERVED}`,
  ],
  ['cors of every method', `${APP}app.all('/x', ${CORS}, (req, res) => { res.send('x'); });\n${SERVED}`],
  [
    'an application below another, cors',
    `${APP}const xRouter = new App();\nxRouter.put('/', (req, res) => { res.send('x'); });\napp.use('/x', xRouter);\napp.use(${CORS});\n`,
  ],
  [
    'cors, an application below another',
    `${APP}const xRouter = new App();\nxRouter.put('/', (req, res) => { res.send('x'); });\napp.use(${CORS});\napp.use('/x', xRouter);\n`,
  ],
  [
    'cors of the application below',
    `${APP}const xRouter = new App();\nxRouter.use(${CORS});\nxRouter.put('/', (req, res) => { res.send('x'); });\napp.use('/x', xRouter);\n`,
  ],
  [
    'cors between a route that goes on and one that answers',
    `${APP}app.put('/x', (req, res, next) => { next(); });\napp.use(${CORS});\n${ROUTE}`,
  ],
];

describe.each(VERSIONS)('order and presence, with @tinyhttp/app $app', ({ app, cors }) => {
  test.each(SOURCES)('%s', async (_, source) => {
    const [application, middleware] = await Promise.all([packaged(`app-${app}`), packaged(`cors-${cors}`)]);
    const works = await isReadable(source, (name) => (name === '@tinyhttp/app' ? application : middleware));
    expect(isSilent(source)).toBe(works);
  });
});

/** They are ES modules, which not every Node can `require`. */
async function packaged(alias: string): Promise<unknown> {
  return import(pathToFileURL(oracleFile(PACKAGES, `${alias}/dist/index.js`)).href);
}
