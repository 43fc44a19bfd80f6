import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type {
  Option,
  OptionProblem,
  OriginMatch,
  OriginRule,
  Policy,
  ResolvedVersion,
} from '../../policy/policy.ts';
import type { OptionSpec } from '../framework.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { type Given, optionNamed } from '../shared/aws/given.ts';
import { exactly, isOn, isRefused, listedRules, policyOf, secondsOf, textsOf } from '../shared/aws/values.ts';
import { atLeast } from '../shared/versions.ts';
import { construct } from './construct.ts';
import { commonProblems } from './options.ts';
import type { Found, Lower } from './setups.ts';

/** aws-cdk-lib@2.276.0:aws-apigateway/lib/cors.d.ts */
const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allowOrigins',
    role: 'origins',
    type: 'list of strings',
    default: '(required)',
    meaning:
      'The origins that a preflight lets in. The first one is sent to everybody, the others to themselves. Only the preflight: what the function answers needs the header as well.',
  },
  {
    name: 'allowHeaders',
    role: 'headers',
    type: 'list of strings',
    default: 'Cors.DEFAULT_HEADERS',
    meaning: '`Access-Control-Allow-Headers`: the request headers that pages may send.',
  },
  {
    name: 'allowMethods',
    role: 'methods',
    type: 'list of strings',
    default: 'Cors.ALL_METHODS',
    meaning: '`Access-Control-Allow-Methods`. `ANY` by itself stands for all of them.',
  },
  {
    name: 'allowCredentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning: '`Access-Control-Allow-Credentials: true` in answers to preflights. Not together with `*`.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'Duration',
    default: '(not sent)',
    meaning: '`Access-Control-Max-Age`: how long browsers may remember a preflight. Zero is not sent.',
  },
  {
    name: 'disableCache',
    role: 'other',
    type: 'boolean',
    default: 'false',
    meaning: 'Sends `Access-Control-Max-Age: -1`. Not together with `maxAge`.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'list of strings',
    default: '(none)',
    meaning:
      '`Access-Control-Expose-Headers` in answers to preflights, where browsers do not read it: the function has to send it.',
  },
  {
    name: 'statusCode',
    role: 'other',
    type: 'number',
    default: '204',
    meaning: 'The status of the answer to OPTIONS.',
  },
];

const DEFAULT_HEADERS =
  'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent';
const ALL_METHODS = 'OPTIONS,GET,PUT,POST,DELETE,PATCH,HEAD';

const FOUND: Found = {
  framework: 'cdk-rest-api',
  title: 'API Gateway',
  packages: ['aws-cdk-lib', '@aws-cdk/aws-apigateway', 'aws-cdk.aws-apigateway'],
  sites: {
    service: /\baws[-_]apigateway\b/,
    classes: ['RestApi', 'LambdaRestApi', 'StepFunctionsRestApi'],
    methods: ['addResource', 'addProxy'],
    property: 'defaultCorsPreflightOptions',
    direct: 'addCorsPreflight',
    struct: 'CorsOptions',
  },
};

const lower: Lower = (setup, language) => {
  const given = { language, options: setup.options };
  const problems = problemsOf(given);
  const policy = policyOf(setup, given, {
    origins: isRefused(problems)
      ? []
      : listedRules(optionNamed(given, 'allowOrigins'), (text, index) => matchOf(text, index, setup.version)),
    problems,
    originsName: 'allowOrigins',
    credentialsName: 'allowCredentials',
  });
  return { ...policy, preflightOnly: true };
};

const WHY_FIRST =
  'API Gateway sends the first origin to everybody as it is, and no origin is equal to this one.';
const WHY_OTHER =
  'The template that the CDK writes compares this text with the Origin as it is: a wildcard has no meaning there.';

/** Before 2.91.0 the template calls Java's `$origin.matches("…")`, which reads each origin but the first as a pattern. */
function matchOf(text: string, index: number, version: ResolvedVersion): OriginMatch {
  if (text === '*') return { kind: 'any' };
  if (index > 0 && !atLeast(version, '2.91.0'))
    return { kind: 'pattern', source: text, flags: '', language: 'javascript', mode: 'full' };
  if (index > 0) return exactly(text, WHY_OTHER);
  const match = exactly(text, WHY_FIRST);
  return match.kind === 'never' ? match : { kind: 'fixed', value: text };
}

/** What `addCorsPreflight` throws at (aws-cdk-lib@2.276.0:aws-apigateway/lib/resource.js). */
function problemsOf(given: Given): readonly OptionProblem[] {
  return [
    ...commonProblems(given, OPTIONS).filter((problem) => !isTextForAll(problem, given)),
    ...alone(given, 'allowOrigins', '*', 'Keep `*`, or the origins without it.'),
    ...alone(given, 'allowMethods', 'ANY', 'Keep `ANY`, or list the methods without it.'),
    ...noOrigin(given),
    ...ageTwice(given),
  ];
}

/** In TypeScript `'*'` is read letter by letter, and has one. */
function isTextForAll(problem: OptionProblem, { language }: Given): boolean {
  const { value, name } = problem.option;
  return language === 'javascript' && name === 'allowOrigins' && value.kind === 'text' && value.value === '*';
}

