import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'boolean, a string, a RegExp, a list of them, or a function (origin)',
    default: 'true',
    meaning:
      'Which origins may read the response. `true`, the default, answers every origin with itself. A string alone is sent to everybody; in a list it is compared. A function that gives nothing allows every origin with `*`.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a list of strings',
    default: "['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']",
    meaning: '`Access-Control-Allow-Methods` of a preflight.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'a list of strings',
    default: '[]',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. An empty list allows the headers that are asked for.',
  },
  {
    name: 'exposedHeaders',
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
    meaning: '`Access-Control-Allow-Credentials: true`, for the boolean `true` alone.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning: '`Access-Control-Max-Age`: how long a browser may keep the answer to a preflight.',
  },
];

/** remix-utils@10.0.0:build/server/cors.js */
export const REMIX_UTILS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
