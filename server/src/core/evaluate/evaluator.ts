import type { Expr } from '../syntax/expr.ts';
import type { Module } from '../syntax/module.ts';
import type { Value } from './value.ts';

/** A name that a package exports, however the file spells it. */
export interface Symbol_ {
  /** The module as imported: `flask_cors`, `starlette.middleware.cors`, `cors`. */
  readonly module: string;
  /** The exported name, with attributes behind a dot; `default` and `*` as in an import. */
  readonly name: string;
}

/** Asks about expressions of one module. Made anew for each analysis; remembers what it was asked. */
export interface Evaluator {
  readonly module: Module;
  evaluate(expr: Expr): Value;
  /**
   * What an expression refers to when it is an import, an attribute of one, or a name that holds one. `cors` after
   * `const cors = require('cors')` is `{ module: 'cors', name: '*' }`, `fastapi.middleware.cors.CORSMiddleware` after
   * `import fastapi` is `{ module: 'fastapi.middleware.cors', name: 'CORSMiddleware' }`. Undefined for everything local.
   */
  symbol(expr: Expr): Symbol_ | undefined;
}
