import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialsMode } from '../../../server/src/core/browser/index.ts';
import { COOKIES_PATH, SET_COOKIES } from './front.ts';
import { pageOf } from './pages.ts';
import { type Visitor, visitor } from './visitor.ts';

/** When Chromium sends which cookies: what the predictions of `cookiesFor` and of `exchangeWith` rest on. */
const ALL = 'session=1; lax=1; strict=1';

/** On one machine, without a certificate. The page is another origin than the server, or the same where no port is given. */
const PLACES: readonly (readonly [page: string, server: string, relation: 'site' | 'other site'])[] = [
  // A name below localhost is a site with all below it.
  ['http://page.site.localhost', 'c0.site.localhost', 'site'],
  ['http://c0.site.localhost', 'c0.site.localhost', 'site'],
  ['http://a.localhost', 'b.localhost', 'other site'],
  ['http://localhost', 'a.localhost', 'other site'],
  ['http://localhost', 'localhost', 'site'],
  ['http://127.0.0.1', '127.0.0.1', 'site'],
  ['http://localhost', '127.0.0.1', 'other site'],
  ['http://127.0.0.1', 'localhost', 'other site'],
  // The scheme is a part of the site.
  ['https://localhost', 'localhost', 'other site'],
  ['https://page.site.localhost', 'c0.site.localhost', 'other site'],
  ['https://a.example', 'c0.site.localhost', 'other site'],
  ['null', 'c0.site.localhost', 'other site'],
];

const CREDENTIALS: readonly CredentialsMode[] = ['omit', 'same-origin', 'include'];

/** Each URL is asked once, so that no preflight is remembered. */
let number = 0;
const came: string[] = [];
const server = createServer((req, res) => {
  if (req.url === COOKIES_PATH) {
    res.writeHead(204, { 'Set-Cookie': [...SET_COOKIES] }).end();
    return;
  }
  // The browser asks a page's server for its picture.
  if (req.url?.startsWith('/?')) came.push(`${req.method} ${req.headers.cookie ?? 'without cookies'}`);
  res.writeHead(200, {
    'Access-Control-Allow-Origin': req.headers.origin ?? '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': 'PUT',
  });
  res.end();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe.each(['sent to other sites', 'kept from other sites'] as const)('cookies that are %s', (setting) => {
  let somebody: Visitor;
  beforeAll(async () => {
    somebody = await visitor(setting);
  });
  afterAll(() => somebody?.leave());

  test.each(PLACES)('%s asks %s, its %s', async (origin, host, relation) => {
    const { port } = server.address() as AddressInfo;
    const own = await pageOf(somebody.context, `http://${host}:${port}`);
    await own.getCookies([`${host}:${port}`]);
    expect(await carried(own, host, 'GET', 'omit')).toEqual(['GET without cookies']);
    for (const mode of ['same-origin', 'include'] as const)
      expect(await carried(own, host, 'GET', mode)).toEqual([`GET ${ALL}`]);

    const asker = await pageOf(somebody.context, origin);
    for (const mode of CREDENTIALS) {
      const isSent = mode === 'include';
      const across = setting === 'sent to other sites' ? 'session=1' : undefined;
      const cookies = (isSent ? (relation === 'site' ? ALL : across) : undefined) ?? 'without cookies';
      expect([mode, ...(await carried(asker, host, 'GET', mode))]).toEqual([mode, `GET ${cookies}`]);
      expect([mode, ...(await carried(asker, host, 'PUT', mode))]).toEqual([
        mode,
        'OPTIONS without cookies',
        `PUT ${cookies}`,
      ]);
    }
    await asker.close();
    await own.close();
    await somebody.context.clearCookies();
  });

  /** The requests that one fetch makes come in, and all of them can be read. */
  async function carried(
    asker: Awaited<ReturnType<typeof pageOf>>,
    host: string,
    method: string,
    credentials: CredentialsMode,
  ): Promise<readonly string[]> {
    came.length = 0;
    const { port } = server.address() as AddressInfo;
    const [read] = await asker.ask([
      { url: `http://${host}:${port}/?${number++}`, method, headers: {}, credentials },
    ]);
    expect(read?.allowed).toBe(true);
    return [...came];
  }
});
