import type { OptionSpec, OptionTable } from '../framework.ts';

const ARGUMENTS: readonly OptionSpec[] = [
  {
    name: 'allow_origin',
    role: 'origins',
    type: 'string, compiled pattern, or list of them',
    default: '["*"]',
    meaning:
      'The origins that may read answers. Strings are compared letter by letter; a compiled pattern has to match the beginning of the origin only. With `"*"`, credentials end every request with status 500.',
  },
  {
    name: 'allow_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent. `False` gives way to `QUART_CORS_ALLOW_CREDENTIALS`.',
  },
  {
    name: 'allow_methods',
    role: 'methods',
    type: 'string or list of strings',
    default: '["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]',
    meaning: 'Methods that preflights allow, sent as they are written. A string is one method.',
  },
  {
    name: 'allow_headers',
    role: 'headers',
    type: 'string or list of strings',
    default: '["*"]',
    meaning:
      'Request headers that preflights allow. A string is one header. `"*"` allows all that is asked for.',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'string or list of strings',
    default: '[""]',
    meaning: 'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  },
  {
    name: 'max_age',
    role: 'max-age',
    type: 'timedelta, number, or string',
    default: 'None',
    meaning: 'How many seconds browsers may remember a preflight. `None` sends nothing.',
  },
  {
    name: 'send_origin_wildcard',
    role: 'other',
    type: 'bool',
    default: 'True',
    meaning:
      "Whether `*` is sent where every origin is allowed, instead of the request's origin. `False` gives way to `QUART_CORS_SEND_ORIGIN_WILDCARD`, which is `True` unless set.",
    versions: '>=0.8.0',
  },
  {
    name: 'provide_automatic_options',
    role: 'other',
    type: 'bool',
    default: 'True',
    meaning: 'For `@route_cors` alone: whether quart-cors answers OPTIONS requests of the route.',
  },
];

export const ARGUMENT_NAMES = ARGUMENTS.map(({ name }) => name);

export function settingOf(name: string): string {
  return `QUART_CORS_${name.toUpperCase()}`;
}

const LIST = /list/;

/** The configuration of the application counts where an argument is not given, or false. */
const SETTINGS = ARGUMENTS.filter(({ name }) => name !== 'provide_automatic_options').map(
  (spec): OptionSpec => ({
    ...spec,
    name: settingOf(spec.name),
    type: LIST.test(spec.type) ? 'list of strings' : spec.type.replace('timedelta, ', ''),
    meaning: `Counts where \`${spec.name}\` is not given. ${LIST.test(spec.type) ? 'It has to be a list: of a string each letter becomes an entry.' : (spec.meaning.split('. ')[0] ?? '')}`,
  }),
);

export const SETTING_NAMES = SETTINGS.map(({ name }) => name);

/** `cors`, `route_cors` and their configuration (quart-cors@0.8.0:quart_cors/__init__.py). */
export const QUART_CORS_TABLE: OptionTable = { unknown: 'raises', options: [...ARGUMENTS, ...SETTINGS] };
