import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { TextValue, UnknownValue, Value } from '../../evaluate/value.ts';
import type { CallExpr } from '../../syntax/expr.ts';

/** aws-cdk-lib@2.276.0:aws-apigateway/lib/cors.js and util.js, the same in version 1. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  'Cors.ALL_ORIGINS': ['*'],
  'Cors.ALL_METHODS': ['OPTIONS', 'GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD'],
  'Cors.DEFAULT_HEADERS': [
    'Content-Type',
    'X-Amz-Date',
    'Authorization',
    'X-Api-Key',
    'X-Amz-Security-Token',
    'X-Amz-User-Agent',
  ],
};

/** `CorsHttpMethod.ANY` of an HTTP API, `HttpMethod.ALL` of a function; the other members are their own names. */
const ALL_METHODS = /\b(?:CorsHttpMethod\.ANY|HttpMethod\.ALL)$/;
const METHOD = /\b(?:CorsHttpMethod|HttpMethods?)\.([A-Z]+)$/;

/** Whether an import leads into the AWS CDK, in either language and of either major version. */
export function isCdk(from: string): boolean {
  return /^(?:aws-cdk-lib|aws_cdk|@aws-cdk\/[\w-]+|monocdk)(?:[./]|$)/.test(from);
}

/** The same value with what the CDK's own constants hold. */
export function withConstants(evaluator: Evaluator, value: Value): Value {
  switch (value.kind) {
    case 'unknown':
      return constant(evaluator, value);
    case 'list':
      return { ...value, items: value.items.flatMap((item) => itemsOf(evaluator, item)) };
    case 'oneOf':
      return {
        ...value,
        alternatives: value.alternatives.map((one) => {
          const plain = withConstants(evaluator, one.value);
          return plain.kind === 'oneOf' ? one : { ...one, value: plain };
        }),
      };
    default:
      return value;
  }
}

/** `[...Cors.DEFAULT_HEADERS, 'X-Mine']` */
function itemsOf(evaluator: Evaluator, item: Value): readonly Value[] {
  if (item.kind !== 'unknown') return [withConstants(evaluator, item)];
  const found = constant(evaluator, item);
  return item.spread && found.kind === 'list' ? found.items : [found];
}

function constant(evaluator: Evaluator, value: UnknownValue): Value {
  const { reason, place, via } = value;
  if (reason.kind === 'import' && isCdk(reason.from)) {
    const name = `${reason.from}.${reason.name}`;
    const text = (one: string): TextValue => ({ kind: 'text', value: one, place, via });
    if (ALL_METHODS.test(name)) return text('*');
    const method = METHOD.exec(name)?.[1];
    if (method !== undefined) return text(method);
    const listed = LISTS[name.split('.').slice(-2).join('.')];
    if (listed) return { kind: 'list', form: 'array', items: listed.map(text), place, via };
  }
  if (reason.kind === 'call' && /\bDuration\b/.test(reason.callee)) {
    const seconds = secondsAt(evaluator, value);
    if (seconds !== undefined) return { kind: 'number', value: seconds, place, via };
  }
  return value;
}

const UNITS: Readonly<Record<string, number>> = {
  millis: 0.001,
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};

/** `Duration.hours(1)` */
function secondsAt(asked: Evaluator, { place }: UnknownValue): number | undefined {
  const evaluator = asked.at(place.uri);
  const { module } = evaluator;
  for (const use of module.occurrences('Duration')) {
    const outer = module.parent(use);
    if (outer.role !== 'object') continue;
    const parent = module.parent(outer.member);
    const call: CallExpr | undefined = parent.role === 'callee' ? parent.call : undefined;
    if (call?.span.start !== place.start || call.span.end !== place.end) continue;
    const unit = UNITS[outer.member.property];
    const [amount] = call.args;
    const value = amount && evaluator.evaluate(amount.value);
    return unit !== undefined && value?.kind === 'number' ? value.value * unit : undefined;
  }
  return undefined;
}
