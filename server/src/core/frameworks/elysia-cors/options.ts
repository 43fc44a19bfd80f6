import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'boolean, a string, a RegExp, a function (request), or a list of them',
    default: 'true',
    meaning:
      'Which origins may read the response. `true`, the default, answers every origin with itself. A text without a scheme allows that host with any scheme; before 1.3.1 every origin that contains it.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'true, a string, or a list of strings',
    default: 'true',
    meaning: '`Access-Control-Allow-Methods`. `true` allows the method that is asked for.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'true, a string, or a list of strings',
    default: 'true',
    meaning: '`Access-Control-Allow-Headers`. `true` allows the headers that are asked for.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'true, a string, or a list of strings',
    default: 'true',
    meaning:
      '`Access-Control-Expose-Headers`. `true` names the headers of the request, not those of the response.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'true',
    meaning: '`Access-Control-Allow-Credentials: true`, unless it is turned off.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '5',
    meaning: '`Access-Control-Max-Age` of a preflight. `0` is not sent.',
  },
  {
    name: 'preflight',
    role: 'other',
    type: 'boolean',
    default: 'true',
    meaning: 'Whether the plugin answers OPTIONS requests.',
  },
  {
    name: 'aot',
    role: 'other',
    type: 'boolean',
    default: 'true',
    meaning: 'Whether Elysia compiles the plugin ahead of time.',
  },
];

/** elysia-cors@1.4.2:dist/index.mjs of @elysiajs/cors */
export const ELYSIA_CORS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
