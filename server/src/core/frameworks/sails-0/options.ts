import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'origin',
    role: 'origins',
    type: 'a string with commas',
    default: "'*'",
    meaning:
      'Which origins may read the response, compared as they are. `*` answers every origin with itself. Sails calls `split` on it: it takes no list.',
  },
  {
    name: 'allRoutes',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Whether the settings hold for every route, or only for those with `cors`.',
  },
  {
    name: 'credentials',
    role: 'credentials',
    type: 'boolean',
    default: 'true',
    meaning: '`Access-Control-Allow-Credentials`, with the text of this value.',
  },
  {
    name: 'methods',
    role: 'methods',
    type: 'a string with commas',
    default: "'GET, POST, PUT, DELETE, OPTIONS, HEAD'",
    meaning: '`Access-Control-Allow-Methods` of a preflight.',
  },
  {
    name: 'headers',
    role: 'headers',
    type: 'a string with commas',
    default: "'content-type'",
    meaning: '`Access-Control-Allow-Headers` of a preflight. The default allows no `Authorization`.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'a string with commas',
    default: "''",
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  {
    name: 'securityLevel',
    role: 'other',
    type: '0, 1 or 2',
    default: '0',
    meaning:
      'From 1 on, requests of origins that are not allowed are answered with status 403; 2 counts those that are no web address too.',
  },
];

/** sails@0.12.14:lib/hooks/cors */
export const SAILS_0_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
