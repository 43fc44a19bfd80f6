import type { OptionSpec, OptionTable } from '../framework.ts';

/** `CORSMiddleware.__init__` in the order of its parameters (starlette@1.10.0:starlette/middleware/cors.py). */
export const STARLETTE_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allow_origins',
    role: 'origins',
    type: 'list of strings',
    default: '()',
    meaning:
      'The origins that may read answers, each compared letter by letter with the request\'s `Origin`. `"*"` in the list allows every origin; with `allow_credentials` it is answered with the origin itself, so every website gets in with cookies.',
  },
  {
    name: 'allow_methods',
    role: 'methods',
    type: 'list of strings',
    default: '("GET",)',
    meaning:
      'Methods that preflights allow, in upper case. `"*"` stands for DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT (and QUERY from 1.7.0); any other method is refused with status 400.',
  },
  {
    name: 'allow_headers',
    role: 'headers',
    type: 'list of strings',
    default: '()',
    meaning:
      'Request headers that preflights allow, beside `Accept`, `Accept-Language`, `Content-Language` and `Content-Type`. `"*"` sends back whatever the browser asks for, `Authorization` included.',
  },
  {
    name: 'allow_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent, so that pages of the allowed origins can read answers to requests with cookies.',
  },
  {
    name: 'allow_origin_regex',
    role: 'origin-pattern',
    type: 'string',
    default: 'None',
    meaning:
      'A regular expression that must match the whole origin (`re.fullmatch`; before 0.13.1 only its beginning). It counts beside `allow_origins`.',
  },
  {
    name: 'allow_private_network',
    role: 'private-network',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether a preflight with `Access-Control-Request-Private-Network` is answered with `Access-Control-Allow-Private-Network: true`; otherwise it is refused with status 400.',
    versions: '>=0.51.0',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'list of strings',
    default: '()',
    meaning:
      'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`. `"*"` is sent as it stands and exposes nothing to requests with credentials.',
  },
  {
    name: 'max_age',
    role: 'max-age',
    type: 'int',
    default: '600',
    meaning: 'How many seconds browsers may remember a preflight, sent as `Access-Control-Max-Age`.',
  },
];

export const STARLETTE_TABLE: OptionTable = { unknown: 'raises', options: STARLETTE_OPTIONS };
