import type { OptionSpec, OptionTable } from '../framework.ts';

/** The settings of django-cors-headers@4.9.0:src/corsheaders/conf.py, and those that it once had. */
export const DJANGO_CORS_SETTINGS: readonly OptionSpec[] = [
  {
    name: 'CORS_ALLOWED_ORIGINS',
    role: 'origins',
    type: 'list of strings',
    default: '()',
    meaning:
      'The origins that may read answers. Scheme and host are compared apart, letter by letter; a path is ignored, but the check corsheaders.E014 refuses it.',
    versions: '>=3.5.0',
  },
  {
    name: 'CORS_ALLOWED_ORIGIN_REGEXES',
    role: 'origin-pattern',
    type: 'list of strings or patterns',
    default: '()',
    meaning:
      'Regular expressions that have to match the beginning of the origin (`re.match`): without `$` at the end, anything may follow.',
    versions: '>=3.5.0',
  },
  {
    name: 'CORS_ALLOW_ALL_ORIGINS',
    role: 'all-origins',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether every origin may read answers; the lists are then ignored. `*` is sent, with `CORS_ALLOW_CREDENTIALS` the origin itself, so every website gets in with cookies.',
    versions: '>=3.5.0',
  },
  {
    name: 'CORS_ALLOW_CREDENTIALS',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent, so that pages of the allowed origins can read answers to requests with cookies.',
  },
  {
    name: 'CORS_ALLOW_METHODS',
    role: 'methods',
    type: 'list of strings',
    default: '("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT")',
    meaning:
      'The methods of `Access-Control-Allow-Methods`, sent as they stand whatever a preflight asks for. `*` is no wildcard for requests with credentials.',
  },
  {
    name: 'CORS_ALLOW_HEADERS',
    role: 'headers',
    type: 'list of strings',
    default: '("accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with")',
    meaning: 'The names of `Access-Control-Allow-Headers`, sent as they stand whatever a preflight asks for.',
  },
  {
    name: 'CORS_EXPOSE_HEADERS',
    role: 'expose-headers',
    type: 'list of strings',
    default: '()',
    meaning: 'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  },
  {
    name: 'CORS_PREFLIGHT_MAX_AGE',
    role: 'max-age',
    type: 'int',
    default: '86400',
    meaning:
      'How many seconds browsers may remember a preflight, sent as `Access-Control-Max-Age`. `0` is not sent.',
  },
  {
    name: 'CORS_URLS_REGEX',
    role: 'other',
    type: 'string or pattern',
    default: "r'^.*$'",
    meaning: 'The paths that the headers are sent for, matched from their beginning.',
  },
  {
    name: 'CORS_ALLOW_PRIVATE_NETWORK',
    role: 'private-network',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether a request with `Access-Control-Request-Private-Network: true` is answered with `Access-Control-Allow-Private-Network: true`.',
    versions: '>=4.0.0',
  },
  {
    name: 'CORS_ORIGIN_WHITELIST',
    role: 'origins',
    type: 'list of strings',
    default: '()',
    meaning: 'The name of `CORS_ALLOWED_ORIGINS` before 3.5.0. It still counts where the new one is not set.',
    replacedBy: 'CORS_ALLOWED_ORIGINS',
  },
  {
    name: 'CORS_ORIGIN_REGEX_WHITELIST',
    role: 'origin-pattern',
    type: 'list of strings or patterns',
    default: '()',
    meaning:
      'The name of `CORS_ALLOWED_ORIGIN_REGEXES` before 3.5.0. It still counts where the new one is not set.',
    replacedBy: 'CORS_ALLOWED_ORIGIN_REGEXES',
  },
  {
    name: 'CORS_ORIGIN_ALLOW_ALL',
    role: 'all-origins',
    type: 'bool',
    default: 'False',
    meaning:
      'The name of `CORS_ALLOW_ALL_ORIGINS` before 3.5.0. It still counts where the new one is not set.',
    replacedBy: 'CORS_ALLOW_ALL_ORIGINS',
  },
  {
    name: 'CORS_REPLACE_HTTPS_REFERER',
    role: 'other',
    type: 'bool',
    default: 'False',
    meaning:
      'Removed in 4.0.0, whose check corsheaders.E013 refuses it: Django has `CSRF_TRUSTED_ORIGINS` for this.',
    versions: '<4.0.0',
  },
  {
    name: 'CORS_MODEL',
    role: 'other',
    type: 'string',
    default: 'None',
    meaning: 'Removed in 3.0.0, whose check corsheaders.E012 refuses it.',
    versions: '<3.0.0',
  },
];

export const DJANGO_CORS_TABLE: OptionTable = { unknown: 'ignores', options: DJANGO_CORS_SETTINGS };
