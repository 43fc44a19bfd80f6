import type { OptionSpec, OptionTable } from '../../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'true, a string, a RegExp, a list of them, or a function (origin, callback)',
    default: "'*'",
    meaning:
      'Which origins may read the response. `true` answers every origin with itself, a single string is sent to everybody without being compared, a list is compared entry by entry. `false` turns CORS off; any other falsy value makes every request fail with status 500.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a string or a list of strings',
    default: "'GET,HEAD,POST'",
    meaning:
      '`Access-Control-Allow-Methods` of a preflight, sent as written. Before 11.0.0 the default also had PUT, PATCH and DELETE.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'a string or a list of strings',
    default: 'null',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. Without it the headers that the browser asks for are allowed.',
  },
  {
    name: 'exposedHeaders',
    role: 'expose-headers',
    type: 'a string or a list of strings',
    default: 'null',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning: "`Access-Control-Allow-Credentials: true`, for every truthy value: `'false'` turns it on too.",
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'null',
    meaning: '`Access-Control-Max-Age` of a preflight: how long a browser may keep its answer.',
  },
  {
    name: 'cacheControl',
    role: 'other',
    type: 'a number of seconds or a string',
    default: 'null',
    meaning: '`Cache-Control` of the answer to a preflight; a whole number becomes `max-age=…`.',
    versions: '>=8.3.0',
  },
  {
    name: 'preflightContinue',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Hands a preflight on to the route, with the CORS headers set, instead of answering it.',
  },
  {
    name: 'optionsSuccessStatus',
    role: 'other',
    type: 'a number',
    default: '204',
    meaning: 'The status of the answer to a preflight.',
  },
  {
    name: 'preflight',
    role: 'other',
    type: 'boolean',
    default: 'true',
    meaning: 'Whether preflights are answered at all. Anything but `true` leaves them to the routes.',
  },
  {
    name: 'strictPreflight',
    role: 'other',
    type: 'boolean',
    default: 'true',
    meaning:
      'Answers an OPTIONS request without `Origin` or `Access-Control-Request-Method` with status 400.',
  },
  {
    name: 'hook',
    role: 'other',
    type: "one of 'onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization'",
    default: "'onRequest'",
    meaning: 'The hook of the request in which the headers are set.',
    versions: '>=8.2.0',
  },
  {
    name: 'hideOptionsRoute',
    role: 'other',
    type: 'boolean',
    default: 'true',
    meaning: 'Keeps the route for preflights out of documentation that is made from the routes.',
  },
  {
    name: 'logLevel',
    role: 'other',
    type: 'a log level',
    default: 'undefined',
    meaning: 'The log level of the route for preflights.',
    versions: '>=11.1.0',
  },
  {
    name: 'delegator',
    role: 'other',
    type: 'a function (request, callback)',
    default: 'undefined',
    meaning: 'Gives the options for each request. The other options, except `hook`, are not read then.',
    versions: '>=8.2.0',
  },
];

/** @fastify/cors@11.4.3:index.js */
export const FASTIFY_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
