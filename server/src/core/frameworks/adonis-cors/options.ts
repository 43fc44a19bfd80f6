import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'enabled',
    role: 'other',
    type: 'a boolean, or a function (ctx)',
    default: 'true',
    meaning: 'Whether anything is answered at all.',
  },
  {
    name: 'origin',
    role: 'origins',
    type: 'a boolean, a string with commas, a list of strings, or a function (origin, ctx)',
    default: 'true',
    meaning:
      'Which origins may read the response, compared as they are. `true` allows every origin, and so does `*` beside credentials. A function gives one of the other values.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a list of strings',
    default: "['GET', 'HEAD', 'POST', 'PUT', 'DELETE']",
    meaning:
      '`Access-Control-Allow-Methods` of a preflight. A preflight for another method is answered without any CORS header. `PATCH` is not among the default.',
  },
  {
    name: 'headers',
    role: 'headers',
    type: 'a boolean, a string with commas, a list of strings, or a function (headers, ctx)',
    default: 'true',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. `true` allows the headers that the browser asks for; a preflight for a header that is not allowed is answered without any CORS header.',
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
    default: 'true',
    meaning: '`Access-Control-Allow-Credentials: true`, only for exactly `true`, which is the default.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '90',
    meaning: '`Access-Control-Max-Age` of a preflight. `0` is not sent.',
  },
];

/** adonis-cors@3.0.0:build/src/cors_middleware.js of @adonisjs/cors */
export const ADONIS_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
