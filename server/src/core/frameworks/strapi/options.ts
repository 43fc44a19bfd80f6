import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'a string, a list of strings, or a function (ctx)',
    default: "'*'",
    meaning:
      'Which origins may read the responses. With credentials, which are on by default, `*` answers every origin with itself. What a string or a list with `*` in it means differs between versions.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'true',
    meaning: '`Access-Control-Allow-Credentials: true`, for every truthy value.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a string or a list of strings',
    default: "['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']",
    meaning: '`Access-Control-Allow-Methods` of a preflight, sent as written.',
  },
  {
    name: 'headers',
    role: 'headers',
    type: 'a string or a list of strings',
    default: "['Content-Type', 'Authorization', 'Origin', 'Accept']",
    meaning: '`Access-Control-Allow-Headers` of a preflight, sent as written.',
  },
  {
    name: 'expose',
    role: 'expose-headers',
    type: 'a string or a list of strings',
    default: 'undefined',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '31536000',
    meaning: '`Access-Control-Max-Age` of a preflight. `0` is not sent.',
  },
  {
    name: 'keepHeadersOnError',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Keeps the headers where a later middleware throws.',
  },
];

/** strapi-core@5.54.0:dist/middlewares/cors.js of @strapi/core */
export const STRAPI_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
