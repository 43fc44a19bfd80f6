import type { Value } from '../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { isValidPattern, matchesPattern } from '../shared/python/pattern.ts';
import { strOf, textsOf, truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { urlsplit } from './urls.ts';

/**
 * django-cors-headers 2.5.0 to 4.9.0 as a function of its settings, for a path that `CORS_URLS_REGEX` covers. Read in
 * the source of every version that changed it and checked against them (test/oracle/django-cors-headers.test.ts).
 * Versions that differ:
 *
 * - 3.0.0 entries have a scheme; before, the host alone is compared; 3.5.0 the settings get their present names
 * - 4.0.0 shorter list of default headers, `CORS_ALLOW_PRIVATE_NETWORK`, `Vary: origin` in lower case
 * - 4.3.0 `Access-Control-Allow-Credentials` for allowed origins only
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const settings = new Settings(policy);
  const isOptions = request.method === 'OPTIONS';
  const isPreflight = isOptions && headerOf(request.headers, 'Access-Control-Request-Method') !== undefined;
  const headers: Header[] = [['Vary', settings.since('4.0.0') ? 'origin' : 'Origin']];
  const answer: Answer = { status: 200, headers, handled: isPreflight };
  const origin = headerOf(request.headers, 'Origin');
  if (!origin) return answer;
  const split = urlsplit(origin);
  if (!split) return answer;
  if (settings.credentials && !settings.since('4.3.0')) headers.push(CREDENTIALS);
  const allowed = settings.allowAll || isListed(settings, origin, split) || matchesRegex(settings, origin);
  if (allowed === 'raises') return FAILS;
  if (!allowed) return answer;
  headers.push(['Access-Control-Allow-Origin', settings.allowAll && !settings.credentials ? '*' : origin]);
  if (settings.credentials && settings.since('4.3.0')) headers.push(CREDENTIALS);
  const rest = settings.answerHeaders(isOptions);
  if (!rest) return FAILS;
  headers.push(...rest);
  const wantsPrivate = headerOf(request.headers, 'Access-Control-Request-Private-Network') === 'true';
  if (wantsPrivate && settings.privateNetwork) headers.push(['Access-Control-Allow-Private-Network', 'true']);
  return answer;
}

const FAILS: Answer = { status: 500, headers: [], handled: true };
const CREDENTIALS: Header = ['Access-Control-Allow-Credentials', 'true'];
const DEFAULT_METHODS = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** The settings as `corsheaders.conf` gives them: the new name before the old one. */
class Settings {
  readonly allowAll: boolean;
  readonly credentials: boolean;
  readonly privateNetwork: boolean;

  constructor(readonly policy: Policy) {
    this.allowAll = truth(this.get('CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL')) === true;
    this.credentials = truth(this.get('CORS_ALLOW_CREDENTIALS')) === true;
    this.privateNetwork = this.since('4.0.0') && truth(this.get('CORS_ALLOW_PRIVATE_NETWORK')) === true;
  }

  since(version: string): boolean {
    return atLeast(this.policy.version, version);
  }

  get(name: string, old?: string): Value | undefined {
    const { options } = this.policy;
    if (old === undefined) return options.get(name)?.value;
    return (this.since('3.5.0') ? options.get(name)?.value : undefined) ?? options.get(old)?.value;
  }

  /** What an answer to an allowed origin has beside the origin; undefined where Python raises. */
  answerHeaders(isOptions: boolean): readonly Header[] | undefined {
    const headers: Header[] = [];
    const expose = this.#joined('CORS_EXPOSE_HEADERS', []);
    if (expose === undefined) return undefined;
    if (expose !== '') headers.push(['Access-Control-Expose-Headers', expose]);
    if (!isOptions) return headers;
    const names = this.#joined('CORS_ALLOW_HEADERS', this.#defaultHeaders());
    const methods = this.#joined('CORS_ALLOW_METHODS', DEFAULT_METHODS);
    if (names === undefined || methods === undefined) return undefined;
    headers.push(['Access-Control-Allow-Headers', names], ['Access-Control-Allow-Methods', methods]);
    const maxAge = this.get('CORS_PREFLIGHT_MAX_AGE');
    const seconds = maxAge === undefined ? '86400' : truth(maxAge) === true ? strOf(maxAge) : undefined;
    if (seconds !== undefined) headers.push(['Access-Control-Max-Age', seconds]);
    return headers;
  }

  #joined(name: string, fallback: readonly string[]): string | undefined {
    const value = this.get(name);
    if (value === undefined) return fallback.join(', ');
    const texts = textsOf(value);
    return texts && !texts.mixed ? texts.items.join(', ') : undefined;
  }

  #defaultHeaders(): readonly string[] {
    const present = [
      'accept',
      'authorization',
      'content-type',
      'user-agent',
      'x-csrftoken',
      'x-requested-with',
    ];
    if (this.since('4.0.0')) return present;
    const [accept = '', authorization = '', contentType = '', ...rest] = present;
    return [accept, 'accept-encoding', authorization, contentType, 'dnt', 'origin', ...rest];
  }
}

/** The entries are read from the setting itself: how Python walks through a text of one's own matters here. */
function isListed(
  settings: Settings,
  origin: string,
  split: { scheme: string; netloc: string },
): boolean | 'raises' {
  const value = settings.get('CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST');
  if (value === undefined) return false;
  const texts = textsOf(value);
  if (!texts) return 'raises';
  if (origin === 'null' && texts.has(origin)) return true;
  if (!settings.since('3.0.0')) return texts.has(split.netloc);
  const entries = texts.items.map(urlsplit);
  if (entries.includes(undefined)) return 'raises';
  return entries.some((entry) => entry?.scheme === split.scheme && entry.netloc === split.netloc);
}

function matchesRegex(settings: Settings, origin: string): boolean | 'raises' {
  const value = settings.get('CORS_ALLOWED_ORIGIN_REGEXES', 'CORS_ORIGIN_REGEX_WHITELIST');
  if (value === undefined) return false;
  if (value.kind !== 'list') {
    const letters = textsOf(value);
    return letters
      ? firstMatch(
          letters.items.map((source) => ({ source, flags: '' })),
          origin,
        )
      : 'raises';
  }
  const patterns = value.items.flatMap((item) => {
    if (item.kind === 'regex') return [{ source: item.source, flags: item.flags }];
    if (item.kind === 'unknown' || item.kind === 'oneOf') return [];
    return [item.kind === 'text' ? { source: item.value, flags: '' } : ('raises' as const)];
  });
  return firstMatch(patterns, origin);
}

function firstMatch(
  patterns: readonly ({ readonly source: string; readonly flags: string } | 'raises')[],
  origin: string,
): boolean | 'raises' {
  for (const pattern of patterns) {
    if (pattern === 'raises' || !isValidPattern(pattern.source, pattern.flags)) return 'raises';
    if (matchesPattern(pattern.source, pattern.flags, 'prefix', origin)) return true;
  }
  return false;
}
