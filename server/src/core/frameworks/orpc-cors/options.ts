import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'a string, a list of strings, or a function (origin, options)',
    default: '(origin) => origin',
    meaning:
      'Which origins may read the response, compared as they are; `*` anywhere in it is sent as it is. The default allows every origin.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'undefined',
    meaning:
      '`Access-Control-Allow-Credentials: true`, for every truthy value. It is sent to refused origins too.',
  },
  {
    name: 'allowMethods',
    role: 'methods',
    type: 'a list of strings',
    default: "['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH']",
    meaning: '`Access-Control-Allow-Methods` of a preflight, sent as written.',
  },
  {
    name: 'allowHeaders',
    role: 'headers',
    type: 'a list of strings',
    default: 'undefined',
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. Without it the headers that the browser asks for are allowed.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'a list of strings',
    default: 'undefined',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning: '`Access-Control-Max-Age` of a preflight: how long a browser may keep its answer.',
  },
  {
    name: 'timingOrigin',
    role: 'other',
    type: 'a string, a list of strings, or a function (origin, options)',
    default: 'undefined',
    meaning: '`Timing-Allow-Origin`: who may read how long a request took.',
  },
];

/** orpc-server@1.16.1:dist/plugins/index.mjs of @orpc/server */
export const ORPC_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
