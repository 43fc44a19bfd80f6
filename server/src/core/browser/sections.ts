/** The parts of the standards that the steps refer to. */
export const sections = {
  'request-constructor': { title: 'Request constructor', url: 'https://fetch.spec.whatwg.org/#dom-request' },
  xhr: { title: 'XMLHttpRequest', url: 'https://xhr.spec.whatwg.org/#interface-xmlhttprequest' },
  'forbidden-request-header': {
    title: 'Forbidden request-header',
    url: 'https://fetch.spec.whatwg.org/#forbidden-request-header',
  },
  'body-extract': { title: 'BodyInit', url: 'https://fetch.spec.whatwg.org/#bodyinit-unions' },
  'mixed-content': {
    title: 'Mixed Content',
    url: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
  },
  'main-fetch': { title: 'Main fetch', url: 'https://fetch.spec.whatwg.org/#concept-main-fetch' },
  'http-fetch': { title: 'HTTP fetch', url: 'https://fetch.spec.whatwg.org/#concept-http-fetch' },
  'network-fetch': {
    title: 'HTTP-network-or-cache fetch',
    url: 'https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch',
  },
  'origin-header': {
    title: 'Origin header',
    url: 'https://fetch.spec.whatwg.org/#append-a-request-origin-header',
  },
  'redirect-taint': {
    title: 'Redirect taint',
    url: 'https://fetch.spec.whatwg.org/#concept-request-tainted-origin',
  },
  'redirect-fetch': {
    title: 'HTTP-redirect fetch',
    url: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  },
  'unsafe-request-headers': {
    title: 'CORS-unsafe request-header names',
    url: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names',
  },
  'preflight-fetch': {
    title: 'CORS-preflight fetch',
    url: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
  },
  'preflight-cache': {
    title: 'CORS-preflight cache',
    url: 'https://fetch.spec.whatwg.org/#concept-cache',
  },
  'cors-check': { title: 'CORS check', url: 'https://fetch.spec.whatwg.org/#concept-cors-check' },
  'cors-filtered': {
    title: 'CORS filtered response',
    url: 'https://fetch.spec.whatwg.org/#concept-filtered-response-cors',
  },
  'basic-filtered': {
    title: 'Basic filtered response',
    url: 'https://fetch.spec.whatwg.org/#concept-filtered-response-basic',
  },
  'opaque-filtered': {
    title: 'Opaque filtered response',
    url: 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque',
  },
} as const satisfies Record<string, { readonly title: string; readonly url: string }>;

export type Section = keyof typeof sections;
