import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'a string, a list of strings, or a function (origin, c)',
    default: "'*'",
    meaning:
      'Which origins may read the response, compared as they are. A function gives the value of `Access-Control-Allow-Origin`, or nothing. Before 4.6.5 a single string, and the first entry of a list, are sent to every other origin too.',
  },
  {
    name: 'allowMethods',
    role: 'methods',
    type: 'a list of strings, or a function (origin, c)',
    default: "['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'QUERY']",
    meaning: '`Access-Control-Allow-Methods` of a preflight, sent as written. Before 4.13.0 without `QUERY`.',
  },
  {
    name: 'allowHeaders',
    role: 'headers',
    type: 'a list of strings',
    default: '[]',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. Without it the headers that the browser asks for are allowed.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'a list of strings',
    default: '[]',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning:
      "`Access-Control-Allow-Credentials: true`, for every truthy value: `'false'` turns it on too. From 4.12.9 to 4.12.24 it turned `*` into the asking origin.",
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning: '`Access-Control-Max-Age` of a preflight: how long a browser may keep its answer.',
  },
];

/** hono@4.13.19:dist/middleware/cors/index.js */
export const HONO_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
