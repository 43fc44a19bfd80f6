import type { Expr } from '../syntax/expr.ts';
import type { Module } from '../syntax/module.ts';
import type { Context } from './context.ts';
import type { Value } from './value.ts';

/** A name that a package exports, however the file spells it. */
export interface Symbol_ {
  /** The module as imported: `flask_cors`, `starlette.middleware.cors`, `cors`. */
  readonly module: string;
  /** The exported name, with attributes behind a dot; `default` and `*` as in an import. */
  readonly name: string;
}

/**
 * Asks about expressions of one module, and follows its imports into others. Made anew for each analysis; remembers what
 * it was asked. The evaluators of all modules that one analysis meets share one budget.
 */
export interface Evaluator {
  readonly module: Module;
  evaluate(expr: Expr): Value;
  /** Like {@link evaluate}, but it gives up soon: for what a file can hold hundreds of, and that is seldom worth a search. */
  briefly(expr: Expr): Value;
  /**
   * What an expression refers to when it is an import, an attribute of one, or a name that holds one. `cors` after
   * `const cors = require('cors')` is `{ module: 'cors', name: '*' }`, `fastapi.middleware.cors.CORSMiddleware` after
   * `import fastapi` is `{ module: 'fastapi.middleware.cors', name: 'CORSMiddleware' }`. What another file of the workspace
   * passes on is what that file imports. Undefined for everything that the workspace itself defines.
   */
  symbol(expr: Expr): Symbol_ | undefined;
  /** The evaluator of the module in which something is written; itself for a module that this analysis has not met. */
  at(uri: string): Evaluator;
  /** The same evaluator, as its own parts see it. */
  readonly context: Context;
}

/** Where an import leads: what the evaluator asks of the world outside of its module. */
export interface Links {
  /** `specifier` as written in the module `from`. */
  follow(from: string, specifier: string): Followed;
}

export type Followed =
  | { readonly kind: 'module'; readonly module: Module }
  /** A package, or nothing: no source will come. */
  | { readonly kind: 'outside' }
  /** It may come later: for now nothing is known. */
  | { readonly kind: 'wanted' };

/** Every import leads outside: one module by itself. */
export const NO_LINKS: Links = { follow: () => ({ kind: 'outside' }) };
