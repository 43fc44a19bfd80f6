import type { OptionSpec, OptionTable } from '../framework.ts';

/** `CORSMiddleware.__init__` (falcon@4.4.0:falcon/middleware.py). */
export const FALCON_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allow_origins',
    role: 'origins',
    type: 'string or list of strings',
    default: "'*'",
    meaning:
      'The origins that may read answers, each compared letter by letter. `"*"` alone allows every origin; inside a list it stops the start-up.',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'string or list of strings',
    default: 'None',
    meaning: 'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  },
  {
    name: 'allow_credentials',
    role: 'credentials',
    type: 'string or list of strings',
    default: 'None',
    meaning:
      'The origins that may read answers to requests with cookies: origins, not `True`. `"*"` stands for every origin that is allowed, and is answered with the asking origin.',
  },
  {
    name: 'allow_private_network',
    role: 'private-network',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether a preflight with `Access-Control-Request-Private-Network` is answered with `Access-Control-Allow-Private-Network: true`.',
    versions: '>=4.1.0',
  },
];

export const FALCON_TABLE: OptionTable = { unknown: 'raises', options: FALCON_OPTIONS };
