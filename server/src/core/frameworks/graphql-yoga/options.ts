import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    // Not called a list, so that fixes write one origin: with several, everybody else is answered with `null`.
    type: 'a string, or several of them',
    default: 'undefined',
    meaning:
      'Which origins may read the response. Without it, or with `*` in it, every origin is sent back. One origin is sent to everybody; of several, the one that asks, and `null` to those that are not among them.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'true',
    meaning: '`Access-Control-Allow-Credentials: true`, unless it is `false`.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a list of strings',
    default: 'undefined',
    meaning: '`Access-Control-Allow-Methods`. Without it the method that a browser asks for is allowed.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'a list of strings',
    default: 'undefined',
    meaning: '`Access-Control-Allow-Headers`. Without it the headers that a browser asks for are allowed.',
  },
  {
    name: 'exposedHeaders',
    role: 'expose-headers',
    type: 'a list of strings',
    default: 'undefined',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning:
      '`Access-Control-Max-Age`: how long a browser may keep the answer to a preflight. 0 is not sent.',
  },
];

/** @whatwg-node/server@0.11.0:cjs/plugins/useCors.js, which GraphQL Yoga hands its option to. */
export const YOGA_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
