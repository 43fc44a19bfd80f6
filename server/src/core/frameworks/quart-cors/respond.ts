import type { Value } from '../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { knownTexts, sorted, type Texts, textsOf, truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { credentialsOf, flagOption } from './meaning.ts';
import { settingOf } from './options.ts';
import { argumentsOf } from './problems.ts';

/**
 * quart-cors 0.6.0 to 0.8.0 as a function of its options, on a route that Quart answers OPTIONS for. Read in its source
 * and checked against it (test/oracle/quart-cors.test.ts):
 *
 * - 0.7.0 `Vary: Origin` also where the origin is not allowed; 0.8.0 knows `send_origin_wildcard`
 *
 * A set of origins with `*` and others has no order: `*` is thought to come first.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const config = build(policy);
  if (!config) return { status: 500, headers: [], handled: true };
  const isOptions = request.method === 'OPTIONS';
  const headers: Header[] = [];
  const allowed = allowedOrigin(policy, headerOf(request.headers, 'Origin'));
  if (allowed !== undefined) {
    headers.push(['Access-Control-Allow-Origin', allowed]);
    if (config.credentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
    headers.push(['Access-Control-Expose-Headers', written(config.expose.items)]);
    if (isOptions) headers.push(...preflight(config, request));
  }
  const isNamed = allowed !== undefined && !allowed.includes('*');
  if (isNamed || (allowed === undefined && atLeast(policy.version, '0.7.0')))
    headers.push(['Vary', 'Origin']);
  return { status: 200, headers, handled: isOptions };
}

const ALL_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'];

interface Config {
  readonly credentials: boolean;
  readonly methods: Texts;
  readonly headers: Texts;
  readonly expose: Texts;
  readonly maxAge: string | undefined;
}

/** Undefined where it raises: `cors(…)` itself, or each request. */
function build(policy: Policy): Config | undefined {
  const { options, version } = policy;
  const known = argumentsOf(version);
  if ([...options.keys()].some((name) => !name.startsWith('QUART_CORS_') && !known.includes(name)))
    return undefined;
  const { on, sent } = credentialsOf(options, policy.open);
  if (on === true && policy.origins.some((rule) => rule.match.kind === 'any')) return undefined;
  const origin = options.get('allow_origin')?.value;
  const setting = options.get('QUART_CORS_ALLOW_ORIGIN')?.value;
  if (origin ? origin.kind !== 'regex' && !textsOf(origin) : setting && !textsOf(setting)) return undefined;
  const methods = names(policy, 'allow_methods', ALL_METHODS);
  const headers = names(policy, 'allow_headers', ['*']);
  const expose = names(policy, 'expose_headers', ['']);
  const maxAge = seconds(options.get('max_age')?.value ?? options.get('QUART_CORS_MAX_AGE')?.value);
  if (!methods || !headers || !expose || maxAge === 'raises') return undefined;
  return { credentials: sent === true, methods, headers, expose, maxAge };
}

/** `HeaderSet(value or ())`; undefined where it raises. */
function names({ options }: Policy, name: string, fallback: readonly string[]): Texts | undefined {
  const argument = options.get(name)?.value;
  if (argument?.kind === 'text') return knownTexts([argument.value]);
  const value = argument ?? options.get(settingOf(name))?.value;
  if (!value) return knownTexts(fallback);
  const texts = truth(value) === false ? knownTexts([]) : textsOf(value);
  return texts && !texts.mixed ? knownTexts(texts.items) : undefined;
}

/** `int(value)` */
function seconds(value: Value | undefined): string | undefined | 'raises' {
  switch (value?.kind) {
    case undefined:
    case 'null':
    case 'unknown':
    case 'oneOf':
      return undefined;
    case 'number':
      return String(Math.trunc(value.value));
    case 'boolean':
      return value.value ? '1' : '0';
    case 'text':
      return /^\s*[+-]?\d+\s*$/.test(value.value) ? String(Number(value.value)) : 'raises';
    default:
      return 'raises';
  }
}

/** `_get_origin_if_valid` */
function allowedOrigin(policy: Policy, origin: string | undefined): string | undefined {
  if (!origin) return undefined;
  if (policy.origins.some((rule) => rule.match.kind === 'any')) return sendsStar(policy) ? '*' : origin;
  return policy.origins.some((rule) => admitsOrigin(rule, origin)) ? origin : undefined;
}

function sendsStar({ options, version }: Policy): boolean {
  if (!atLeast(version, '0.8.0')) return true;
  const option = flagOption(options, 'send_origin_wildcard');
  // A false argument gives way to the default, which is true.
  return !option?.name.startsWith('QUART_CORS_') || truth(option.value) !== false;
}

function preflight({ methods, headers, maxAge }: Config, request: ServerRequest): readonly Header[] {
  const method = headerOf(request.headers, 'Access-Control-Request-Method');
  if (!method || !(has(methods, method) || has(methods, '*'))) return [];
  const asked = (headerOf(request.headers, 'Access-Control-Request-Headers') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const isAny = has(headers, '*');
  const lower = new Set(asked.map((name) => name.toLowerCase()));
  const allowed = isAny ? asked : sorted([...lower].filter((name) => has(headers, name)));
  return [
    ['Access-Control-Allow-Headers', written(allowed)],
    ['Access-Control-Allow-Methods', written(methods.items)],
    ...(maxAge === undefined ? [] : [['Access-Control-Max-Age', maxAge] as const]),
  ];
}

/** `name in HeaderSet` */
function has({ items }: Texts, name: string): boolean {
  return items.some((item) => item.toLowerCase() === name.toLowerCase());
}

/** `dump_header`: what is no token is put into quotes, the empty text too. */
function written(items: readonly string[]): string {
  const quoted = (item: string) =>
    /^[\w!#$%&'*+.^`|~-]+$/.test(item) ? item : `"${item.replace(/[\\"]/g, '\\$&')}"`;
  return items.map(quoted).join(', ');
}
