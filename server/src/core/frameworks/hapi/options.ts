import type { OptionSpec, OptionTable } from '../framework.ts';

const NAMES = 'a list of strings';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: "a list of strings, or 'ignore'",
    default: "['*']",
    meaning:
      "The origins that are let in, with `*` for any text inside an entry. `['*']` sends every asking origin back; `'ignore'` sends `*` to everybody.",
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '86400',
    meaning: '`Access-Control-Max-Age` of a preflight.',
  },
  {
    name: 'headers',
    role: 'headers',
    type: NAMES,
    default: "['Accept', 'Authorization', 'Content-Type', 'If-None-Match']",
    meaning:
      'The request headers that a preflight may ask for. A preflight that asks for another one is answered without any header for cross-origin access; `*` is a name like any other.',
  },
  {
    name: 'additionalHeaders',
    role: 'headers',
    type: NAMES,
    default: '[]',
    meaning: 'Request headers in addition to those of `headers`.',
  },
  {
    name: 'exposedHeaders',
    role: 'expose-headers',
    type: NAMES,
    default: "['WWW-Authenticate', 'Server-Authorization']",
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'additionalExposedHeaders',
    role: 'expose-headers',
    type: NAMES,
    default: '[]',
    meaning: 'Response headers in addition to those of `exposedHeaders`.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning: "`Access-Control-Allow-Credentials: true`. Not together with `origin: 'ignore'`.",
  },
  {
    name: 'preflightStatusCode',
    role: 'other',
    type: '200 or 204',
    default: '200',
    meaning: 'The status of the answer to a preflight.',
    versions: '>=21.0.0',
  },
];

/** @hapi/hapi@21.4.10:lib/config.js */
export const HAPI_OPTIONS: OptionTable = { unknown: 'raises', options: OPTIONS };
