import type { OptionSpec, OptionTable } from '../framework.ts';

/** `Config.__init__` (sanic-ext@25.12.0:sanic_ext/config.py), and beside each what `@cors` calls it. */
const SETTINGS: readonly (OptionSpec & { readonly argument?: string })[] = [
  {
    name: 'CORS_ORIGINS',
    argument: 'origin',
    role: 'origins',
    type: 'string, compiled pattern, or list of them',
    default: '""',
    meaning:
      'The origins that may read answers; a string is split at commas. `"*"` alone allows every origin, answered with itself. A compiled pattern has to match the beginning of the origin only, and up to 24.12.0 that holds for strings too.',
  },
  {
    name: 'CORS_SUPPORTS_CREDENTIALS',
    argument: 'supports_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent. With `CORS_ORIGINS = "*"` the application does not start; with `@cors(origin="*")` every website gets in with cookies.',
  },
  {
    name: 'CORS_METHODS',
    argument: 'allow_methods',
    role: 'methods',
    type: 'string or list of strings',
    default: '""',
    meaning:
      'Methods that preflights allow, among those of the route; all of those by default. A string is split at commas, blanks stay.',
  },
  {
    name: 'CORS_ALLOW_HEADERS',
    argument: 'allow_headers',
    role: 'headers',
    type: 'string or list of strings',
    default: '"*"',
    meaning: 'Request headers that preflights allow. A string is split at commas, blanks stay.',
  },
  {
    name: 'CORS_EXPOSE_HEADERS',
    argument: 'expose_headers',
    role: 'expose-headers',
    type: 'string or list of strings',
    default: '""',
    meaning: 'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  },
  {
    name: 'CORS_MAX_AGE',
    argument: 'max_age',
    role: 'max-age',
    type: 'int, string, or timedelta',
    default: '5',
    meaning: 'How many seconds browsers may remember a preflight. `0` is not sent.',
  },
  {
    name: 'CORS_SEND_WILDCARD',
    role: 'other',
    type: 'bool',
    default: 'False',
    meaning: "Whether `*` is sent instead of the request's origin where every origin is allowed.",
  },
  {
    name: 'CORS_ALWAYS_SEND',
    role: 'other',
    type: 'bool',
    default: 'True',
    meaning: 'Whether requests without `Origin` are answered with `Access-Control-Allow-Origin` too.',
  },
  {
    name: 'CORS_AUTOMATIC_OPTIONS',
    role: 'other',
    type: 'bool',
    default: 'True',
    meaning: 'Whether preflights get the headers that a preflight needs.',
  },
];

export const SETTING_NAMES = SETTINGS.map(({ name }) => name);
/** The setting behind each argument of `@cors`. */
export const SETTING_OF: ReadonlyMap<string, string> = new Map(
  SETTINGS.flatMap(({ name, argument }) => (argument === undefined ? [] : [[argument, name] as const])),
);

const ARGUMENTS = SETTINGS.flatMap(({ argument, ...spec }): readonly OptionSpec[] =>
  argument === undefined
    ? []
    : [
        {
          ...spec,
          name: argument,
          default: 'not given',
          meaning: `In the place of \`${spec.name}\` for one route. ${spec.meaning}`,
        },
      ],
);

export const SANIC_EXT_TABLE: OptionTable = { unknown: 'raises', options: [...SETTINGS, ...ARGUMENTS] };
