import type { OptionSpec, OptionTable } from '../framework.ts';

/** `CORSConfig.__init__` (chalice@1.34.0:chalice/app.py). */
export const CHALICE_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allow_origin',
    role: 'origins',
    type: 'string',
    default: "'*'",
    meaning:
      'Sent as `Access-Control-Allow-Origin` with every answer of the route, whoever asks: `"*"` for everybody, or one origin.',
  },
  {
    name: 'allow_headers',
    role: 'headers',
    type: 'list of strings',
    default: 'None',
    meaning:
      'Request headers that preflights allow beside Authorization, Content-Type, X-Amz-Date, X-Amz-Security-Token and X-Api-Key.',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'list of strings',
    default: 'None',
    meaning: 'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  },
  {
    name: 'max_age',
    role: 'max-age',
    type: 'int',
    default: 'None',
    meaning: 'How many seconds browsers may remember a preflight.',
  },
  {
    name: 'allow_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'None',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent; only `True` itself counts. Browsers refuse it beside `"*"`.',
  },
];

export const CHALICE_TABLE: OptionTable = { unknown: 'raises', options: CHALICE_OPTIONS };
