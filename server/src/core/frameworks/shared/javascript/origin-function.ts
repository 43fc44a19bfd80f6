import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives } from '../../../evaluate/read.ts';
import type { FunctionValue, When } from '../../../evaluate/value.ts';
import { ALWAYS, allOf, anyOf, NEVER, type Predicate, UNKNOWN } from '../../../origins/predicate.ts';
import type { OriginMatch, OriginRule } from '../../../policy/policy.ts';
import type { CallExpr, Expr, FunctionExpr } from '../../../syntax/expr.ts';
import type { Module } from '../../../syntax/module.ts';
import { contains, placeOf, type Span } from '../../../text/span.ts';
import { isGuarded } from '../origin-guards.ts';
import { helperOf, isParameter, reached } from '../origin-helpers.ts';
import { type IsOrigin, isRequestOrigin, mentionsOrigin } from '../origin-mention.ts';
import { OriginReader } from '../origin-reader.ts';
import { memberRules, patternRules } from '../origin-rules.ts';
import { asMeant, rulesOf } from '../origin-test.ts';
import { type Asked, deciding, recording, type Surroundings, waysOf } from './origin-ways.ts';

/** How a library calls the function that decides about an origin, and what it makes of the answer. */
export interface OriginConvention {
  /**
   * `origin`: the first parameter is the Origin header itself (cors, Nest, socket.io, @fastify/cors, Hono). `request`: it
   * is the request or a context, and the function reads the header from it (@koa/cors, Elysia).
   */
  readonly subject: 'origin' | 'request';
  /**
   * `callback`: the second parameter is called with an error and a result; what is returned does not count (cors, Nest on
   * Express, socket.io). `returned`: the value that is returned, or that a promise gives (Hono, @koa/cors, Elysia).
   * `either`: a callback, or the promise of an async function (@fastify/cors, which never sees what a function without
   * `async` returns).
   */
  readonly answers: 'callback' | 'returned' | 'either';
  /**
   * `setting`: the result is an `origin` option of its own: `true`, the origin, a list, a pattern (cors, @fastify/cors).
   * `header`: a text that is sent as `Access-Control-Allow-Origin` as it is, and nothing where it is falsy (Hono, @koa/cors).
   * `verdict`: only whether it is truthy counts (Elysia).
   */
  readonly gives: 'setting' | 'header' | 'verdict';
}

/** Whom the function lets in while `when` holds: settings of the environment that it looks at beside the origin. */
export interface OriginFunctionCase {
  readonly when: readonly When[];
  readonly rules: readonly OriginRule[];
}

/**
 * Reads an origin function as a predicate over the origin. One case for each way that the settings it looks at can stand,
 * mostly one without conditions. What is not understood gives an `unknown` rule: neither safe nor unsafe. Undefined where
 * nothing of the function can be read (another file, a callback that is handed on): then the whole option is unknown.
 *
 * Usage: `originFunction(evaluator, value, { subject: 'origin', answers: 'callback', gives: 'setting' })`; make one policy
 * for each case, with the `when` of the case added to the others, and answer in `respond` by `admitsOrigin` of the rules.
 */
export function originFunction(
  caller: Evaluator,
  value: FunctionValue,
  convention: OriginConvention,
): readonly OriginFunctionCase[] | undefined {
  const evaluator = caller.at(value.place.uri);
  const fn = value.function;
  const answers = answersOf(evaluator, fn, convention);
  if (!answers || answers.length > MAX_ANSWERS) return undefined;
  const asked: Asked = { settings: new Map(), values: new Map() };
  // The first round only finds out at which settings the function looks, and which values have several outcomes.
  const blind = casesRules(evaluator, fn, convention, answers, recording(asked));
  const ways = waysOf(fn, asked);
  if (!ways) return [{ when: [], rules: blind }];
  const cases = ways.map((way) => ({
    when: way.when,
    rules: casesRules(evaluator, fn, convention, answers, deciding(way)),
  }));
  const isKnown = cases.some(({ rules }) => rules.every(({ match }) => match.kind !== 'unknown'));
  return isKnown || asked.settings.size > 0 ? cases : [{ when: [], rules: blind }];
}

const MAX_ANSWERS = 12;

/** One place where the function says what it makes of the origin. */
export interface Answer {
  readonly span: Span;
  readonly leaves: boolean;
  /** Absent where nothing is given. */
  readonly value?: Expr;
  /** The error that is reported beside it. */
  readonly error?: Expr;
}

