import type { BrowserRequest, Engine, Exchange, Header, Hop, ServerResponse } from '../core/browser/index.ts';

/** Reading what a caller gives: a `TypeError` says what is wrong and where, and what is left out gets the default of `fetch()`. */

type Given = Readonly<Record<string, unknown>>;

function record(given: unknown, where: string): Given {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new TypeError(`${where} must be an object, not ${kindOf(given)}`);
  return given as Given;
}

function kindOf(given: unknown): string {
  if (given === undefined) return 'missing';
  if (given === null) return 'null';
  if (Array.isArray(given)) return 'a list';
  return typeof given === 'object' ? 'an object' : `a ${typeof given}`;
}

function text(given: unknown, where: string, example: string): string {
  if (typeof given === 'string') return given;
  throw new TypeError(`${where} must be a string such as ${JSON.stringify(example)}, not ${kindOf(given)}`);
}

function oneOf<T extends string>(given: unknown, where: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === given);
  if (found !== undefined) return found;
  throw new TypeError(`${where} must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}`);
}

function headers(given: unknown, where: string): readonly Header[] {
  if (given === undefined) return [];
  if (!Array.isArray(given))
    throw new TypeError(`${where} must be a list of [name, value], not ${kindOf(given)}`);
  return Array.from(given, (pair: unknown, index): Header => {
    const [name, value] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    if (typeof name === 'string' && typeof value === 'string') return [name, value];
    throw new TypeError(`${where}[${index}] must be [name, value], two strings`);
  });
}

const BODY_TYPES = ['', 'urlsearchparams', 'formdata', 'arraybuffer', 'stream'] as const;

function bodyType(given: unknown): NonNullable<BrowserRequest['bodyType']> {
  if (typeof given === 'string' && given.startsWith('blob:')) return given as `blob:${string}`;
  return oneOf(given, 'request.bodyType', BODY_TYPES);
}

/** `origin` and `url` are needed. The rest has the defaults of `fetch()`. */
export function readRequest(given: unknown): BrowserRequest {
  const request = record(given, 'request');
  const { mode, redirect, api, body, uploadListener } = request;
  return {
    origin: text(request.origin, 'request.origin', 'https://app.example'),
    url: text(request.url, 'request.url', 'https://api.example/'),
    method: request.method === undefined ? 'GET' : text(request.method, 'request.method', 'GET'),
    headers: headers(request.headers, 'request.headers'),
    credentials:
      request.credentials === undefined
        ? 'same-origin'
        : oneOf(request.credentials, 'request.credentials', ['omit', 'same-origin', 'include']),
    ...(mode !== undefined && {
      mode: oneOf(mode, 'request.mode', ['cors', 'no-cors', 'same-origin', 'navigate']),
    }),
    ...(redirect !== undefined && {
      redirect: oneOf(redirect, 'request.redirect', ['follow', 'error', 'manual']),
    }),
    ...(api !== undefined && { api: oneOf(api, 'request.api', ['fetch', 'xhr']) }),
    ...(body !== undefined && body !== null && { body: text(body, 'request.body', '{}') }),
    ...(request.bodyType !== undefined && { bodyType: bodyType(request.bodyType) }),
    ...(uploadListener !== undefined &&
      uploadListener !== false && { uploadListener: upload(uploadListener) }),
  };
}

function upload(given: unknown): true | 'late' {
  if (given === true || given === 'late') return given;
  throw new TypeError('request.uploadListener must be true, false or "late"');
}

function response(given: unknown, where: string): ServerResponse {
  const { status, headers: list } = record(given, where);
  if (typeof status !== 'number' || !Number.isInteger(status))
    throw new TypeError(`${where}.status must be a whole number such as 200`);
  return { status, headers: headers(list, `${where}.headers`) };
}

function preflight(given: unknown, where: string): ServerResponse | null {
  return given === undefined || given === null ? null : response(given, where);
}

function hop(given: unknown, where: string): Hop {
  const { url, location, preflight: before } = record(given, where);
  return {
    ...response(given, where),
    url: text(url, `${where}.url`, 'https://api.example/'),
    ...(location !== undefined && { location: text(location, `${where}.location`, '/next') }),
    preflight: preflight(before, `${where}.preflight`),
  };
}

/** Only `response` is needed. Other keys are left alone, so that a whole row can be given. */
export function readExchange(given: unknown): Exchange {
  const { redirects, delayMs, ...rest } = record(given, 'exchange');
  if (redirects !== undefined && redirects !== null && !Array.isArray(redirects))
    throw new TypeError(`exchange.redirects must be a list, not ${kindOf(redirects)}`);
  if (delayMs !== undefined && (typeof delayMs !== 'number' || Number.isNaN(delayMs)))
    throw new TypeError('exchange.delayMs must be a number of milliseconds');
  return {
    preflight: preflight(rest.preflight, 'exchange.preflight'),
    response: response(rest.response, 'exchange.response'),
    ...(Array.isArray(redirects) && {
      redirects: Array.from(redirects as readonly unknown[], (each, index) =>
        hop(each, `exchange.redirects[${index}]`),
      ),
    }),
    ...(delayMs !== undefined && { delayMs: delayMs as number }),
  };
}

export function readEngine(given: unknown, engines: readonly Engine[]): Engine {
  return oneOf(given, 'engine', engines);
}
