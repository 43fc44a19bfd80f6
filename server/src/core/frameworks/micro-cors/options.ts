import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'a string; in 1.0 also a RegExp, or several of both',
    default: "'*'",
    meaning:
      '`Access-Control-Allow-Origin`. A string is sent to everybody without being compared. Version 1.0 compares patterns and the entries of an array.',
  },
  {
    name: 'allowMethods',
    role: 'methods',
    type: 'a list of strings',
    default: "['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']",
    meaning: '`Access-Control-Allow-Methods` of a preflight.',
  },
  {
    name: 'allowHeaders',
    role: 'headers',
    type: 'a list of strings',
    default:
      "['X-Requested-With', 'Access-Control-Allow-Origin', 'X-HTTP-Method-Override', 'Content-Type', 'Authorization', 'Accept']",
    meaning: '`Access-Control-Allow-Headers` of a preflight.',
  },
  {
    name: 'allowCredentials',
    role: 'credentials',
    type: 'boolean',
    default: 'true',
    meaning:
      '`Access-Control-Allow-Credentials: true`. It is sent unless this is off; before 0.1.1 it is always sent.',
    versions: '>=0.1.1',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'a list of strings',
    default: '[]',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
    versions: '>=0.1.1',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '86400',
    meaning: '`Access-Control-Max-Age`: how long a browser may keep the answer to a preflight.',
  },
  {
    name: 'runHandlerOnOptionsRequest',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Whether the handler answers preflights, as it does before 1.0.',
    versions: '>=1.0.0-alpha.1',
  },
];

/** micro-cors@1.0.0-alpha.2:lib/index.js, micro-cors@0.1.1:lib/index.js */
export const MICRO_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
