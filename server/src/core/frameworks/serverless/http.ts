import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Option, OptionProblem, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import type { Framework } from '../framework.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { type Given, optionNamed } from '../shared/aws/given.ts';
import { exactly, isOn, policyOf, secondsOf, textsOf } from '../shared/aws/values.ts';
import { ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import { unknownOptions, wrongType } from '../shared/javascript/problems.ts';
import type { OptionsSetup } from '../shared/javascript/setups.ts';
import { HTTP_OPTIONS } from './options.ts';
import { policiesOf } from './read.ts';

function lower(setup: OptionsSetup): Policy {
  const given: Given = { language: 'javascript', options: setup.options };
  const policy = policyOf(setup, given, {
    origins: rulesOf(setup),
    problems: problemsOf(given),
    originsName: setup.options.has('origins') ? 'origins' : 'origin',
    credentialsName: 'allowCredentials',
  });
  return { ...policy, preflightOnly: true };
}

/** serverless@3.40.0:lib/plugins/aws/package/compile/events/api-gateway/lib/cors.js */
function rulesOf({ options, setup, open }: OptionsSetup): readonly OriginRule[] {
  const one = options.get('origin')?.value;
  const listed = options.get('origins')?.value;
  if (one?.kind === 'text' && one.value.includes(','))
    return one.value
      .split(',')
      .map((part) => ({ ...ruleFor(one, false, patternOf(part.trim())), written: part.trim() }));
  if (listed?.kind === 'list' && listed.items.length > 0)
    return listed.items.map((item) =>
      item.kind === 'text' ? ruleFor(item, true, patternOf(item.value)) : unknownRule(item, true),
    );
  if (listed?.kind === 'text') return [];
  if (listed && listed.kind !== 'null' && listed.kind !== 'list') return [unknownRule(listed, false)];
  if (one?.kind === 'text') return [ruleFor(one, false, fixedOf(one.value))];
  if (one?.kind === 'list') return [];
  if (one && one.kind !== 'null') return [unknownRule(one, false)];
  const match: OriginMatch = open
    ? { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } }
    : { kind: 'any' };
  return [{ match, place: setup, via: [], listed: false, isDefault: true }];
}

/** An entry of a list: a dot is a dot, and the first `*` stands for any text. The template matches the whole origin. */
function patternOf(text: string): OriginMatch {
  if (text === '*') return { kind: 'any' };
  if (!text.includes('*')) return { kind: 'exact', value: text };
  const source = text.replace(/\./g, '[.]').replace('*', '.+');
  return { kind: 'pattern', source, flags: '', language: 'javascript', mode: 'full' };
}

const WHY =
  'API Gateway sends one `origin` to everybody as it is, and no origin is equal to this one. Wildcards have a meaning in `origins` only.';

function fixedOf(text: string): OriginMatch {
  if (text === '*') return { kind: 'any' };
  const match = exactly(text, WHY);
  return match.kind === 'never' ? match : { kind: 'fixed', value: text };
}

function problemsOf(given: Given): readonly OptionProblem[] {
  const origin = optionNamed(given, 'origin');
  const origins = optionNamed(given, 'origins');
  return [
    ...unknownOptions(given.options, { library: 'Serverless', options: HTTP_OPTIONS, consequences: {} }),
    ...(origin?.value.kind === 'list' ? listForText(origin) : []),
    ...(origins?.value.kind === 'text' ? textForList(origins) : []),
  ];
}

function listForText(option: Option): readonly OptionProblem[] {
  const effect =
    'Serverless joins the list with commas into one `Access-Control-Allow-Origin`, which no browser takes. Call it `origins`.';
  return wrongType(option, option.value, 'one string', effect);
}

function textForList(option: Option): readonly OptionProblem[] {
  const effect = 'Serverless passes a text over and sends `Access-Control-Allow-Origin: undefined`.';
  return wrongType(option, option.value, 'a list of strings', effect, { kind: 'wrap-in-list' });
}

const HEADERS =
  'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id';

/**
 * The mock integration that Serverless writes for OPTIONS, its template included. The methods of the events on a path come
 * together: the one that is asked for is thought to be among them. Every other answer is the function's own.
 */
function respond(policy: Policy, request: ServerRequest): Answer {
  const given: Given = policy;
  if (request.method !== 'OPTIONS') return { status: 200, headers: [], handled: false };
  const origin = headerOf(request.headers, 'Origin');
  const headers: Header[] = [];
  const allowed = originFor(policy, origin);
  if (allowed !== undefined) headers.push(['Access-Control-Allow-Origin', allowed]);
  headers.push(['Access-Control-Allow-Headers', namesOf(given)]);
  const asked = headerOf(request.headers, 'Access-Control-Request-Method');
  const methods = [...(textsOf(given, 'methods') ?? []), 'OPTIONS', ...(asked === undefined ? [] : [asked])];
  headers.push(['Access-Control-Allow-Methods', [...new Set(methods)].join(',')]);
  if (isOn(given, 'allowCredentials')) headers.push(['Access-Control-Allow-Credentials', 'true']);
  const seconds = secondsOf(given, 'maxAge');
  if (seconds) headers.push(['Access-Control-Max-Age', String(seconds)]);
  return { status: 200, headers, handled: true };
}

function namesOf(given: Given): string {
  const value = optionNamed(given, 'headers')?.value;
  if (value?.kind === 'text') return value.value;
  return textsOf(given, 'headers')?.join(',') ?? HEADERS;
}

/** The template puts a matching origin in the place of the first. One `origin` has no template. */
function originFor({ origins, options }: Policy, origin: string | undefined): string | undefined {
  const [first] = origins;
  const one = options.get('origin')?.value;
  const hasTemplate = first?.listed === true || (one?.kind === 'text' && one.value.includes(','));
  if (hasTemplate && origin !== undefined && origins.some((rule) => admitsOrigin(rule, origin)))
    return origin;
  if (first?.match.kind === 'any') return '*';
  return first?.match.kind === 'unknown' ? undefined : first?.written;
}

export const serverlessHttp: Framework = {
  id: 'serverless-http',
  title: 'API Gateway',
  languages: ['javascript'],
  packages: ['serverless', 'osls'],
  words: ['@serverless/typescript'],
  options: { unknown: 'ignores', options: HTTP_OPTIONS },
  read: (unit) => ({ policies: policiesOf(unit, 'serverless-http', 'http', lower), misuses: [] }),
  respond,
  support: {
    name: 'Serverless Framework: `http` events',
    versions: '3',
    forms: [
      '`functions: { name: { events: [{ http: { cors: … } }] } }` in `serverless.ts` and `serverless.js`',
    ],
    modelled:
      'the answer to OPTIONS, its Velocity template included; each event by itself; API Gateway adds nothing to other answers, so that the function has to send the header as well; not `serverless.yml`, nor variables of Serverless in a text',
    checked: 'read only',
  },
};