export function answersOf(
  evaluator: Evaluator,
  fn: FunctionExpr,
  { answers }: Pick<OriginConvention, 'answers'>,
): readonly Answer[] | undefined {
  const { module } = evaluator;
  const callback = fn.params[1];
  const calls =
    answers === 'returned' || !callback || callback.rest || callback.name === ''
      ? undefined
      : callsOf(module, fn, callback.name);
  if (calls && calls.length > 0) {
    return calls.map((call) => {
      const [error, result] = call.args;
      return {
        span: call.span,
        leaves: leaves(module, call) || fn.result !== undefined,
        ...(error && !error.spread && { error: error.value }),
        ...(result && !result.spread && { value: result.value }),
      };
    });
  }
  // A function that takes a callback and is not `async` answers nobody by what it returns.
  if (answers === 'callback' || (answers === 'either' && !fn.isAsync)) return undefined;
  if (fn.result) return [{ span: fn.result.span, leaves: true, value: fn.result }];
  const returns = module.returns(fn);
  if (returns.length === 0) return undefined;
  return returns.map(({ span, value }) => ({ span, leaves: true, ...(value && { value }) }));
}

/** Every use of the callback in the function; undefined where one is no call of the function itself. */
function callsOf(module: Module, fn: FunctionExpr, name: string): readonly CallExpr[] | undefined {
  const body = fn.result?.span ?? fn.body;
  const calls: CallExpr[] = [];
  for (const use of module.occurrences(name)) {
    if (use.kind !== 'name' || !contains(body, use.span)) continue;
    const parent = module.parent(use);
    const [around] = module.enclosing(use.span.start);
    const isDirect = around?.kind === 'function' && around.function.body.start === fn.body.start;
    if (parent.role !== 'callee' || !isDirect) return undefined;
    calls.push(parent.call);
  }
  return calls;
}

/** `return callback(…)`, or `callback(…); return;` */
function leaves(module: Module, call: CallExpr): boolean {
  const statement = module.statement(call.span.start);
  if (/^return\b/.test(module.text.slice(statement.start, statement.start + 8))) return true;
  return /^[\s;]*return\b/.test(module.text.slice(statement.end, statement.end + 200));
}

/** What the function makes of an origin where its tests are not followed. */
const UNREAD: OriginMatch = { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } };

function casesRules(
  evaluator: Evaluator,
  fn: FunctionExpr,
  convention: OriginConvention,
  answers: readonly Answer[],
  { elsewhere, outcome }: Surroundings,
): readonly OriginRule[] {
  const [subject] = fn.params;
  const name = subject?.rest ? '' : (subject?.name ?? '');
  const isOrigin: IsOrigin =
    convention.subject === 'origin'
      ? (expr) => isParameter(evaluator.module, fn, name, expr)
      : (expr) => isRequestOrigin(evaluator, expr);
  const reader = new OriginReader(evaluator, isOrigin, elsewhere, { outcome });
  const ways = reached(reader, answers);
  const rules = answers.flatMap((answer, index): readonly OriginRule[] => {
    if (!answer.value) return [];
    const place = placeOf(evaluator.module.uri, answer.value.span);
    const error = answer.error ? isReported(evaluator, answer.error) : false;
    if (error === true) return [];
    const way = allOf([ways[index] ?? UNKNOWN, ...(error === undefined ? [UNKNOWN] : [])]);
    const { lets, fixed } = onWay(way, givenBy(reader, answer.value, convention));
    return [...asMeant(rulesOf(reader, lets, place)).map(named), ...fixed];
  });
  const isOpen = rules.some(({ match }) => match.kind === 'any');
  // What stands in a test that was read, or in an answer, is in the formula already.
  const read = answers.flatMap(({ span }) => [
    span,
    ...evaluator.module.conditions(span.start).flatMap(({ test }) => test?.span ?? []),
  ]);
  const isSeen: IsOrigin = (expr) => isOrigin(expr) && !read.some((span) => contains(span, expr.span));
  if (isOpen && isGuarded(evaluator, [fn.body], [name], isSeen))
    return rules.map((rule) => (rule.match.kind === 'any' ? { ...rule, match: UNREAD } : rule));
  return rules;
}

function named(rule: OriginRule): OriginRule {
  const isOpen = rule.match.kind === 'unknown' && rule.match.reason.kind === 'request-origin';
  return isOpen ? { ...rule, match: UNREAD } : rule;
}

/** Whether an error is reported; undefined where that is decided at run time. */
export function isReported(evaluator: Evaluator, error: Expr): boolean | undefined {
  if ((error.kind === 'call' && error.isNew) || error.kind === 'text' || error.kind === 'template')
    return true;
  const value = evaluator.evaluate(error);
  if (value.kind === 'null' || (value.kind === 'boolean' && !value.value)) return false;
  return value.kind === 'text' || value.kind === 'record' ? true : undefined;
}

interface GivenResult {
  readonly lets: Predicate;
  readonly fixed: readonly OriginRule[];
}

