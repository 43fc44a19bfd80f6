import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'a boolean, a string with commas, a list of strings and patterns, a RegExp, or a function (origin)',
    default: 'false',
    meaning:
      'Which origins may read the response, compared as they are. `true` answers every origin with itself, `*` with `*`. Whoever is refused is sent `Access-Control-Allow-Origin: false`. Of a function only counts whether it gives something truthy.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a string with commas, or a list of strings',
    default: "['GET', 'PUT', 'POST']",
    meaning:
      '`Access-Control-Allow-Methods` of a preflight. A list is laid over the default entry by entry: of a shorter one the rest of the default stays.',
  },
  {
    name: 'headers',
    role: 'headers',
    type: 'a boolean, a string with commas, a list of strings, or a function (headers)',
    default: 'true',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. `true` and `*` allow the headers that the browser asks for.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'false, a string with commas, or a list of strings',
    default: 'false',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning: '`Access-Control-Allow-Credentials: true`, only for exactly `true`.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '90',
    meaning:
      '`Access-Control-Max-Age`: how long a browser may keep the answer to a preflight. Before 1.0.6 it is sent under a name that no browser knows.',
  },
];

/** @adonisjs/cors@1.0.7:src/Cors/index.js, config/cors.js */
export const ADONIS4_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