/** A list that holds this and something else. */
function alone(given: Given, name: string, word: string, advice: string): readonly OptionProblem[] {
  const option = optionNamed(given, name);
  if (option?.value.kind !== 'list' || option.value.items.length < 2) return [];
  if (!textsOf(given, name)?.includes(word)) return [];
  const effect = `The CDK takes \`${word}\` by itself only: it throws when the app is synthesised. ${advice}`;
  return [{ kind: 'conflicting-options', option, others: [], effect }];
}

function noOrigin(given: Given): readonly OptionProblem[] {
  const option = optionNamed(given, 'allowOrigins');
  if (option?.value.kind !== 'list' || option.value.items.length > 0) return [];
  const effect =
    'The CDK throws "allowOrigins must contain at least one origin" when the app is synthesised.';
  return [
    {
      kind: 'wrong-option-type',
      option,
      value: option.value,
      expected: 'a list of at least one origin',
      effect,
    },
  ];
}

function ageTwice(given: Given): readonly OptionProblem[] {
  const age = optionNamed(given, 'maxAge');
  const disable = optionNamed(given, 'disableCache');
  if (!age || !disable || age.value.kind === 'null' || !isOn(given, 'disableCache')) return [];
  const effect = 'The CDK throws when the app is synthesised. Keep one of the two.';
  return [{ kind: 'conflicting-options', option: disable, others: [age] as readonly Option[], effect }];
}

const FAILED: Answer = { status: 500, headers: [], handled: true };

/**
 * The mock integration that the CDK writes for OPTIONS, its template included. Every other answer is the function's own:
 * API Gateway adds nothing to it.
 */
function respond(policy: Policy, request: ServerRequest): Answer {
  const given: Given = policy;
  if (isRefused(problemsOf(given)) || hasNoOrigins(policy)) return FAILED;
  if (request.method !== 'OPTIONS') return { status: 200, headers: [], handled: false };
  const headers: Header[] = [];
  const joined = (name: string, otherwise: string | undefined) =>
    textsOf(given, name)?.join(',') ?? otherwise;
  headers.push(['Access-Control-Allow-Headers', joined('allowHeaders', DEFAULT_HEADERS) ?? '']);
  const allowed = originFor(policy.origins, headerOf(request.headers, 'Origin'));
  if (allowed !== undefined) headers.push(['Access-Control-Allow-Origin', allowed]);
  if (policy.origins[0]?.match.kind !== 'any') headers.push(['Vary', 'Origin']);
  const methods = joined('allowMethods', ALL_METHODS) ?? '';
  headers.push(['Access-Control-Allow-Methods', methods === 'ANY' ? ALL_METHODS : methods]);
  if (isOn(given, 'allowCredentials')) headers.push(['Access-Control-Allow-Credentials', 'true']);
  const seconds = isOn(given, 'disableCache') ? -1 : secondsOf(given, 'maxAge');
  if (seconds) headers.push(['Access-Control-Max-Age', String(seconds)]);
  const exposed = joined('exposeHeaders', undefined);
  if (exposed !== undefined) headers.push(['Access-Control-Expose-Headers', exposed]);
  return { status: secondsOf(given, 'statusCode') ?? 204, headers, handled: true };
}

/** The CDK takes no set-up without them. */
function hasNoOrigins(policy: Policy): boolean {
  const option = optionNamed(policy, 'allowOrigins');
  return policy.origins.length === 0 && !policy.open && (!option || option.value.kind === 'null');
}

/** The first origin stands in the header; the template puts one of the others in its place. */
function originFor(
  [first, ...others]: readonly OriginRule[],
  origin: string | undefined,
): string | undefined {
  if (origin !== undefined && others.some((rule) => admitsOrigin(rule, origin))) return origin;
  if (first?.match.kind === 'any') return '*';
  return first?.match.kind === 'fixed' || first?.match.kind === 'never' ? first.written : undefined;
}

export const cdkRestApi = construct({
  found: FOUND,
  options: OPTIONS,
  mentions: /[cC]ors_?[pP]reflight/,
  lower,
  respond,
  support: {
    name: 'AWS CDK: `RestApi`',
    versions: '1, 2',
    forms: [
      '`new RestApi(…, { defaultCorsPreflightOptions: … })`, `LambdaRestApi`, `StepFunctionsRestApi`',
      '`addResource(…, { defaultCorsPreflightOptions: … })`, `addProxy(…)`',
      '`resource.addCorsPreflight(…)`',
      '`RestApi(…, default_cors_preflight_options=CorsOptions(…))`',
      '`resource.add_cors_preflight(…)`',
    ],
    modelled:
      'the answer to OPTIONS as the CDK synthesises it, its Velocity template included; API Gateway adds nothing to other answers, so that the function has to send the header as well; not `addGatewayResponse`. Before 2.91.0 every origin but the first is a pattern. Version 1 is read in its sources only',
    checked: 'the templates that aws-cdk-lib 2.0.0, 2.90.0, 2.91.0 and 2.276.0 write',
  },
});
