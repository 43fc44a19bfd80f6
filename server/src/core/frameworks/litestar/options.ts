import type { OptionSpec, OptionTable } from '../framework.ts';

/** The fields of `CORSConfig` (litestar@2.25.0:litestar/config/cors.py). */
export const LITESTAR_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allow_origins',
    role: 'origins',
    type: 'list of strings',
    default: '["*"]',
    meaning:
      'The origins that may read answers. `*` inside one stands for any text; `"*"` alone for every origin, which with `allow_credentials` and a cookie is answered with the asking origin.',
  },
  {
    name: 'allow_methods',
    role: 'methods',
    type: 'list of strings',
    default: '["*"]',
    meaning: 'Methods that preflights allow. `"*"` stands for DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT.',
  },
  {
    name: 'allow_headers',
    role: 'headers',
    type: 'list of strings',
    default: '["*"]',
    meaning: 'Request headers that preflights allow. `"*"` allows all that is asked for.',
  },
  {
    name: 'allow_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning: 'Whether `Access-Control-Allow-Credentials: true` is sent.',
  },
  {
    name: 'allow_origin_regex',
    role: 'origin-pattern',
    type: 'string',
    default: 'None',
    meaning: 'A regular expression that must match the whole origin. It counts beside `allow_origins`.',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'list of strings',
    default: '[]',
    meaning: 'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  },
  {
    name: 'max_age',
    role: 'max-age',
    type: 'int',
    default: '600',
    meaning: 'How many seconds browsers may remember a preflight.',
  },
];

export const LITESTAR_TABLE: OptionTable = { unknown: 'raises', options: LITESTAR_OPTIONS };
