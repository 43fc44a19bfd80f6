import type { OptionSpec, OptionTable } from '../framework.ts';

const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allowOrigins',
    role: 'origins',
    type: "`'*'`, or a list of strings",
    default: "'*'",
    meaning:
      'Which origins may read the response, compared as they are. Sails checks each of them as it lifts: scheme, no trailing slash, no default port.',
  },
  {
    name: 'allRoutes',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Whether the settings hold for every route, or only for those with `cors: true`.',
  },
  {
    name: 'allowCredentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning: '`Access-Control-Allow-Credentials: true`, only for exactly `true`.',
  },
  {
    name: 'allowAnyOriginWithCredentialsUnsafe',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning:
      "Lets Sails lift with `allowOrigins: '*'` beside credentials: every origin is then answered with itself.",
  },
  {
    name: 'allowRequestMethods',
    role: 'methods',
    type: 'a string with commas, or a list of strings',
    default: "'GET,HEAD,PUT,PATCH,POST,DELETE'",
    meaning: '`Access-Control-Allow-Methods` of a preflight.',
  },
  {
    name: 'allowRequestHeaders',
    role: 'headers',
    type: 'a string with commas, or a list of strings',
    default: "'content-type'",
    meaning:
      '`Access-Control-Allow-Headers` of a preflight. An empty text allows the headers that the browser asks for; the default allows no `Authorization`.',
  },
  {
    name: 'allowResponseHeaders',
    role: 'expose-headers',
    type: 'a string with commas, or a list of strings',
    default: "''",
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts of another origin may read.',
  },
  old('origin', 'origins', 'allowOrigins'),
  old('credentials', 'credentials', 'allowCredentials'),
  old('methods', 'methods', 'allowRequestMethods'),
  old('headers', 'headers', 'allowRequestHeaders'),
  old('exposeHeaders', 'expose-headers', 'allowResponseHeaders'),
];

function old(name: string, role: OptionSpec['role'], replacedBy: string): OptionSpec {
  return {
    name,
    role,
    type: 'as its new name',
    default: 'undefined',
    meaning: `The name that \`${replacedBy}\` had before Sails 1. It still works, and stands before the new one.`,
    replacedBy,
  };
}

/** sails@1.5.18:lib/hooks/security/index.js */
export const SAILS_OPTIONS: OptionTable = { unknown: 'ignores', options: OPTIONS };
