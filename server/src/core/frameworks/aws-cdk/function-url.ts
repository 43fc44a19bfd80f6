import type { Answer, ServerRequest } from '../../policy/answer.ts';
import type { OptionProblem, Policy } from '../../policy/policy.ts';
import type { OptionSpec } from '../framework.ts';
import { type Given, optionNamed } from '../shared/aws/given.ts';
import { functionUrlMatch, functionUrlMethods, LONGEST_AGE, serviceAnswer } from '../shared/aws/service.ts';
import { isOn, isRefused, listedRules, policyOf, secondsOf, textsOf } from '../shared/aws/values.ts';
import { wrongType } from '../shared/javascript/problems.ts';
import { behindFunctionUrl } from './behind.ts';
import { construct } from './construct.ts';
import { commonProblems } from './options.ts';
import type { Found, Lower } from './setups.ts';

/** aws-cdk-lib@2.276.0:aws-lambda/lib/function-url.d.ts */
const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allowedOrigins',
    role: 'origins',
    type: 'list of strings',
    default: '(none)',
    meaning:
      'The origins that are let in. Lambda adds the headers to every answer of the function; with `*` it sends the asking origin back.',
  },
  {
    name: 'allowedMethods',
    role: 'methods',
    type: 'list of HttpMethod',
    default: '[HttpMethod.ALL]',
    meaning: '`Access-Control-Allow-Methods`. Lambda refuses `OPTIONS` in it.',
  },
  {
    name: 'allowedHeaders',
    role: 'headers',
    type: 'list of strings',
    default: '(none)',
    meaning: '`Access-Control-Allow-Headers`: the request headers that pages may send.',
  },
  {
    name: 'allowCredentials',
    role: 'credentials',
    type: 'boolean',
    default: 'false',
    meaning:
      '`Access-Control-Allow-Credentials: true`. Beside `*` every website reads the answers with the cookies of the visitor.',
  },
  {
    name: 'exposedHeaders',
    role: 'expose-headers',
    type: 'list of strings',
    default: '(none)',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts may read.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'Duration',
    default: '(not sent)',
    meaning: '`Access-Control-Max-Age`: how long browsers may remember a preflight, one day at most.',
  },
];

const FOUND: Found = {
  framework: 'cdk-function-url',
  title: 'Lambda',
  packages: ['aws-cdk-lib', '@aws-cdk/aws-lambda', 'aws-cdk.aws-lambda'],
  sites: {
    service: /\baws[-_]lambda/,
    classes: ['FunctionUrl'],
    methods: ['addFunctionUrl'],
    property: 'cors',
    struct: 'FunctionUrlCorsOptions',
  },
  behind: behindFunctionUrl,
};

const lower: Lower = (setup, language) => {
  const given = { language, options: setup.options };
  const problems = problemsOf(given);
  return policyOf(setup, given, {
    origins: isRefused(problems) ? [] : listedRules(optionNamed(given, 'allowedOrigins'), functionUrlMatch),
    problems,
    originsName: 'allowedOrigins',
    credentialsName: 'allowCredentials',
  });
};

function problemsOf(given: Given): readonly OptionProblem[] {
  const age = optionNamed(given, 'maxAge');
  const isTooLong = (secondsOf(given, 'maxAge') ?? 0) > LONGEST_AGE;
  const effect = 'The CDK throws when the app is synthesised, since Lambda takes no more than 86400 seconds.';
  return [
    ...commonProblems(given, OPTIONS),
    ...(age && isTooLong ? wrongType(age, age.value, 'a `Duration` of one day at most', effect) : []),
    ...functionUrlMethods(optionNamed(given, 'allowedMethods')),
  ];
}

function respond(policy: Policy, request: ServerRequest): Answer {
  const given: Given = policy;
  const seconds = secondsOf(given, 'maxAge');
  return serviceAnswer(policy, request, {
    any: 'reflected',
    isRefused: isRefused(problemsOf(given)),
    credentials: isOn(given, 'allowCredentials'),
    methods: textsOf(given, 'allowedMethods') ?? ['*'],
    headers: textsOf(given, 'allowedHeaders'),
    exposed: textsOf(given, 'exposedHeaders'),
    maxAge: seconds === undefined ? undefined : String(seconds),
  });
}

export const cdkFunctionUrl = construct({
  found: FOUND,
  options: OPTIONS,
  mentions: /FunctionUrl|function_url/,
  lower,
  respond,
  support: {
    name: 'AWS CDK: Lambda function URLs',
    versions: '1, 2',
    forms: [
      '`fn.addFunctionUrl({ cors: … })`, `new FunctionUrl(…, { cors: … })`',
      '`fn.add_function_url(cors=FunctionUrlCorsOptions(…))`',
    ],
    modelled:
      "all options; Lambda's answers as its documentation says, and the asking origin for `*`, as users saw it; what the CDK refuses to synthesise and Lambda to deploy; the functions behind it, found by their paths",
    checked: 'read only',
  },
});