/** Whom one result lets in, and what is sent to everybody. */
function givenBy(reader: OriginReader, expr: Expr, { gives }: OriginConvention): GivenResult {
  const { evaluator } = reader;
  if (gives === 'verdict' || reader.isOrigin(expr)) return { lets: reader.read(expr, true), fixed: [] };
  if (expr.kind === 'conditional') {
    const [then, otherwise] = [expr.then, expr.otherwise].map((each) =>
      givenBy(reader, each, { gives } as OriginConvention),
    );
    if (!then || !otherwise) return { lets: UNKNOWN, fixed: [] };
    const [yes, no] = [
      onWay(reader.read(expr.test, true), then),
      onWay(reader.read(expr.test, false), otherwise),
    ];
    return { lets: anyOf([yes.lets, no.lets]), fixed: [...yes.fixed, ...no.fixed] };
  }
  const lets: Predicate[] = [];
  const fixed: OriginRule[] = [];
  const whole = evaluator.evaluate(expr);
  const isSetting = alternatives(whole).some(({ value }) => SETTINGS.has(value.kind));
  const values = alternatives(isSetting ? reader.value(expr) : whole).map(({ value }) => value);
  // A flag may be set on the way, in a function that is handed on too.
  const isFlag =
    expr.kind === 'name' || (expr.kind === 'call' && mentionsOrigin(evaluator, expr, reader.isOrigin));
  if (isFlag && gives === 'setting' && values.every(({ kind }) => kind === 'boolean'))
    return { lets: reader.read(expr, true), fixed };
  // `list.includes(origin)` is a verdict.
  if (!values.every(({ kind }) => LITERAL.has(kind))) {
    const read = reader.read(expr, true);
    if (read.kind !== 'constant' || !read.value) return { lets: read, fixed };
    return { lets: gives === 'setting' && isVerdict(evaluator, expr, 0) ? ALWAYS : UNKNOWN, fixed };
  }
  for (const value of values) {
    const rule = { place: value.place, via: value.via, listed: false, isDefault: false };
    switch (value.kind) {
      case 'null':
        break;
      case 'boolean':
        // As a header it would be the text `true`, which is nobody's origin.
        if (value.value) lets.push(gives === 'setting' ? ALWAYS : NEVER);
        break;
      case 'text':
        if (value.value === '*' && gives === 'setting') lets.push(ALWAYS);
        else if (value.value !== '')
          fixed.push({ ...rule, match: { kind: 'fixed', value: value.value }, written: value.value });
        break;
      case 'list':
        lets.push(reader.member(memberRules(value, 'equal'), expr));
        break;
      case 'regex':
        lets.push(reader.member(patternRules(value, 'test', 'javascript'), expr));
        break;
      default:
        break;
    }
  }
  return { lets: anyOf(lets), fixed };
}

/** What is given on a way that some origins take: a `*` there lets these in and no others. */
function onWay(way: Predicate, { lets, fixed }: GivenResult): GivenResult {
  if (way.kind === 'constant') return way.value ? { lets, fixed } : { lets: NEVER, fixed: [] };
  const others = fixed.filter(({ written }) => written !== '*');
  return { lets: others.length < fixed.length ? way : allOf([way, lets]), fixed: others };
}

/** Whether an expression gives true or false and nothing else, as far as it is written. */
function isVerdict(evaluator: Evaluator, expr: Expr, depth: number): boolean {
  if (depth > 6) return false;
  switch (expr.kind) {
    case 'not':
    case 'boolean':
      return true;
    case 'binary':
      if (expr.operator === '==' || expr.operator === '!=' || expr.operator === 'in') return true;
      return (
        (expr.operator === 'and' || expr.operator === 'or') &&
        isVerdict(evaluator, expr.left, depth + 1) &&
        isVerdict(evaluator, expr.right, depth + 1)
      );
    case 'call': {
      const { callee } = expr;
      const isTest =
        callee.kind === 'member' &&
        /^(?:includes|some|every|has|test|endsWith|startsWith)$/.test(callee.property);
      const helper = isTest ? undefined : helperOf(evaluator, callee);
      if (!helper) return isTest;
      const { function: fn, evaluator: home } = helper;
      const given = fn.result ? [fn.result] : home.module.returns(fn).map(({ value }) => value);
      return given.length > 0 && given.every((value) => value && isVerdict(home, value, depth + 1));
    }
    case 'name': {
      const [binding, ...others] = evaluator.module.bindings(expr.name, expr.span.start);
      if (binding?.kind !== 'assign' || binding.path.length > 0 || others.length > 0) return false;
      return isVerdict(evaluator, binding.value, depth + 1);
    }
    default:
      return false;
  }
}

/** What an answer gives that is neither yes nor no. */
const SETTINGS: ReadonlySet<string> = new Set(['text', 'list', 'regex']);
const LITERAL: ReadonlySet<string> = new Set(['null', 'boolean', 'text', 'list', 'regex']);
