import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: "`'*'`, a string, a list of strings and RegExps, or a function (origin)",
    default: "'*'",
    meaning:
      'Which origins may read the response. h3 1 sends a string to every origin as it is; h3 2 compares it. Everything falsy means `*`.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: "`'*'` or a list of strings",
    default: "'*'",
    meaning:
      '`Access-Control-Allow-Methods` of a preflight. h3 1 has no default: what is not written is not sent. h3 2 names the method that is asked for where credentials are allowed.',
  },
  {
    name: 'allowHeaders',
    role: 'headers',
    type: "`'*'` or a list of strings",
    default: "'*'",
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. `*` and an empty list allow the headers that the browser asks for.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: "`'*'` or a list of strings",
    default: "'*'",
    meaning:
      '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read. h3 1 has no default; h3 2 leaves `*` out where credentials are allowed.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning: '`Access-Control-Allow-Credentials: true`, for every truthy value.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a text of seconds, or false',
    default: 'false',
    meaning: '`Access-Control-Max-Age` of a preflight. h3 1 never sends it.',
  },
  {
    name: 'preflight',
    role: 'other',
    type: 'an object with `statusCode`',
    default: '{ statusCode: 204 }',
    meaning: 'The status of the answer to a preflight.',
  },
];

/** h3@1.15.11:dist/index.mjs, h3@2.0.8:dist/cors.mjs */
export const H3_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
