import type { OptionSpec, OptionTable } from '../framework.ts';

/** `ResourceOptions.__new__` (aiohttp-cors@0.8.1:aiohttp_cors/resource_options.py). The origins are the keys around them. */
export const AIOHTTP_CORS_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allow_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent to this origin. Under the key `"*"` every website gets it, because aiohttp-cors answers with the asking origin.',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'list of strings, or "*"',
    default: '()',
    meaning: 'Response headers that scripts may read. `"*"` names those that the response has.',
  },
  {
    name: 'allow_headers',
    role: 'headers',
    type: 'list of strings, or "*"',
    default: '()',
    meaning:
      'Request headers that preflights allow, in any case; `Content-Type` has to be listed as well. `"*"` allows all that is asked for.',
  },
  {
    name: 'max_age',
    role: 'max-age',
    type: 'int',
    default: 'None',
    meaning: 'How many seconds browsers may remember a preflight. `None` sends nothing.',
  },
  {
    name: 'allow_methods',
    role: 'methods',
    type: 'list of strings, or "*"',
    default: 'None',
    meaning:
      'Methods that preflights allow beside those of the routes that were added. It counts in the defaults and on a resource.',
  },
];

export const AIOHTTP_CORS_TABLE: OptionTable = { unknown: 'raises', options: AIOHTTP_CORS_OPTIONS };
