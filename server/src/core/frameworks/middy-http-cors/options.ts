import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origins',
    role: 'origins',
    type: 'a list of strings',
    default: '[]',
    meaning:
      'The origins that may read the response, compared as they are. Since 5.4 `*` in an entry stands for anything without a dot, and alone for every origin. Before 5.3 whoever is not in the list is sent its first entry.',
  },
  {
    name: 'origin',
    role: 'origins',
    type: 'a string',
    default: 'undefined',
    meaning:
      "The one origin that is sent to everybody, where `origins` is empty. `'*'` beside `credentials` sends the asking origin back. Before 6.0.0 the default was `'*'`.",
  },
  {
    name: 'getOrigin',
    role: 'all-origins',
    type: 'a function (incomingOrigin, options)',
    default: 'undefined',
    meaning:
      'Gives the value of `Access-Control-Allow-Origin`, or nothing, in the place of the other options.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'undefined',
    meaning:
      '`Access-Control-Allow-Credentials`, for every truthy value its text. It also turns `*` into the asking origin.',
  },
  {
    name: 'headers',
    role: 'headers',
    type: 'a string',
    default: 'undefined',
    meaning: '`Access-Control-Allow-Headers`, one text with commas. Without it no header is allowed.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a string',
    default: 'undefined',
    meaning:
      '`Access-Control-Allow-Methods`, one text with commas. Without it only GET, HEAD and POST are allowed.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'a string',
    default: 'undefined',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds, or its text',
    default: 'undefined',
    meaning:
      '`Access-Control-Max-Age`: how long a browser may keep the answer to a preflight. `0` is not sent.',
  },
  {
    name: 'disableBeforePreflightResponse',
    role: 'other',
    type: 'boolean',
    default: 'true',
    meaning:
      'Whether the handler runs for OPTIONS requests too. With `false` the middleware answers them itself with 204.',
    versions: '>=4.2.3',
  },
  {
    name: 'requestHeaders',
    role: 'other',
    type: 'a list of strings',
    default: 'undefined',
    meaning:
      'The request headers that a preflight may ask for, where the middleware answers it itself. Before 6.0.0 it is sent as a header that browsers do not know.',
  },
  {
    name: 'requestMethods',
    role: 'other',
    type: 'a list of strings',
    default: 'undefined',
    meaning:
      'The methods that a preflight may ask for, where the middleware answers it itself. Before 6.0.0 it is sent as a header that browsers do not know.',
  },
  {
    name: 'cacheControl',
    role: 'other',
    type: 'a string',
    default: 'undefined',
    meaning: '`Cache-Control` of answers to OPTIONS requests.',
  },
  {
    name: 'vary',
    role: 'vary',
    type: 'a string',
    default: 'undefined',
    meaning:
      '`Vary`. From 3.0.3 to 5.5 it stands in the place of `Vary: Origin`; since 6.0.0 it goes before it.',
  },
];

/** middy-http-cors@7.9.2:index.js of @middy/http-cors */
export const MIDDY_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
