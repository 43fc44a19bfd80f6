import type { Answer, ServerRequest } from '../../policy/answer.ts';
import type { OptionProblem, Policy } from '../../policy/policy.ts';
import type { OptionSpec } from '../framework.ts';
import { type Given, optionNamed } from '../shared/aws/given.ts';
import { httpApiMatch, serviceAnswer } from '../shared/aws/service.ts';
import { isOn, isRefused, listedRules, policyOf, secondsOf, textsOf } from '../shared/aws/values.ts';
import { behindHttpApi } from './behind.ts';
import { construct } from './construct.ts';
import { commonProblems } from './options.ts';
import type { Found, Lower } from './setups.ts';

/** aws-cdk-lib@2.276.0:aws-apigatewayv2/lib/http/api.d.ts */
const OPTIONS: readonly OptionSpec[] = [
  {
    name: 'allowOrigins',
    role: 'origins',
    type: 'list of strings',
    default: '(none)',
    meaning:
      'The origins that are let in; `*`, `https://*` and `http://*` are wildcards. API Gateway adds the headers to every answer and drops those that the integration sends.',
  },
  {
    name: 'allowMethods',
    role: 'methods',
    type: 'list of CorsHttpMethod',
    default: '(none)',
    meaning: '`Access-Control-Allow-Methods`. `CorsHttpMethod.ANY` is `*`.',
  },
  {
    name: 'allowHeaders',
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
    meaning: '`Access-Control-Allow-Credentials: true`. The CDK refuses it beside `*`.',
  },
  {
    name: 'exposeHeaders',
    role: 'expose-headers',
    type: 'list of strings',
    default: '(none)',
    meaning: '`Access-Control-Expose-Headers`: the response headers that scripts may read.',
  },
  {
    name: 'maxAge',
    role: 'max-age',
    type: 'Duration',
    default: 'Duration.seconds(0)',
    meaning: '`Access-Control-Max-Age`: how long browsers may remember a preflight.',
  },
];

const FOUND: Found = {
  framework: 'cdk-http-api',
  title: 'API Gateway',
  packages: ['aws-cdk-lib', '@aws-cdk/aws-apigatewayv2-alpha', '@aws-cdk/aws-apigatewayv2'],
  sites: {
    service: /\baws[-_]apigatewayv2/,
    classes: ['HttpApi'],
    methods: [],
    property: 'corsPreflight',
    struct: 'CorsPreflightOptions',
  },
  behind: behindHttpApi,
};

const lower: Lower = (setup, language) => {
  const given = { language, options: setup.options };
  const problems = problemsOf(given);
  return policyOf(setup, given, {
    origins: isRefused(problems) ? [] : listedRules(optionNamed(given, 'allowOrigins'), httpApiMatch),
    problems,
    originsName: 'allowOrigins',
    credentialsName: 'allowCredentials',
  });
};

function problemsOf(given: Given): readonly OptionProblem[] {
  const common = commonProblems(given, OPTIONS);
  const origins = optionNamed(given, 'allowOrigins');
  const credentials = optionNamed(given, 'allowCredentials');
  const isAll = textsOf(given, 'allowOrigins')?.includes('*') === true;
  if (!origins || !credentials || !isAll || !isOn(given, 'allowCredentials')) return common;
  const effect =
    'The CDK throws when the app is synthesised, and API Gateway would refuse it too: browsers take no `*` for a request with cookies. List the origins that you trust, or leave credentials out.';
  return [...common, { kind: 'conflicting-options', option: origins, others: [credentials], effect }];
}

function respond(policy: Policy, request: ServerRequest): Answer {
  const given: Given = policy;
  const seconds = secondsOf(given, 'maxAge');
  return serviceAnswer(policy, request, {
    any: '*',
    isRefused: isRefused(problemsOf(given)),
    credentials: isOn(given, 'allowCredentials'),
    methods: textsOf(given, 'allowMethods'),
    headers: textsOf(given, 'allowHeaders'),
    exposed: textsOf(given, 'exposeHeaders'),
    maxAge: seconds === undefined ? undefined : String(seconds),
  });
}

export const cdkHttpApi = construct({
  found: FOUND,
  options: OPTIONS,
  mentions: /corsPreflight|cors_preflight/,
  lower,
  respond,
  support: {
    name: 'AWS CDK: `HttpApi`',
    versions: '1, 2',
    forms: ['`new HttpApi(…, { corsPreflight: … })`', '`HttpApi(…, cors_preflight=CorsPreflightOptions(…))`'],
    modelled:
      "all options; API Gateway's answers as its documentation says, in place of what the function sends; what the CDK refuses to synthesise; the functions behind it, found by their paths",
    checked: 'read only',
  },
});
