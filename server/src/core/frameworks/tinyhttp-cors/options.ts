import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'a boolean, a string, a list of strings, a RegExp, or a function (request, response)',
    default: "'*'",
    meaning:
      'Which origins may read the response. `true` answers `*`, a single string is sent to everybody without being compared, a list is compared entry by entry. Before 2.0.1, a list or a pattern ends every other request with status 500.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a list of strings',
    default: "['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']",
    meaning: '`Access-Control-Allow-Methods` of every response, in upper case.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'a list of strings',
    default: "['content-type']",
    meaning:
      '`Access-Control-Allow-Headers` of every response. The default allows no `Authorization`; before 1.3 there is none.',
  },
  {
    name: 'exposedHeaders',
    role: 'expose-headers',
    type: 'a list of strings',
    default: 'undefined',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'undefined',
    meaning: '`Access-Control-Allow-Credentials: true`. Any truthy value counts.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning: '`Access-Control-Max-Age`: how long a browser may keep the answer to a preflight.',
  },
  {
    name: 'optionsSuccessStatus',
    role: 'other',
    type: 'a number',
    default: '204',
    meaning: 'The status of the answer to OPTIONS.',
  },
  {
    name: 'preflightContinue',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Hands OPTIONS on to the next handler, with the CORS headers set, instead of answering it.',
  },
];

/** @tinyhttp/cors@2.0.1:dist/index.js */
export const TINYHTTP_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
