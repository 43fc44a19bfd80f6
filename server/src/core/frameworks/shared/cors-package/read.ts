import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold, recordOptions } from '../../../evaluate/read.ts';
import type { FunctionValue, Step, Value, When } from '../../../evaluate/value.ts';
import type {
  Insertion,
  Option,
  OptionProblem,
  OriginRule,
  Policy,
  ResolvedVersion,
} from '../../../policy/policy.ts';
import type { Expr } from '../../../syntax/expr.ts';
import { type Place, placeOf } from '../../../text/span.ts';
import { developmentOf } from '../development.ts';
import { isFirstParameter, onlyResult } from '../javascript/callback.ts';
import { casesOf, optionsOf } from '../javascript/cases.ts';
import { callbackRules, isSubject } from '../javascript/predicate.ts';
import { runsWhen } from '../javascript/references.ts';
import { isRequestOrigin, mentionsOrigin } from '../origin-mention.ts';
import { lowerCors } from './lower.ts';

/** A place where options for `cors` are given. */
export interface CorsCall {
  readonly framework: string;
  readonly title: string;
  readonly version: ResolvedVersion;
  readonly setup: Place;
  /** Where the options would go if there are none. */
  readonly insertion?: Insertion;
  readonly scope?: string;
  /** The options as written; undefined where the defaults hold. */
  readonly options?: Expr;
}

/** One policy for each combination of options that can hold. */
export function readCors(evaluator: Evaluator, call: CorsCall): readonly Policy[] {
  const when = runsWhen(evaluator, call.setup.start);
  if (!when) return [];
  if (!call.options) return lowerAll(evaluator, call, { ...NONE, when }, call.insertion);
  return valuePolicies(evaluator, call, evaluator.evaluate(call.options), when, 0);
}

export function valuePolicies(
  evaluator: Evaluator,
  call: CorsCall,
  value: Value,
  when: readonly When[],
  depth: number,
): readonly Policy[] {
  return alternatives(value).flatMap((alternative) => {
    const all = bothHold(when, alternative.when);
    if (!all) return [];
    const given = optionsGiven(evaluator, alternative.value, depth);
    if (given.result) return valuePolicies(evaluator, call, given.result, all, depth + 1);
    return lowerAll(evaluator, call, { ...given, when: all }, insertionOf(alternative.value));
  });
}

interface Given {
  readonly options: ReadonlyMap<string, Option>;
  readonly open: boolean;
  readonly problems: readonly OptionProblem[];
  /** A delegate that always gives the same options. */
  readonly result?: Value;
}

const NONE: Given = { options: new Map(), open: false, problems: [] };

function optionsGiven(evaluator: Evaluator, value: Value, depth: number): Given {
  switch (value.kind) {
    case 'record': {
      const [given] = recordOptions(value);
      return { options: optionsOf(given?.entries ?? []), open: value.rest.length > 0, problems: [] };
    }
    case 'null':
    case 'boolean':
    case 'number':
      return NONE;
    case 'text':
    case 'list':
    case 'regex':
      return { ...NONE, problems: [notOptions(evaluator, value)] };
    case 'function': {
      const result = depth < 2 ? delegateResult(evaluator, value) : undefined;
      return { ...NONE, open: true, ...(result && { result }) };
    }
    default:
      return { ...NONE, open: true };
  }
}

/** `cors((request, callback) => callback(null, options))` */
function delegateResult(evaluator: Evaluator, value: FunctionValue): Value | undefined {
  if (value.place.uri !== evaluator.module.uri) return undefined;
  const result = onlyResult(evaluator, value.function);
  // Options that depend on the request's origin are another set for every origin.
  if (!result || mentionsOrigin(evaluator, result, (expr) => isRequestOrigin(evaluator, expr)))
    return undefined;
  return evaluator.evaluate(result);
}

/** `cors('https://a.example')`: no option is found in it, so the default allows everybody. */
function notOptions(evaluator: Evaluator, value: Value): OptionProblem {
  const option: Option = {
    name: 'options',
    value,
    place: value.place,
    keyPlace: value.place,
    form: 'positional',
  };
  const effect = '`cors` finds no option in it, so the default `*` allows every origin.';
  const problem = {
    kind: 'wrong-option-type',
    option,
    value,
    expected: 'an object of options',
    effect,
  } as const;
  const { module } = evaluator;
  if (value.place.uri !== module.uri || value.via.length > 0) return problem;
  const written = module.text.slice(value.place.start, value.place.end);
  return { ...problem, repair: { kind: 'replace', text: `{ origin: ${written} }` } };
}

function insertionOf(value: Value): Insertion | undefined {
  if (value.kind !== 'record' || value.expr?.kind !== 'record') return undefined;
  return { form: 'entry', place: placeOf(value.place.uri, value.expr.span) };
}

function lowerAll(
  evaluator: Evaluator,
  call: CorsCall,
  given: Given & { readonly when: readonly When[] },
  insertion: Insertion | undefined,
): readonly Policy[] {
  const options = new Map(
    [...given.options].map(([name, option]) => [name, withConstantCallback(evaluator, option)]),
  );
  return casesOf(options, given.when).map((one) => {
    const development = developmentOf(one.when, call.setup.uri);
    const callback = callbackOf(evaluator, one.options.get('origin'));
    return lowerCors({
      framework: call.framework,
      title: call.title,
      version: call.version,
      setup: call.setup,
      ...(insertion && { insertion }),
      ...(call.scope !== undefined && { scope: call.scope }),
      when: one.when,
      ...(development !== undefined && { development }),
      options: one.options,
      open: given.open,
      problems: given.problems,
      ...(callback && { callback }),
    });
  });
}

/** An `origin` function that gives the same answer to every request is that answer. */
function withConstantCallback(evaluator: Evaluator, option: Option): Option {
  const { value } = option;
  if (option.name !== 'origin' || value.kind !== 'function') return option;
  const fn = value.function;
  if (value.place.uri !== evaluator.module.uri) return option;
  const result = onlyResult(evaluator, fn);
  if (!result) return option;
  const isItself = isFirstParameter(fn, result);
  const depends = mentionsOrigin(
    evaluator,
    result,
    (expr) => expr.kind === 'name' && isSubject(evaluator.module, fn, expr),
  );
  if (depends && !isItself) return option;
  const step: Step = {
    place: placeOf(evaluator.module.uri, fn.span),
    what: 'the callback gives it for every origin',
  };
  const given: Value = isItself
    ? { kind: 'boolean', value: true, place: placeOf(evaluator.module.uri, result.span), via: [] }
    : evaluator.evaluate(result);
  return { ...option, value: given.kind === 'oneOf' ? given : { ...given, via: [...given.via, step] } };
}

function callbackOf(evaluator: Evaluator, option: Option | undefined): readonly OriginRule[] | undefined {
  if (option?.value.kind !== 'function' || option.value.place.uri !== evaluator.module.uri) return undefined;
  return callbackRules(evaluator, option.value.function);
}
