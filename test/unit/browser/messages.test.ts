import { describe, expect, it } from 'vitest';
import {
  type BrowserRequest,
  consoleMessage,
  decide,
  type Exchange,
  type Header,
} from '../../../server/src/core/browser/index.ts';

const origin = 'http://page.test';
const url = 'http://api.test/';
const put: BrowserRequest = { origin, url, method: 'PUT', headers: [], credentials: 'same-origin' };
const get: BrowserRequest = { ...put, method: 'GET' };
const withCookies: BrowserRequest = { ...get, credentials: 'include' };
const withHeader: BrowserRequest = { ...get, headers: [['X-A', '1']] };

const acao = (value: string): Header => ['Access-Control-Allow-Origin', value];
const answers = (status: number, ...headers: Header[]): Exchange => ({
  preflight: null,
  response: { status, headers },
});
const preflights = (status: number, ...headers: Header[]): Exchange => ({
  preflight: { status, headers },
  response: { status: 200, headers: [acao('*')] },
});

const access = `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: `;
const inPreflight = "Response to preflight request doesn't pass access control check: ";
const valid = ' Have the server send the header with a valid value.';
const firefox = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. `;
const notAllowed = `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: `;

/** Name, request, exchange, and what Chromium, Firefox and Safari print. */
const table: readonly [string, BrowserRequest, Exchange, string, string, string][] = [
  [
    'no header',
    get,
    answers(500),
    `${access}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    `${firefox}(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 500.`,
    `${notAllowed}500`,
  ],
  [
    'no header on the preflight',
    put,
    preflights(200),
    `${access}${inPreflight}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    `${firefox}(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.`,
    `${notAllowed}200`,
  ],
  [
    'another origin',
    get,
    answers(200, acao('http://page.test/')),
    `${access}The 'Access-Control-Allow-Origin' header has a value 'http://page.test/' that is not equal to the supplied origin.${valid}`,
    `${firefox}(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘http://page.test/’).`,
    `${notAllowed}200`,
  ],
  [
    'no URL',
    get,
    answers(200, acao('page.test')),
    `${access}The 'Access-Control-Allow-Origin' header contains the invalid value 'page.test'.${valid}`,
    `${firefox}(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘page.test’).`,
    `${notAllowed}200`,
  ],
  [
    'a list in one line',
    get,
    answers(200, acao('http://page.test, *')),
    `${access}The 'Access-Control-Allow-Origin' header contains multiple values 'http://page.test, *', but only one is allowed.${valid}`,
    `${firefox}(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘http://page.test, *’).`,
    'Access-Control-Allow-Origin cannot contain more than one origin.',
  ],
  [
    'two lines',
    get,
    answers(200, acao('*'), acao('*')),
    `${access}The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed.${valid}`,
    `${firefox}(Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).`,
    'Access-Control-Allow-Origin cannot contain more than one origin.',
  ],
  [
    'a list with spaces',
    get,
    answers(200, acao('http://page.test *')),
    `${access}The 'Access-Control-Allow-Origin' header contains multiple values 'http://page.test *', but only one is allowed.${valid}`,
    `${firefox}(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘http://page.test *’).`,
    `${notAllowed}200`,
  ],
  [
    '* with credentials',
    withCookies,
    answers(200, acao('*'), ['Access-Control-Allow-Credentials', 'true']),
    `${access}The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.`,
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘http://api.test/’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).',
    'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
  ],
  [
    'True',
    withCookies,
    answers(200, acao(origin), ['Access-Control-Allow-Credentials', 'True']),
    `${access}The value of the 'Access-Control-Allow-Credentials' header in the response is 'True' which must be 'true' when the request's credentials mode is 'include'.`,
    `${firefox}(Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).`,
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
  ],
  [
    'a status of 404 on the preflight',
    put,
    preflights(404, acao('*')),
    `${access}${inPreflight}It does not have HTTP ok status.`,
    `${firefox}(Reason: CORS preflight response did not succeed). Status code: 404.`,
    'Preflight response is not successful. Status code: 404',
  ],
  [
    '404 and no header on the preflight: each engine names another cause',
    put,
    preflights(404),
    `${access}${inPreflight}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    `${firefox}(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.`,
    'Preflight response is not successful. Status code: 404',
  ],
  [
    'a redirect of the preflight',
    put,
    preflights(301, acao('*'), ['Location', '/']),
    `${access}${inPreflight}Redirect is not allowed for a preflight request.`,
    `${firefox}(Reason: CORS request external redirect not allowed).`,
    'Preflight response is not successful. Status code: 301',
  ],
  [
    'a malformed list of methods',
    put,
    preflights(200, acao('*'), ['Access-Control-Allow-Methods', 'PUT, "GET"']),
    `${access}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
    `${firefox}(Reason: invalid token ‘"GET"’ in CORS header ‘Access-Control-Allow-Methods’).`,
    'Header Access-Control-Allow-Methods has an invalid value: PUT, "GET"',
  ],
  [
    'a malformed list of headers and no method: Firefox looks at the method first',
    put,
    preflights(200, acao('*'), ['Access-Control-Allow-Headers', 'a b']),
    `${access}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
    `${firefox}(Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).`,
    'Header Access-Control-Allow-Headers has an invalid value: a b',
  ],
  [
    'no method',
    put,
    preflights(200, acao('*'), ['Access-Control-Allow-Methods', 'put']),
    `${access}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
    `${firefox}(Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).`,
    'Method PUT is not allowed by Access-Control-Allow-Methods.',
  ],
  [
    'no header name',
    withHeader,
    preflights(200, acao('*'), ['Access-Control-Allow-Headers', 'x-*']),
    `${access}Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.`,
    `${firefox}(Reason: header ‘x-a’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).`,
    'Request header field x-a is not allowed by Access-Control-Allow-Headers.',
  ],
];

describe.each(table)('%s', (_, request, exchange, chromium, firefoxText, webkit) => {
  it.each([
    ['chromium', chromium],
    ['firefox', firefoxText],
    ['webkit', webkit],
  ] as const)('%s', (engine, expected) => {
    expect(consoleMessage(decide(request, exchange, engine), request, engine)).toBe(expected);
  });

  it('the standard prints nothing', () => {
    expect(consoleMessage(decide(request, exchange), request, 'fetch')).toBeUndefined();
  });
});

describe('in Chromium', () => {
  const message = (request: BrowserRequest, exchange: Exchange) =>
    consoleMessage(decide(request, exchange, 'chromium'), request, 'chromium');

  it('XMLHttpRequest is named, and hears of withCredentials', () => {
    expect(message({ ...withCookies, api: 'xhr' }, answers(200, acao('*')))).toBe(
      `Access to XMLHttpRequest at '${url}' from origin '${origin}' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
    );
  });

  it('the page’s origin is printed although null was sent', () => {
    const hop = { url, status: 302, headers: [acao('*')], location: 'http://api2.test/' };
    const exchange = { ...answers(200, acao(origin)), redirects: [hop] };
    const decision = decide(get, exchange, 'chromium');
    expect(decision.originHeader).toBe('null');
    expect(decision.reason).toContain('became `null`');
    expect(consoleMessage(decision, get, 'chromium')).toBe(
      `Access to fetch at 'http://api2.test/' (redirected from '${url}') from origin '${origin}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '${origin}' that is not equal to the supplied origin.${valid}`,
    );
    expect(consoleMessage(decide(get, exchange, 'webkit'), get, 'webkit')).toBe(
      'Origin null is not allowed by Access-Control-Allow-Origin. Status code: 200',
    );
  });

  it('bytes outside of ASCII are escaped', () => {
    expect(message(get, answers(200, acao('http://b\u00c3\u00bccher.test')))).toContain(
      "has a value 'http://b\\u00C3\\u00BCcher.test'",
    );
  });

  it.each([
    [
      'mode-same-origin',
      { ...get, mode: 'same-origin' },
      /^Fetch API cannot load http:\/\/api\.test\/\. Request mode is "same-origin"/,
    ],
    [
      'no-cors-redirect-mode',
      { ...get, mode: 'no-cors', redirect: 'error' },
      /^Fetch API cannot load .* not "follow"\.$/,
    ],
    [
      'scheme',
      { ...get, url: 'foo:bar' },
      /^Fetch API cannot load foo:bar\. URL scheme "foo" is not supported\.$/,
    ],
    ['mixed-content', { ...get, origin: 'https://page.test' }, /^Mixed Content: /],
  ] as const)('%s has its own form', (code, request, pattern) => {
    expect(decide(request, answers(200), 'chromium').code).toBe(code);
    expect(message(request, answers(200))).toMatch(pattern);
  });

  it.each([
    [
      'foo:bar',
      /'foo:bar' \(redirected from 'http:\/\/api\.test\/'\).* only supported for protocol schemes: /,
    ],
    ['data:,x', /^$/],
    ['http://u@api.test/', /Redirect location '' contains a username and password/],
  ])('a redirect to %s', (location, pattern) => {
    const exchange = { ...answers(200), redirects: [{ url, status: 302, headers: [acao('*')], location }] };
    expect(message(get, exchange) ?? '').toMatch(pattern);
  });
});

it('Firefox warns where * covers Authorization', () => {
  const request: BrowserRequest = { ...get, headers: [['Authorization', 'x']] };
  const exchange = preflights(200, acao('*'), ['Access-Control-Allow-Headers', '*']);
  const decision = decide(request, exchange, 'firefox');
  expect([decision.allowed, decision.authorizationByWildcard]).toEqual([true, true]);
  expect(consoleMessage(decision, request, 'firefox')).toMatch(
    /^Cross-Origin Request Warning: .*`Authorization` header is not covered/,
  );
  expect(consoleMessage(decide(request, exchange, 'chromium'), request, 'chromium')).toBeUndefined();
  expect(decide(request, exchange, 'fetch').code).toBe('header-not-allowed');
});

it('nothing is printed about a request that passes', () => {
  for (const engine of ['chromium', 'firefox', 'webkit'] as const) {
    expect(consoleMessage(decide(get, answers(200, acao('*')), engine), get, engine)).toBeUndefined();
  }
});
