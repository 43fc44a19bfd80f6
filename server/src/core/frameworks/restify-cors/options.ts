import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origins',
    role: 'origins',
    type: 'a list of strings and patterns',
    default: "['*']",
    meaning:
      'The origins that are let in. The first `*` of a string stands for any text; only its first dot is taken as a dot. Every admitted origin is answered with itself.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning:
      '`Access-Control-Allow-Credentials: true` of an answer; a preflight has it always. Not together with `*`, unless `allowCredentialsAllOrigins` is on.',
  },
  {
    name: 'allowCredentialsAllOrigins',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Lets the server start with `*` and credentials: every website is then let in with cookies.',
    versions: '>=2.0.0',
  },
  {
    name: 'allowHeaders',
    role: 'headers',
    type: 'a list of strings',
    default: '[]',
    meaning:
      'Request headers that a preflight allows, beside `accept`, `content-type` and others of restify.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'a list of strings',
    default: '[]',
    meaning: 'Response headers that scripts may read, beside `api-version`, `date` and others of restify.',
  },
  {
    name: 'preflightMaxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: 'undefined',
    meaning: '`Access-Control-Max-Age` of a preflight. `0` is not sent.',
  },
  {
    name: 'preflightStrategy',
    role: 'other',
    type: 'an object',
    default: 'undefined',
    meaning: 'Documented, and not read by any version.',
  },
];

/** restify-cors-middleware2@2.2.1:src/index.js */
export const RESTIFY_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
