import type { OptionRole, OptionSpec, OptionTable } from '../framework.ts';

const LIST = 'list of strings';
const FLAG = 'bool';
const PATTERN = 'string or compiled pattern';

const spec = (name: string, role: OptionRole, type: string, meaning: string): OptionSpec => ({
  name,
  role,
  type,
  default: type === LIST ? '[]' : type === FLAG ? 'False' : 'None',
  meaning,
});

/** `CORS.__init__` (falcon-cors@1.1.7:falcon_cors/__init__.py). */
export const FALCON_CORS_OPTIONS: readonly OptionSpec[] = [
  spec(
    'allow_origins_list',
    'origins',
    LIST,
    'The origins that may read answers, each compared letter by letter; `"*"` is no wildcard here.',
  ),
  spec(
    'allow_all_origins',
    'all-origins',
    FLAG,
    'Whether every origin may read answers: answered with `*`, or with the origin that asks where any option of credentials is set.',
  ),
  spec(
    'allow_origins_regex',
    'origin-pattern',
    PATTERN,
    'A regular expression that has to match the beginning of the origin only.',
  ),
  spec(
    'allow_credentials_all_origins',
    'credentials',
    FLAG,
    'Whether `Access-Control-Allow-Credentials: true` is sent to every origin that is allowed. With `allow_all_origins`, every website gets in with cookies.',
  ),
  spec(
    'allow_credentials_origins_list',
    'other',
    LIST,
    'Origins that `Access-Control-Allow-Credentials: true` is sent to, among those that are allowed.',
  ),
  spec(
    'allow_credentials_origins_regex',
    'other',
    PATTERN,
    'A regular expression for the beginning of such origins.',
  ),
  spec('allow_all_methods', 'other', FLAG, 'Whether preflights allow every method of the resource.'),
  spec(
    'allow_methods_list',
    'methods',
    LIST,
    'Methods that preflights allow, as far as the resource has them. In capitals: any other text raises `ValueError`.',
  ),
  spec('allow_all_headers', 'other', FLAG, 'Whether preflights allow every header that is asked for.'),
  spec('allow_headers_list', 'headers', LIST, 'Request headers that preflights allow, in any case.'),
  spec(
    'allow_headers_regex',
    'other',
    PATTERN,
    'A regular expression for the beginning of such headers, as they are asked for.',
  ),
  spec(
    'expose_headers_list',
    'expose-headers',
    LIST,
    'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  ),
  spec('max_age', 'max-age', 'int', 'How many seconds browsers may remember a preflight. `0` is not sent.'),
  spec('logger', 'other', 'logger', 'Where the library says what it does.'),
  spec('log_level', 'other', 'string', 'From which level on it does.'),
];

export const FALCON_CORS_TABLE: OptionTable = { unknown: 'raises', options: FALCON_CORS_OPTIONS };

export const NAMES = FALCON_CORS_OPTIONS.map(({ name }) => name);
