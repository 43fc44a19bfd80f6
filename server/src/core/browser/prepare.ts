/**
 * What `fetch()` and `XMLHttpRequest` do with a call before anything is sent: the `Request` constructor, `open()`,
 * `setRequestHeader()` and `send()`. A refusal here is an exception in the page; no server and no header can change it.
 */
import { hasForbiddenValueByte, isByteString, trimHttpWhitespace } from './bytes.ts';
import type { Code } from './codes.ts';
import type { EngineProfile } from './engines.ts';
import { isForbiddenRequestHeader } from './forbiddenHeaders.ts';
import { combineDuplicates, hasHeader, withoutHeaders } from './headers.ts';
import { isForbiddenMethod, isSafelistedMethod, normaliseMethod } from './methods.ts';
import { isNoCorsSafelistedRequestHeader } from './safelist.ts';
import { isToken } from './token.ts';
import type { BrowserRequest, Details, Header, Step } from './types.ts';
import { includesCredentials, type ParsedUrl, parseUrl } from './url.ts';

export interface PreparedRequest {
  readonly url: ParsedUrl;
  readonly method: string;
  readonly headers: readonly Header[];
  /** A body whose source is gone once it was read, so that it cannot be sent again after a redirect. */
  readonly streamBody: boolean;
  /** Fetch "use-CORS-preflight flag". */
  readonly forcedPreflight: boolean;
}

export type Preparation =
  | { readonly ok: true; readonly prepared: PreparedRequest; readonly steps: readonly Step[] }
  | { readonly ok: false; readonly code: Code; readonly details: Details; readonly steps: readonly Step[] };

type Refusal = { readonly code: Code; readonly details: Details };

function refusedCall(
  request: BrowserRequest,
  url: ParsedUrl | undefined,
  method: string,
): Refusal | undefined {
  if (url === undefined) return { code: 'invalid-url', details: {} };
  // XMLHttpRequest takes such a URL (measured in Chromium 156 too).
  if (includesCredentials(url) && request.api !== 'xhr') return { code: 'url-has-credentials', details: {} };
  if (request.mode === 'navigate') return { code: 'invalid-mode', details: {} };
  if (!isToken(request.method)) return { code: 'invalid-method', details: { method } };
  if (isForbiddenMethod(request.method)) return { code: 'forbidden-method', details: { method } };
  if (request.mode === 'no-cors' && !isSafelistedMethod(method))
    return { code: 'no-cors-method', details: { method } };
  return undefined;
}

function refusedHeader(headers: readonly Header[]): Refusal | undefined {
  for (const [name, value] of headers) {
    if (!isToken(name)) return { code: 'invalid-header-name', details: { header: name } };
    const trimmed = trimHttpWhitespace(value);
    if (!isByteString(trimmed) || hasForbiddenValueByte(trimmed)) {
      return { code: 'invalid-header-value', details: { header: name, value: trimmed } };
    }
  }
  return undefined;
}

/** The content type that the body brings along, `undefined` when it brings none (Fetch "extract a body"). */
function contentTypeOfBody(bodyType: NonNullable<BrowserRequest['bodyType']>): string | undefined {
  switch (bodyType) {
    case '':
      return 'text/plain;charset=UTF-8';
    case 'urlsearchparams':
      return 'application/x-www-form-urlencoded;charset=UTF-8';
    case 'formdata':
      // The boundary is random and its length is what counts; this is the form that Chromium and Safari write.
      return 'multipart/form-data; boundary=----WebKitFormBoundary0000000000000000';
    case 'arraybuffer':
    case 'stream':
      return undefined;
    default: {
      // The Blob constructor drops a type with characters outside of printable ASCII, and lower-cases the others.
      const type = bodyType.slice('blob:'.length);
      return type !== '' && /^[\x20-\x7e]*$/.test(type) ? type.toLowerCase() : undefined;
    }
  }
}

/** The headers that remain of those which the script set. */
function keptHeaders(request: BrowserRequest, profile: EngineProfile, steps: Step[]): readonly Header[] {
  const kept: Header[] = [];
  for (const [name, value] of request.headers) {
    const trimmed = trimHttpWhitespace(value);
    if (isForbiddenRequestHeader(name, trimmed)) {
      steps.push({
        section: 'forbidden-request-header',
        text: `${name} is a forbidden request header: the browser drops it.`,
        outcome: 'info',
      });
      continue;
    }
    kept.push([name, trimmed]);
  }
  // setRequestHeader() joins equal names in every engine.
  const combined = request.api === 'xhr' || profile.combinesDuplicates ? combineDuplicates(kept) : kept;
  return profile.ignoresUserAgent ? withoutHeaders(combined, ['User-Agent']) : combined;
}

function noCorsHeaders(headers: readonly Header[], steps: Step[]): readonly Header[] {
  return combineDuplicates(headers).filter(([name, value]) => {
    const kept = isNoCorsSafelistedRequestHeader(name, value);
    if (!kept) {
      steps.push({
        section: 'request-constructor',
        text: `${name} is dropped, because a no-cors request carries only safelisted headers.`,
        outcome: 'info',
      });
    }
    return kept;
  });
}

function withBodyType(request: BrowserRequest, headers: readonly Header[], steps: Step[]): readonly Header[] {
  if (request.body === undefined || hasHeader(headers, 'Content-Type')) return headers;
  const type = contentTypeOfBody(request.bodyType ?? '');
  if (type === undefined) return headers;
  steps.push({ section: 'body-extract', text: `The body sets Content-Type to ${type}.`, outcome: 'info' });
  return [...headers, ['Content-Type', type]];
}

export function prepareRequest(request: BrowserRequest, profile: EngineProfile): Preparation {
  const section = request.api === 'xhr' ? 'xhr' : 'request-constructor';
  const steps: Step[] = [];
  const method = normaliseMethod(request.method);
  const url = parseUrl(request.url, parseUrl(request.origin));
  const isBodiless = method === 'GET' || method === 'HEAD';
  // XMLHttpRequest ignores the body of a GET, fetch() refuses it.
  const body = request.api === 'xhr' && isBodiless ? undefined : request.body;
  const bodyRefusal: Refusal | undefined =
    body !== undefined && isBodiless ? { code: 'body-with-get', details: { method } } : undefined;
  const refusal = refusedCall(request, url, method) ?? refusedHeader(request.headers) ?? bodyRefusal;
  if (refusal !== undefined || url === undefined) {
    return { ok: false, steps, ...(refusal ?? { code: 'invalid-url', details: {} }) };
  }
  if (method !== request.method) {
    steps.push({
      section,
      text: `The method ${request.method} is normalised to ${method}.`,
      outcome: 'info',
    });
  }
  const kept = keptHeaders(request, profile, steps);
  const typed = body === undefined ? kept : withBodyType(request, kept, steps);
  const headers = request.mode === 'no-cors' ? noCorsHeaders(typed, steps) : typed;
  const streamBody = body !== undefined && request.bodyType === 'stream';
  const uploadListener = request.api === 'xhr' && request.uploadListener === true && body !== undefined;
  steps.push({ section, text: `The call is valid: ${method} ${request.url}.`, outcome: 'pass' });
  return {
    ok: true,
    steps,
    prepared: { url, method, headers, streamBody, forcedPreflight: uploadListener || streamBody },
  };
}
