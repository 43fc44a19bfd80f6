import { describe, expect, test } from 'vitest';
import { clientRequests } from '../../../server/src/core/frameworks/client-requests/index.ts';
import { headers } from '../../../server/src/core/frameworks/headers/index.ts';
import { printReading, readText } from '../../support/policies.ts';

const ENTRY = "'Access-Control-Allow-Origin': '*'";

/** The API that the request is made with, and the entry that is reported; the headers room must be silent about it. */
const REQUESTS: readonly (readonly [source: string, found: string])[] = [
  [`fetch(url, { headers: { ${ENTRY} } });`, `via fetch @ ${ENTRY}`],
  [
    `await fetch(url, { method: 'POST', mode: 'cors', headers: { 'Content-Type': 'application/json', ${ENTRY} } });`,
    `via fetch @ ${ENTRY}`,
  ],
  [`const headers = { ${ENTRY} };\nfetch(url, { headers });`, `via fetch @ ${ENTRY}`],
  [`const options = { method: 'GET', headers: { ${ENTRY} } };\nfetch(url, options);`, `via fetch @ ${ENTRY}`],
  [`fetch(url, { headers: new Headers({ ${ENTRY} }) });`, `via fetch @ ${ENTRY}`],
  [
    "const headers = new Headers();\nheaders.append('Access-Control-Allow-Origin', '*');\nfetch(url, { headers });",
    "via fetch @ headers.append('Access-Control-Allow-Origin', '*');",
  ],
  [`new Request(url, { headers: { ${ENTRY} } });`, `via new Request @ ${ENTRY}`],
  [`axios.get(url, { headers: { ${ENTRY} } });`, `via axios.get @ ${ENTRY}`],
  [`axios.post(url, body, { headers: { ${ENTRY} } });`, `via axios.post @ ${ENTRY}`],
  [`axios({ method: 'get', url, headers: { ${ENTRY} } });`, `via axios @ ${ENTRY}`],
  [`export const api = axios.create({ baseURL, headers: { ${ENTRY} } });`, `via axios.create @ ${ENTRY}`],
  [
    "axios.defaults.headers.common['Access-Control-Allow-Origin'] = '*';",
    "via axios.defaults.headers.common @ axios.defaults.headers.common['Access-Control-Allow-Origin'] = '*'",
  ],
  [`axios.defaults.headers = { ${ENTRY} };`, `via axios.defaults.headers @ ${ENTRY}`],
  [
    "api.interceptors.request.use((config) => { config.headers['Access-Control-Allow-Origin'] = '*'; return config; });",
    "via api.interceptors.request.use @ config.headers['Access-Control-Allow-Origin'] = '*'",
  ],
  [
    `const config = { headers: { ${ENTRY} } };\nconst response = await axios.get(url, config);`,
    `via axios.get @ ${ENTRY}`,
  ],
  [
    `const getHeaders = () => ({ ${ENTRY} });\naxios.get(url, { headers: getHeaders() });`,
    `via axios.get @ ${ENTRY}`,
  ],
  [`export const getUsers = () => api.get('/users', { headers: { ${ENTRY} } });`, `via api.get @ ${ENTRY}`],
  [`this.http.get(this.url, { headers: { ${ENTRY} } });`, `via this.http.get @ ${ENTRY}`],
  [`const headers = new HttpHeaders({ ${ENTRY} });`, `via new HttpHeaders @ ${ENTRY}`],
  [
    "const headers = new HttpHeaders().set('Access-Control-Allow-Origin', '*');",
    "via HttpHeaders @ new HttpHeaders().set('Access-Control-Allow-Origin', '*') (kept)",
  ],
  [
    "const xhr = new XMLHttpRequest();\nxhr.setRequestHeader('Access-Control-Allow-Origin', '*');",
    "via setRequestHeader @ xhr.setRequestHeader('Access-Control-Allow-Origin', '*');",
  ],
  [`$.ajax({ url: '/x', headers: { ${ENTRY} } });`, `via ajax @ ${ENTRY}`],
  [
    "$.ajax({ url: '/x', beforeSend: function (xhr) { xhr.setRequestHeader('Access-Control-Allow-Origin', '*'); } });",
    "via setRequestHeader @ xhr.setRequestHeader('Access-Control-Allow-Origin', '*');",
  ],
  [`ky.get(url, { headers: { ${ENTRY} } });`, `via ky.get @ ${ENTRY}`],
  [`got(url, { headers: { ${ENTRY} } });`, `via got @ ${ENTRY}`],
  [
    "superagent.get(url).set('Access-Control-Allow-Origin', '*').end();",
    "via superagent.get @ superagent.get(url).set('Access-Control-Allow-Origin', '*') (kept)",
  ],
  [
    "fetchBaseQuery({ prepareHeaders: (headers) => { headers.set('Access-Control-Allow-Origin', '*'); return headers; } });",
    "via prepareHeaders @ headers.set('Access-Control-Allow-Origin', '*');",
  ],
];

describe('a response header on a request', () => {
  test.each(REQUESTS)('%s', (source, found) => {
    const read = printReading(readText(clientRequests, 'app.ts', source), source);
    expect(read).toEqual([`request-header Access-Control-Allow-Origin ${found}`]);
    expect(printReading(readText(headers, 'app.ts', source), source)).toEqual([]);
  });

  test('every header of a request, by its usual name', () => {
    const source =
      "fetch(u, { headers: { 'access-control-allow-headers': 'x', 'Access-Control-Max-Age': '5', 'Access-Control-Request-Method': 'GET', Vary: 'Origin' } });";
    expect(printReading(readText(clientRequests, 'app.ts', source), source)).toEqual([
      "request-header Access-Control-Allow-Headers via fetch @ 'access-control-allow-headers': 'x'",
      "request-header Access-Control-Max-Age via fetch @ 'Access-Control-Max-Age': '5'",
    ]);
  });
});

const SILENT: readonly (readonly [path: string, source: string])[] = [
  ['app.ts', "const allowed = response.headers.get('Access-Control-Allow-Origin');"],
  ['app.ts', "res.setHeader('Access-Control-Allow-Origin', '*');"],
  ['app.ts', `return new Response(body, { headers: { ${ENTRY} } });`],
  [
    'app.ts',
    `const response = await fetch(url);\nreturn new Response(response.body, { headers: { ...response.headers, ${ENTRY} } });`,
  ],
  ['app.ts', "const response = await fetch(url);\nresponse.headers.set('Access-Control-Allow-Origin', '*');"],
  ['app.ts', `app.get('/x', (req, res) => res.set({ ${ENTRY} }).json({}));`],
  ['app.test.ts', `fetch(url, { headers: { ${ENTRY} } });`],
  ['app.ts', `expect(fetch).toHaveBeenCalledWith(url, { headers: { ${ENTRY} } });`],
  ['app.ts', "// fetch(url, { headers: { 'Access-Control-Allow-Origin': '*' } })"],
  ['app.ts', "xhr.getResponseHeader('Access-Control-Allow-Origin');"],
  ['app.ts', `proxy({ target: 'http://localhost', headers: { ${ENTRY} } });`],
];

describe('client-requests is silent about', () => {
  test.each(SILENT)('%s: %s', (path, source) => {
    expect(printReading(readText(clientRequests, path, source), source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  for (const [source] of REQUESTS.filter((_, i) => i % 4 === 0)) {
    for (let end = 0; end < source.length; end++) readText(clientRequests, 'app.ts', source.slice(0, end));
  }
});
