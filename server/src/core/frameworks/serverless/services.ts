import type { Answer, ServerRequest } from '../../policy/answer.ts';
import type { Option, OptionProblem, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import type { Framework } from '../framework.ts';
import { type Given, optionNamed } from '../shared/aws/given.ts';
import {
  functionUrlMatch,
  functionUrlMethods,
  httpApiMatch,
  LONGEST_AGE,
  serviceAnswer,
} from '../shared/aws/service.ts';
import { isOn, isRefused, listedRules, policyOf, secondsOf, textsOf } from '../shared/aws/values.ts';
import { unknownOptions, wrongType } from '../shared/javascript/problems.ts';
import type { OptionsSetup } from '../shared/javascript/setups.ts';
import { SERVICE_OPTIONS } from './options.ts';
import { policiesOf } from './read.ts';

type Problems = (given: Given) => readonly OptionProblem[];

function lowerWith(match: (text: string) => OriginMatch, problemsOf: Problems) {
  return (setup: OptionsSetup): Policy => {
    const given: Given = { language: 'javascript', options: setup.options };
    const problems = problemsOf(given);
    return policyOf(setup, given, {
      origins: isRefused(problems) ? [] : rulesOf(setup, match),
      problems,
      originsName: 'allowedOrigins',
      credentialsName: 'allowCredentials',
    });
  };
}

/** Every origin where none is given. */
function rulesOf(
  { options, setup, open }: OptionsSetup,
  match: (text: string) => OriginMatch,
): readonly OriginRule[] {
  const option = options.get('allowedOrigins');
  if (option && option.value.kind !== 'null') return listedRules(option, match);
  const any: OriginMatch = open
    ? { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } }
    : { kind: 'any' };
  return [{ match: any, place: setup, via: [], listed: false, isDefault: true }];
}

function unknownNames({ options }: Given): readonly OptionProblem[] {
  return unknownOptions(options, { library: 'Serverless', options: SERVICE_OPTIONS, consequences: {} });
}

/** serverless@3.40.0:lib/plugins/aws/package/compile/events/http-api.js; what API Gateway answers to `*` with credentials. */
function httpApiProblems(given: Given): readonly OptionProblem[] {
  const unknown = unknownNames(given);
  const credentials = optionNamed(given, 'allowCredentials');
  const origins = optionNamed(given, 'allowedOrigins');
  const isAll = origins
    ? textsOf(given, 'allowedOrigins')?.includes('*') === true || isStar(origins)
    : credentials !== undefined;
  if (!credentials || !isOn(given, 'allowCredentials') || !isAll) return unknown;
  const effect =
    "API Gateway refuses it when it is deployed: `allow-credentials is not supported if 'allow-origin' is *`. List the origins that you trust, or leave credentials out.";
  return [
    ...unknown,
    { kind: 'conflicting-options', option: credentials, others: origins ? [origins] : [], effect },
  ];
}

function isStar({ value }: Option): boolean {
  return value.kind === 'text' && value.value === '*';
}

/** serverless@3.40.0:lib/plugins/aws/package/compile/functions.js; what Lambda refuses. */
function urlProblems(given: Given): readonly OptionProblem[] {
  const origins = optionNamed(given, 'allowedOrigins');
  const age = optionNamed(given, 'maxAge');
  const letters = 'Serverless goes through a text letter by letter.';
  return [
    ...unknownNames(given),
    ...(origins?.value.kind === 'text' && !isStar(origins)
      ? wrongType(origins, origins.value, 'a list of strings', letters, { kind: 'wrap-in-list' })
      : []),
    ...functionUrlMethods(optionNamed(given, 'allowedMethods')),
    ...(age && (secondsOf(given, 'maxAge') ?? 0) > LONGEST_AGE
      ? wrongType(
          age,
          age.value,
          'one day at most',
          'Lambda refuses more than 86400 seconds, so the deployment fails.',
        )
      : []),
  ];
}

function respondWith(any: '*' | 'reflected', problemsOf: Problems) {
  return (policy: Policy, request: ServerRequest): Answer => {
    const given: Given = policy;
    const seconds = secondsOf(given, 'maxAge');
    return serviceAnswer(policy, request, {
      any,
      isRefused: isRefused(problemsOf(given)),
      credentials: isOn(given, 'allowCredentials'),
      // The methods of the events come together, and a function URL takes all.
      methods: textsOf(given, 'allowedMethods') ?? ['*'],
      headers: textsOf(given, 'allowedHeaders') ?? DEFAULT_HEADERS,
      exposed: textsOf(given, 'exposedResponseHeaders'),
      maxAge: seconds === undefined ? undefined : String(seconds),
    });
  };
}

const DEFAULT_HEADERS = ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token'];

const BOTH = {
  languages: ['javascript'],
  packages: ['serverless', 'osls'],
  words: ['@serverless/typescript'],
  options: { unknown: 'ignores', options: SERVICE_OPTIONS },
} as const;

const lowerHttpApi = lowerWith(httpApiMatch, httpApiProblems);
const lowerUrl = lowerWith(functionUrlMatch, urlProblems);

export const serverlessHttpApi: Framework = {
  ...BOTH,
  id: 'serverless-http-api',
  title: 'API Gateway',
  read: (unit) => ({
    policies: policiesOf(unit, 'serverless-http-api', 'httpApi', lowerHttpApi),
    misuses: [],
  }),
  respond: respondWith('*', httpApiProblems),
  support: {
    name: 'Serverless Framework: HTTP APIs',
    versions: '3',
    forms: ['`provider: { httpApi: { cors: … } }` in `serverless.ts` and `serverless.js`'],
    modelled:
      "all options; API Gateway's answers as its documentation says; what it refuses to deploy; the functions behind it, found by their paths; not `serverless.yml`",
    checked: 'read only',
  },
};

export const serverlessUrl: Framework = {
  ...BOTH,
  id: 'serverless-url',
  title: 'Lambda',
  read: (unit) => ({ policies: policiesOf(unit, 'serverless-url', 'url', lowerUrl), misuses: [] }),
  respond: respondWith('reflected', urlProblems),
  support: {
    name: 'Serverless Framework: function URLs',
    versions: '3',
    forms: ['`functions: { name: { url: { cors: … } } }` in `serverless.ts` and `serverless.js`'],
    modelled:
      "all options; Lambda's answers as its documentation says, and the asking origin for `*`, as users saw it; what it refuses to deploy; the functions behind it, found by their paths; not `serverless.yml`",
    checked: 'read only',
  },
};
