import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origins',
    role: 'origins',
    type: 'a list of strings, or a function (origin)',
    default: "['*']",
    meaning:
      'Which origins may read the response, compared as they are. `*` in the list answers every origin with itself.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a list of strings',
    default: "['GET']",
    meaning: '`Access-Control-Allow-Methods`.',
  },
  {
    name: 'headers',
    role: 'other',
    type: 'an object of response headers',
    default: '{}',
    meaning:
      'Headers of every response, `Access-Control-Allow-Credentials` among them. The headers that a browser asks for are always allowed.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning: '`Access-Control-Max-Age`: how long a browser may keep the answer to a preflight.',
  },
];

/** itty-router@4.2.2:createCors.mjs */
export const ITTY_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
