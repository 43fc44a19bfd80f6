import type { OptionSpec, OptionTable } from '../framework.ts';

/** `CORSPolicy.__init__` (blacksheep@2.6.4:blacksheep/server/cors.py). */
export const BLACKSHEEP_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allow_origins',
    role: 'origins',
    type: 'list of strings, or one string with blanks, commas or semicolons between',
    default: 'None',
    meaning:
      'The origins that may ask at all, compared letter by letter in small letters: a request from any other is answered with status 400. `"*"` allows every origin, also beside others.',
  },
  {
    name: 'allow_methods',
    role: 'methods',
    type: 'list of strings, or one string with blanks, commas or semicolons between',
    default: 'None',
    meaning:
      'The methods of requests from other origins. Every other one is answered with status 400, GET too, so that nothing gets through without this option. `"*"` allows all.',
  },
  {
    name: 'allow_headers',
    role: 'headers',
    type: 'list of strings, or one string with blanks, commas or semicolons between',
    default: 'None',
    meaning:
      'Request headers that a preflight may ask for, else it is answered with status 400. `"*"` allows all.',
  },
  {
    name: 'allow_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent. Since 2.6.4 every website gets in with cookies where `allow_origins` is `"*"`; before, browsers refuse that answer.',
  },
  {
    name: 'max_age',
    role: 'max-age',
    type: 'int',
    default: '5',
    meaning: 'How many seconds browsers may remember a preflight.',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'list of strings, or one string with blanks, commas or semicolons between',
    default: 'None',
    meaning:
      'Response headers that scripts may read. Without it these are Transfer-Encoding, Content-Encoding, Vary, Request-Context, Set-Cookie, Server and Date.',
  },
];

export const BLACKSHEEP_TABLE: OptionTable = { unknown: 'raises', options: BLACKSHEEP_OPTIONS };
