import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Option, OptionProblem, OriginMatch, Policy } from '../../policy/policy.ts';
import type { OptionSpec } from '../framework.ts';
import { type Given, optionNamed } from '../shared/aws/given.ts';
import { allowedOrigin } from '../shared/aws/service.ts';
import { isRefused, listedRules, policyOf, secondsOf, textsOf } from '../shared/aws/values.ts';
import { construct } from './construct.ts';
import { commonProblems } from './options.ts';
import type { Found, Lower } from './setups.ts';

/** aws-cdk-lib@2.276.0:aws-s3/lib/bucket.d.ts */
const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allowedOrigins',
    role: 'origins',
    type: 'list of strings',
    default: '(required)',
    meaning: 'The origins that are let in. One `*` in an entry stands for any text.',
  },
  {
    name: 'allowedMethods',
    role: 'methods',
    type: 'list of HttpMethods',
    default: '(required)',
    meaning: 'The methods that a request may have: GET, PUT, POST, DELETE, HEAD.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'list of strings',
    default: '(none)',
    meaning: 'The request headers that a preflight may ask for. One `*` in an entry stands for any text.',
  },
  {
    name: 'exposedHeaders',
    role: 'expose-headers',
    type: 'list of strings',
    default: '(none)',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts may read, such as `ETag`.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'a number of seconds',
    default: '(not sent)',
    meaning: '`Access-Control-Max-Age`: how many seconds browsers may remember a preflight.',
  },
  { name: 'id', role: 'other', type: 'string', default: '(none)', meaning: 'A name of the rule.' },
];

const FOUND: Found = {
  framework: 'cdk-bucket',
  title: 'Amazon S3',
  packages: ['aws-cdk-lib', '@aws-cdk/aws-s3', 'aws-cdk.aws-s3'],
  sites: {
    service: /\baws[-_]s3\b/,
    classes: ['Bucket'],
    methods: [],
    property: 'cors',
    isList: true,
    direct: 'addCorsRule',
    struct: 'CorsRule',
  },
};

const lower: Lower = (setup, language) => {
  const given = { language, options: setup.options };
  const problems = problemsOf(given);
  return policyOf(setup, given, {
    origins: isRefused(problems) ? [] : listedRules(optionNamed(given, 'allowedOrigins'), matchOf),
    problems,
    originsName: 'allowedOrigins',
  });
};

function matchOf(text: string): OriginMatch {
  if (text === '*') return { kind: 'any' };
  if (!text.includes('*')) return { kind: 'exact', value: text };
  return { kind: 'pattern', source: globSource(text), flags: '', language: 'javascript', mode: 'search' };
}

function globSource(glob: string): string {
  return `^${glob.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\\\*/g, '.*')}$`;
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** What Amazon S3 refuses when the bucket is deployed ("Elements of a CORS configuration"). */
function problemsOf(given: Given): readonly OptionProblem[] {
  const several = 'Amazon S3 takes one `*` in an entry at most, so the deployment fails.';
  return [
    ...commonProblems(given, OPTIONS),
    ...wrongItems(optionNamed(given, 'allowedOrigins'), 'one `*` at most', (text) =>
      text.split('*').length > 2 ? several : undefined,
    ),
    ...wrongItems(optionNamed(given, 'allowedMethods'), 'GET, PUT, POST, DELETE or HEAD', (text) =>
      METHODS.includes(text)
        ? undefined
        : `Amazon S3 knows no \`${text}\` here, so the deployment fails.${text === 'OPTIONS' ? ' It answers preflights without being told.' : ''}`,
    ),
  ];
}

function wrongItems(
  option: Option | undefined,
  expected: string,
  effect: (text: string) => string | undefined,
): readonly OptionProblem[] {
  if (option?.value.kind !== 'list') return [];
  return option.value.items.flatMap((value): readonly OptionProblem[] => {
    const said = value.kind === 'text' ? effect(value.value) : undefined;
    return said === undefined ? [] : [{ kind: 'wrong-option-type', option, value, expected, effect: said }];
  });
}

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/**
 * One rule of a bucket by the documentation of Amazon S3 ("How does Amazon S3 evaluate the CORS configuration on a bucket?").
 * `Access-Control-Allow-Credentials`, which S3 adds for origins that are not `*`, is left out: a bucket takes no cookies.
 */
function respond(policy: Policy, request: ServerRequest): Answer {
  const given: Given = policy;
  const isPreflight = request.method === 'OPTIONS';
  const refused: Answer = { status: isPreflight ? 403 : 200, headers: [], handled: isPreflight };
  const allowed = allowedOrigin(policy, headerOf(request.headers, 'Origin'), '*');
  const methods = textsOf(given, 'allowedMethods') ?? METHODS;
  const method = isPreflight ? headerOf(request.headers, 'Access-Control-Request-Method') : request.method;
  if (allowed === undefined || method === undefined || !methods.includes(method)) return refused;
  if (isRefused(problemsOf(given))) return refused;
  const asked = namesOf(headerOf(request.headers, 'Access-Control-Request-Headers'));
  const globs = (textsOf(given, 'allowedHeaders') ?? []).map((glob) => new RegExp(globSource(glob), 'i'));
  if (isPreflight && !asked.every((name) => globs.some((glob) => glob.test(name)))) return refused;
  const exposed = textsOf(given, 'exposedHeaders') ?? [];
  const seconds = secondsOf(given, 'maxAge');
  return {
    status: 200,
    headers: [
      ['Access-Control-Allow-Origin', allowed],
      ['Access-Control-Allow-Methods', methods.join(', ')],
      ...(isPreflight && asked.length > 0
        ? [['Access-Control-Allow-Headers', asked.join(', ')] as const]
        : []),
      ...(exposed.length > 0 ? [['Access-Control-Expose-Headers', exposed.join(', ')] as const] : []),
      ...(seconds === undefined ? [] : [['Access-Control-Max-Age', String(seconds)] as const]),
      ['Vary', VARY],
    ],
    handled: true,
  };
}

function namesOf(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

export const cdkBucket = construct({
  found: FOUND,
  options: OPTIONS,
  mentions: /\bcors\b|CorsRule|cors_rule/,
  lower,
  respond,
  support: {
    name: 'AWS CDK: S3 buckets',
    versions: '1, 2',
    forms: [
      '`new Bucket(…, { cors: [{ … }] })`, `bucket.addCorsRule({ … })`',
      '`Bucket(…, cors=[CorsRule(…)])`, `bucket.add_cors_rule(…)`',
    ],
    modelled:
      'each rule by itself, as the documentation of Amazon S3 says; one `*` in an entry for any text; no credentials, since a bucket takes no cookies; what S3 refuses to deploy',
    checked: 'read only',
  },
});
