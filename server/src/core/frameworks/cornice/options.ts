import type { OptionSpec, OptionTable } from '../framework.ts';

type Spec = Omit<OptionSpec, 'name'> & { readonly short: string };

const SPECS: readonly Spec[] = [
  {
    short: 'origins',
    role: 'origins',
    type: 'list of strings, or one string',
    default: '()',
    meaning:
      'The origins that may ask, as globs: `*` for any text, `?` for one letter, `[…]` for one of several. A request from any other is answered with status 400. Without this option CORS is off.',
  },
  {
    short: 'credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent. The asking origin is then sent in place of `*`, so that with `"*"` every website gets in with cookies.',
  },
  {
    short: 'headers',
    role: 'other',
    type: 'list of strings, or one string',
    default: '()',
    meaning:
      'Response headers that scripts may read. They are also allowed in requests: the only ones where `cors_expose_all_headers` is off.',
  },
  {
    short: 'expose_all_headers',
    role: 'other',
    type: 'bool',
    default: 'True',
    meaning:
      'Whether preflights allow every request header that is asked for. It exposes no response header, whatever its name says.',
  },
  {
    short: 'max_age',
    role: 'max-age',
    type: 'int',
    default: 'None',
    meaning: 'How many seconds browsers may remember a preflight.',
  },
  {
    short: 'enabled',
    role: 'other',
    type: 'bool',
    default: 'None',
    meaning: 'Turns CORS off for the service with `False`.',
  },
];

/** `CORS_PARAMETERS` (cornice@6.1.0:cornice/cors.py): arguments of a service, and keys of its `cors_policy`. */
export const CORNICE_OPTIONS: readonly OptionSpec[] = [
  ...SPECS.map(({ short, ...spec }) => ({ name: `cors_${short}`, ...spec })),
  ...SPECS.map(({ short, ...spec }) => ({ name: short, ...spec })),
];

export const ARGUMENTS = SPECS.map(({ short }) => `cors_${short}`);
export const KEYS = SPECS.map(({ short }) => short);

export const CORNICE_TABLE: OptionTable = { unknown: 'raises', options: CORNICE_OPTIONS };
