import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'true, a string, a list of strings, a RegExp, or a function (origin)',
    default: "'*'",
    meaning:
      'Which origins may read the response. A string is sent to every origin as it is. `true` allows every origin, and so does `*` beside credentials. A function gives the value of `Access-Control-Allow-Origin`, or nothing.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning: '`Access-Control-Allow-Credentials: true`. It is sent to origins that are refused too.',
  },
  {
    name: 'allowMethods',
    role: 'methods',
    type: 'a string or a list of strings',
    default: "'*'",
    meaning:
      '`Access-Control-Allow-Methods` of a preflight, sent as written. `*` does not count for requests with credentials.',
  },
  {
    name: 'allowHeaders',
    role: 'headers',
    type: 'a string or a list of strings',
    default: 'undefined',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. Without it the headers that the browser asks for are allowed, but none in 5.0.0 to 5.0.4 and in 6.0.0.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'a string or a list of strings',
    default: 'undefined',
    meaning:
      '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read. From 5.0.9 to 5.0.24 it is sent with preflights only, where it has no effect.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning:
      '`Access-Control-Max-Age` of a preflight: how long a browser may keep its answer. `0` is not sent.',
  },
];

/** itty-router@5.0.24:cors.mjs, itty-router@6.0.0:cors.mjs */
export const ITTY_ROUTER_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
