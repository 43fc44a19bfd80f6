import { type Answer, type Header, headerOf, type ServerRequest } from '../../../policy/answer.ts';
import type { Option, OptionProblem, OriginMatch, Policy } from '../../../policy/policy.ts';
import { admitsOrigin } from '../admits.ts';
import { wrongType } from '../javascript/problems.ts';
import { exactly } from './values.ts';

/** What a service of AWS is told beside the origins. */
export interface ServiceOptions {
  /** What it sends where every origin is let in. */
  readonly any: '*' | 'reflected';
  /** It was never deployed. */
  readonly isRefused: boolean;
  readonly credentials: boolean;
  readonly methods: readonly string[] | undefined;
  readonly headers: readonly string[] | undefined;
  readonly exposed: readonly string[] | undefined;
  readonly maxAge: string | undefined;
}

/**
 * HTTP APIs of API Gateway ("Configure CORS for HTTP APIs") and Lambda function URLs ("Creating and managing Lambda function
 * URLs") by the documentation of AWS: they answer every preflight themselves and add their headers to other answers, API
 * Gateway in the place of those that the integration sends, Lambda beside them. That Lambda sends the asking origin back where
 * `*` is allowed is what several users saw on the wire. `Vary` is thought to be sent. Where a list has a `*`, the documentation
 * does not say whether it is sent as it is: what was asked for is thought to be allowed.
 */
export function serviceAnswer(policy: Policy, request: ServerRequest, options: ServiceOptions): Answer {
  const isPreflight = request.method === 'OPTIONS';
  const status = isPreflight ? 204 : 200;
  const origin = allowedOrigin(policy, headerOf(request.headers, 'Origin'), options.any);
  if (origin === undefined || options.isRefused) return { status, headers: [], handled: isPreflight };
  const headers: Header[] = [
    ['Access-Control-Allow-Origin', origin],
    ['Vary', 'Origin'],
  ];
  if (options.credentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
  headers.push(...listed('Access-Control-Expose-Headers', options.exposed));
  if (!isPreflight) return { status, headers, handled: false };
  const allowed = (name: string, texts: readonly string[] | undefined, asked: string) => {
    const wanted = headerOf(request.headers, asked);
    return texts?.includes('*') ? listed(name, wanted === undefined ? [] : [wanted]) : listed(name, texts);
  };
  headers.push(
    ...allowed('Access-Control-Allow-Methods', options.methods, 'Access-Control-Request-Method'),
    ...allowed('Access-Control-Allow-Headers', options.headers, 'Access-Control-Request-Headers'),
  );
  if (options.maxAge !== undefined) headers.push(['Access-Control-Max-Age', options.maxAge]);
  return { status, headers, handled: true };
}

/** The origin that is sent; undefined for nobody. */
export function allowedOrigin(
  { origins }: Policy,
  origin: string | undefined,
  any: '*' | 'reflected',
): string | undefined {
  if (origin === undefined) return undefined;
  if (origins.some(({ match }) => match.kind === 'any')) return any === '*' ? '*' : origin;
  return origins.some((rule) => admitsOrigin(rule, origin)) ? origin : undefined;
}

function listed(name: string, texts: readonly string[] | undefined): readonly Header[] {
  return texts && texts.length > 0 ? [[name, texts.join(',')]] : [];
}

const WILDCARDS = 'API Gateway has no wildcards but `*`, `https://*` and `http://*`.';

/** One origin of an HTTP API. */
export function httpApiMatch(text: string): OriginMatch {
  if (text === '*') return { kind: 'any' };
  if (text === 'https://*' || text === 'http://*') {
    const source = `^${text.slice(0, -1).replace(/\//g, '\\/')}`;
    return { kind: 'pattern', source, flags: '', language: 'javascript', mode: 'search' };
  }
  return exactly(text, WILDCARDS);
}

/** One origin of a function URL. */
export function functionUrlMatch(text: string): OriginMatch {
  return text === '*' ? { kind: 'any' } : exactly(text, 'Lambda has no wildcard but `*` by itself.');
}

/** Seconds: what Lambda takes for a preflight. */
export const LONGEST_AGE = 86_400;

/** AWS Lambda API reference, `Cors`, `AllowMethods`: "Maximum length of 6". */
const LONGEST_METHOD = 6;

/** The methods that Lambda refuses in the configuration of a function URL. */
export function functionUrlMethods(option: Option | undefined): readonly OptionProblem[] {
  if (option?.value.kind !== 'list') return [];
  return option.value.items.flatMap((item) => {
    if (item.kind !== 'text' || item.value.length <= LONGEST_METHOD) return [];
    const effect = `Lambda takes names of six letters at most and refuses \`${item.value}\`, so the deployment fails. It answers preflights without being told.`;
    return wrongType(option, item, 'methods other than `OPTIONS`', effect);
  });
}
