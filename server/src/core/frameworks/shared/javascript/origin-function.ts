import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { FunctionValue, When } from '../../../evaluate/value.ts';
import type { OriginRule } from '../../../policy/policy.ts';
import { callbackRules } from './predicate.ts';

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
  evaluator: Evaluator,
  value: FunctionValue,
  convention: OriginConvention,
): readonly OriginFunctionCase[] | undefined {
  if (value.place.uri !== evaluator.module.uri) return undefined;
  if (convention.subject !== 'origin' || convention.answers === 'returned') return undefined;
  const rules = callbackRules(evaluator, value.function);
  return rules && [{ when: [], rules }];
}
