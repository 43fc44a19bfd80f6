import type { OptionSpec, OptionTable } from '../../framework.ts';

/** `flask_cors.core.DEFAULT_OPTIONS` and its documentation (flask-cors@6.0.5:flask_cors/core.py, extension.py). */
export const FLASK_CORS_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origins',
    role: 'origins',
    type: 'string, list of strings, or regex',
    default: "'*'",
    meaning:
      'The origins that may read answers. Every origin by default, answered with the origin itself. A string with one of `* \\ ] ? $ ^ [ ( )` is a regular expression that has to match the beginning only; any other is compared without regard to case.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'string or list of strings',
    default: "['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']",
    meaning:
      'Methods that preflights allow, turned into upper case. `*` is no wildcard here: no method is found in it, and every preflight fails.',
  },
  {
    name: 'allow_headers',
    role: 'headers',
    type: 'string, list of strings, or regex',
    default: "'*'",
    meaning:
      'Request headers that preflights allow, compared like origins. One string is one name: it is not split at commas.',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'string or list of strings',
    default: 'None',
    meaning: 'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  },
  {
    name: 'supports_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent. With the default origins, every website gets in with cookies. Any value that is true in Python counts, `"False"` too.',
  },
  {
    name: 'max_age',
    role: 'max-age',
    type: 'timedelta, int, or string',
    default: 'None',
    meaning:
      'How many seconds browsers may remember a preflight, sent as `Access-Control-Max-Age`. `0` is not sent.',
  },
  {
    name: 'send_wildcard',
    role: 'other',
    type: 'bool',
    default: 'False',
    meaning:
      "Whether `*` is sent instead of the request's origin where every origin is allowed. Together with `supports_credentials` it raises `ValueError`.",
  },
  {
    name: 'vary_header',
    role: 'vary',
    type: 'bool',
    default: 'True',
    meaning:
      'Whether `Vary: Origin` is sent where the allowed origin depends on the request. It is never sent for a single literal origin.',
  },
  {
    name: 'resources',
    role: 'other',
    type: 'dict, list of strings, string, or regex',
    default: "r'/*'",
    meaning:
      'The paths that the options apply to; a dict gives each path options of its own. A path with a regex character has to match the beginning only: `/api/*` is `/api` with any number of slashes, `/apifoo` included.',
  },
  {
    name: 'automatic_options',
    role: 'other',
    type: 'bool',
    default: 'True',
    meaning: 'For `@cross_origin` alone: whether flask-cors answers OPTIONS requests of the route.',
  },
  {
    name: 'intercept_exceptions',
    role: 'other',
    type: 'bool',
    default: 'True',
    meaning: 'For `CORS()` alone: whether answers of error handlers get the headers too.',
  },
  {
    name: 'always_send',
    role: 'other',
    type: 'bool',
    default: 'True',
    meaning: 'Whether the headers are also sent to requests without `Origin`.',
  },
  {
    name: 'allow_private_network',
    role: 'private-network',
    type: 'bool',
    default: 'False',
    meaning:
      'What `Access-Control-Allow-Private-Network` says to a request that asks for it. 4.0.2 says `true` by default, and 4.0.0 and 4.0.1 always do.',
    versions: '>=4.0.2',
  },
];

export const FLASK_CORS_TABLE: OptionTable = { unknown: 'logs', options: FLASK_CORS_OPTIONS };
