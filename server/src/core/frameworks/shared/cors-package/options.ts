import type { OptionSpec, OptionTable } from '../../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'true, a string, a RegExp, a list of them, or a function (origin, callback)',
    default: "'*'",
    meaning:
      'Which origins may read the response. `true` answers every origin with itself, a single string is sent to everybody without being compared, a list is compared entry by entry. A falsy value turns CORS off.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a string or a list of strings',
    default: "'GET,HEAD,PUT,PATCH,POST,DELETE'",
    meaning:
      '`Access-Control-Allow-Methods` of a preflight, sent as written: a browser compares upper and lower case.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'a string or a list of strings',
    default: 'undefined',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. Without it the headers that the browser asks for are allowed.',
    versions: '>=2.2.0',
  },
  {
    name: 'headers',
    role: 'headers',
    type: 'a string or a list of strings',
    default: 'undefined',
    meaning:
      'The name that `allowedHeaders` had before 2.2.0. It still works where `allowedHeaders` is not given.',
    replacedBy: 'allowedHeaders',
  },
  {
    name: 'exposedHeaders',
    role: 'expose-headers',
    type: 'a string or a list of strings',
    default: 'undefined',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
    versions: '>=2.2.0',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'undefined',
    meaning:
      '`Access-Control-Allow-Credentials: true`, only for exactly `true`: another truthy value does nothing.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning: '`Access-Control-Max-Age` of a preflight: how long a browser may keep its answer.',
  },
  {
    name: 'preflightContinue',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Hands a preflight on to the next handler, with the CORS headers set, instead of answering it.',
    versions: '>=2.6.0',
  },
  {
    name: 'optionsSuccessStatus',
    role: 'other',
    type: 'a number',
    default: '204',
    meaning: 'The status of the answer to OPTIONS.',
    versions: '>=2.8.0',
  },
];

/** cors@2.8.6:lib/index.js */
export const CORS_PACKAGE_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
