import type { OptionSpec, OptionTable } from '../../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'a string, or a function (ctx)',
    default: "'*'",
    meaning:
      'The value of `Access-Control-Allow-Origin`, sent to everybody without being compared. With credentials `*` becomes the asking origin. Before 5.0.0 the default is the asking origin.',
  },
  {
    name: 'allowMethods',
    role: 'methods',
    type: 'a string or a list of strings',
    default: "'GET,HEAD,PUT,POST,DELETE,PATCH'",
    meaning: '`Access-Control-Allow-Methods` of a preflight, sent as written.',
  },
  {
    name: 'allowHeaders',
    role: 'headers',
    type: 'a string or a list of strings',
    default: 'undefined',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. Without it the headers that the browser asks for are allowed.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'a string or a list of strings',
    default: 'undefined',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean, or a function (ctx)',
    default: 'false',
    meaning:
      "`Access-Control-Allow-Credentials: true`, for every truthy value: `'false'` turns it on too. A function must give exactly `true`.",
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning: '`Access-Control-Max-Age` of a preflight. `0` is not sent.',
  },
  {
    name: 'keepHeadersOnError',
    role: 'other',
    type: 'boolean',
    default: 'true',
    meaning: 'Keeps the headers where a later middleware throws.',
  },
  {
    name: 'secureContext',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning:
      '`Cross-Origin-Opener-Policy` and `Cross-Origin-Embedder-Policy`, for a cross-origin isolated page.',
    versions: '>=3.2.0',
  },
  {
    name: 'privateNetworkAccess',
    role: 'private-network',
    type: 'boolean',
    default: 'false',
    meaning: '`Access-Control-Allow-Private-Network: true` where a preflight asks for it.',
    versions: '>=3.3.0',
  },
];

/** koa-cors@5.0.0:index.js of @koa/cors */
export const KOA_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
