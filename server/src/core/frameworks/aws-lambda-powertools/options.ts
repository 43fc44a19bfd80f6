import type { ResolvedVersion } from '../../policy/policy.ts';
import type { OptionSpec, OptionTable } from '../framework.ts';
import { atLeast } from '../shared/versions.ts';

/** `CORSConfig.__init__` (aws-lambda-powertools@3.37.0:aws_lambda_powertools/event_handler/api_gateway.py). */
export const POWERTOOLS_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allow_origin',
    role: 'origins',
    type: 'string',
    default: "'*'",
    meaning:
      'An origin that may read answers, compared letter by letter. `"*"` allows every origin, and up to 2.40 answers with the origin that asks. Before 2.16 it is sent to everybody.',
  },
  {
    name: 'extra_origins',
    role: 'origins',
    type: 'list of strings',
    default: 'None',
    meaning: 'More origins beside `allow_origin`, compared in the same way.',
    versions: '>=2.16.0',
  },
  {
    name: 'allow_headers',
    role: 'headers',
    type: 'list of strings',
    default: 'None',
    meaning:
      'Request headers that are allowed beside Authorization, Content-Type, X-Amz-Date, X-Amz-Security-Token and X-Api-Key.',
  },
  {
    name: 'expose_headers',
    role: 'expose-headers',
    type: 'list of strings',
    default: 'None',
    meaning: 'Response headers that scripts may read, sent as `Access-Control-Expose-Headers`.',
  },
  {
    name: 'max_age',
    role: 'max-age',
    type: 'int',
    default: 'None',
    meaning: 'How many seconds browsers may remember a preflight.',
  },
  {
    name: 'allow_credentials',
    role: 'credentials',
    type: 'bool',
    default: 'False',
    meaning:
      'Whether `Access-Control-Allow-Credentials: true` is sent to an origin that is listed; only `True` itself counts. From 2.16 to 2.40 beside `"*"` every website gets in with cookies.',
  },
];

export const POWERTOOLS_TABLE: OptionTable = { unknown: 'raises', options: POWERTOOLS_OPTIONS };

/** Options of a version, in the order of its arguments. */
export function namesOf(version: ResolvedVersion): readonly string[] {
  const names = POWERTOOLS_OPTIONS.map(({ name }) => name);
  return atLeast(version, '2.16.0') ? names : names.filter((name) => name !== 'extra_origins');
}
