import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { OptionProblem, OriginMatch, Policy } from '../../policy/policy.ts';
import type { Framework, OptionSpec } from '../framework.ts';
import {
  commonProblems,
  type Given,
  isRefused,
  javaScriptTable,
  optionNamed,
  pythonTable,
} from './options.ts';
import { allowedOrigin, serviceAnswer } from './service.ts';
import { type Found, type Lower, setupsOf } from './setups.ts';
import { importsCdk } from './sites.ts';
import { exactly, isOn, listedRules, policyOf, secondsOf, textsOf } from './values.ts';

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
};

const lower: Lower = (setup, language) => {
  const given = { language, options: setup.options };
  const problems = problemsOf(given);
  return policyOf(setup, given, {
    origins: isRefused(problems) ? [] : listedRules(optionNamed(given, 'allowedOrigins'), matchOf),
    problems,
    originsName: 'allowedOrigins',
    credentialsName: 'allowCredentials',
  });
};

function matchOf(text: string): OriginMatch {
  if (text === '*') return { kind: 'any' };
  return exactly(text, 'Lambda has no wildcard but `*` by itself.');
}

const DAY = 86_400;

function problemsOf(given: Given): readonly OptionProblem[] {
  const age = optionNamed(given, 'maxAge');
  const methods = optionNamed(given, 'allowedMethods');
  const problems = [...commonProblems(given, OPTIONS)];
  if (age && (secondsOf(given, 'maxAge') ?? 0) > DAY) {
    const effect =
      'The CDK throws when the app is synthesised, since Lambda takes no more than 86400 seconds.';
    problems.push({
      kind: 'wrong-option-type',
      option: age,
      value: age.value,
      expected: 'a `Duration` of one day at most',
      effect,
    });
  }
  const items = methods?.value.kind === 'list' ? methods.value.items : [];
  for (const item of items) {
    if (!methods || item.kind !== 'text' || item.value.length <= LONGEST_METHOD) continue;
    const effect = `Lambda takes names of six letters at most and refuses \`${item.value}\`, so the deployment fails. It answers preflights without being told.`;
    problems.push({
      kind: 'wrong-option-type',
      option: methods,
      value: item,
      expected: 'methods other than `OPTIONS`',
      effect,
    });
  }
  return problems;
}

/** AWS Lambda API reference, `Cors`, `AllowMethods`: "Maximum length of 6". */
const LONGEST_METHOD = 6;

/**
 * A function URL by its documentation ("Creating and managing Lambda function URLs"): it answers every preflight itself and
 * adds its headers to the answers of the function, beside those that the function sends. That it sends the asking origin
 * back where `*` is allowed is what several users saw on the wire. `Vary` is thought to be sent.
 */
function respond(policy: Policy, request: ServerRequest): Answer {
  const given: Given = policy;
  const headers: Header[] = [];
  const allowed = allowedOrigin(policy, headerOf(request.headers, 'Origin'), 'reflected');
  if (allowed !== undefined && !isRefused(problemsOf(given))) {
    headers.push(['Access-Control-Allow-Origin', allowed], ['Vary', 'Origin']);
    if (isOn(given, 'allowCredentials')) headers.push(['Access-Control-Allow-Credentials', 'true']);
  }
  const seconds = secondsOf(given, 'maxAge');
  return serviceAnswer(request, headers, {
    methods: textsOf(given, 'allowedMethods') ?? ['*'],
    headers: textsOf(given, 'allowedHeaders'),
    exposed: textsOf(given, 'exposedHeaders'),
    maxAge: seconds === undefined ? undefined : String(seconds),
  });
}

export const cdkFunctionUrl: Framework = {
  id: FOUND.framework,
  title: FOUND.title,
  languages: ['javascript', 'python'],
  packages: FOUND.packages,
  words: ['aws-cdk', 'aws_cdk'],
  options: javaScriptTable(OPTIONS),
  optionsIn: { python: pythonTable(OPTIONS) },
  read: (unit) =>
    /FunctionUrl|function_url/.test(unit.evaluator.module.text) && importsCdk(unit.evaluator)
      ? { policies: setupsOf(unit, FOUND, lower), misuses: [] }
      : { policies: [], misuses: [] },
  respond,
  support: {
    name: 'AWS CDK: Lambda function URLs',
    versions: '1, 2',
    forms: [
      '`fn.addFunctionUrl({ cors: … })`, `new FunctionUrl(…, { cors: … })`',
      '`fn.add_function_url(cors=FunctionUrlCorsOptions(…))`',
    ],
    modelled:
      "all options; Lambda's answers as its documentation says, and the asking origin for `*`, as users saw it; what the CDK refuses to synthesise and Lambda to deploy",
    checked: 'read only',
  },
};
