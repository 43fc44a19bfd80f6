import type { Span } from '../text/span.ts';
import type {
  Argument,
  CallExpr,
  Expr,
  FunctionExpr,
  ListExpr,
  MemberExpr,
  NameExpr,
  RecordEntry,
  RecordExpr,
  TextLiteral,
} from './expr.ts';

export type Language = 'python' | 'javascript';

/**
 * One parsed file. Everything is found on demand: nothing here costs time that grows with the file, except a search for
 * a name in its text. Every method is total: on broken text it finds less, it does not throw.
 */
export interface Module {
  readonly uri: string;
  readonly language: Language;
  readonly text: string;

  /** Every import and `require`, also those inside functions, in source order. */
  imports(): readonly Import[];

  /**
   * Every place where `name` stands as an identifier or as a property (`x.name`), in source order: not in strings,
   * comments, keys, keyword names, parameters or import statements.
   */
  occurrences(name: string): readonly (NameExpr | MemberExpr)[];

  /** What {@link occurrences} finds at one offset: for a name that stands there often, and is wanted at few places. */
  occurrenceAt(offset: number): NameExpr | MemberExpr | undefined;

  /** Text literals whose value matches; `pattern` must be global and is searched in the source text. */
  textLiterals(pattern: RegExp): readonly TextLiteral[];

  /** Comments in which `pattern` (global) is found, in source order. `text` excludes `#`, `//`, `/*` and `block ends`. */
  comments(pattern: RegExp): readonly Comment[];

  /** What the expression is part of. */
  parent(expr: Expr): Parent;

  /** The functions and classes around an offset, innermost first. */
  enclosing(offset: number): readonly Enclosing[];

  /**
   * What `name` means where it is used at `at`: every binding in the innermost scope that binds it, in source order.
   * Empty for a global that the file does not define.
   */
  bindings(name: string, at: number): readonly Binding[];

  /**
   * What another file gets when it imports `name` from this one. In Python what the name means at module level; in
   * JavaScript what is exported under it, with `default` and, for `module.exports` and `export =`, `*`. A re-export is
   * an `import` binding; its import's name is `**` for `export * from`.
   */
  exported(name: string): readonly Binding[];

  /** Statements that change the object that `name` (as seen at `at`) holds, in source order. */
  mutations(name: string, at: number): readonly Mutation[];

  /** Assignments whose target is a plain name that matches, at module level (also inside `if`/`try`) or in a class body. */
  assignments(pattern: RegExp): readonly AssignBinding[];

  /** The branches that must be taken to reach `offset`, outermost first, up to the innermost function or the module. */
  conditions(offset: number): readonly Condition[];

  /**
   * The `return` statements of a function, in source order, without those of functions inside it. The value of an
   * expression-bodied function is its `result`.
   */
  returns(fn: FunctionExpr): readonly Return[];

  /** The statements that leave a function: `return`, and `throw` or `raise`, in source order. */
  exits(fn: FunctionExpr): readonly Span[];

  /**
   * The statement at an offset: from its first character to its last, without the line end. Decorators belong to the
   * function that they decorate.
   */
  statement(offset: number): Span;
}

export interface Return {
  /** Absent where nothing is returned. */
  readonly value?: Expr;
  readonly span: Span;
}

export interface Import {
  /** As written: `flask_cors`, `.base`, `cors`, `./config`. */
  readonly from: string;
  /**
   * The exported name; `*` for a namespace (`import * as x`, `import os`, `const x = require('y')`), `default` for a
   * default import, `**` for Python's `from x import *`.
   */
  readonly name: string;
  /** The local name; empty for `**`. */
  readonly local: string;
  readonly span: Span;
}

export interface Comment {
  readonly span: Span;
  readonly text: string;
  /** True where nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

export type Parent =
  | { readonly role: 'callee'; readonly call: CallExpr }
  | {
      readonly role: 'argument';
      readonly call: CallExpr;
      readonly argument: Argument;
      readonly index: number;
    }
  | { readonly role: 'item'; readonly list: ListExpr; readonly index: number }
  | { readonly role: 'key' | 'value'; readonly record: RecordExpr; readonly entry: RecordEntry }
  | { readonly role: 'object'; readonly member: MemberExpr }
  /** The key of `x['key']`. */
  | { readonly role: 'subscript'; readonly member: MemberExpr }
  | { readonly role: 'target'; readonly assignment: Assignment }
  | { readonly role: 'assigned'; readonly assignment: Assignment }
  /** `@expr` on a function or class, or `@expr(...)` (then the expression is the call). `below` are the ones nearer to it. */
  | { readonly role: 'decorator'; readonly name: string; readonly decorated: Span; readonly isClass: boolean }
  | { readonly role: 'returned' }
  /** An expression statement. */
  | { readonly role: 'statement' }
  /** Part of another expression: an operand, a condition, a template's part, … */
  | { readonly role: 'part'; readonly of: Expr }
  | { readonly role: 'other' };

/** `target = value`, `target += value`, `const target = value`, with any target. */
export interface Assignment {
  readonly target: Expr;
  readonly value: Expr;
  readonly augmented: boolean;
  readonly span: Span;
}

export type Enclosing =
  | { readonly kind: 'function'; readonly function: FunctionExpr; readonly decorators: readonly Expr[] }
  | { readonly kind: 'class'; readonly name: string; readonly bases: readonly Expr[]; readonly span: Span };

export type Binding =
  | AssignBinding
  | { readonly kind: 'import'; readonly import: Import; readonly span: Span }
  | { readonly kind: 'function'; readonly function: FunctionExpr; readonly span: Span }
  | { readonly kind: 'class'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'parameter';
      readonly function: FunctionExpr;
      readonly default?: Expr;
      readonly span: Span;
    }
  /** A loop variable, `with … as`, `catch (e)`, `global`, `del`, … */
  | { readonly kind: 'other'; readonly what: string; readonly span: Span };

export interface AssignBinding {
  readonly kind: 'assign';
  readonly name: string;
  readonly value: Expr;
  /** The way into `value` for destructuring: `const { a: [, b] } = v` binds `b` with `['a', 1]`. Empty otherwise. */
  readonly path: readonly (string | number)[];
  /** `+=`, `|=`, `||=`, …: the operator without `=`. */
  readonly operator?: string;
  /** The branches around it inside its own scope, outermost first. Loops, `try` and `match` count as `unknown`. */
  readonly conditions: readonly Condition[];
  /** The class whose body it stands in. */
  readonly inClass?: string;
  /** The name. */
  readonly span: Span;
  /** The whole statement. */
  readonly statement: Span;
}

export type Mutation =
  /** `name.method(args)` as a statement. */
  | {
      readonly kind: 'call';
      readonly method: string;
      readonly call: CallExpr;
      readonly conditions: readonly Condition[];
      readonly span: Span;
    }
  /** `name.key = value`, `name['key'] = value`. `key` is absent where it is not a literal. */
  | {
      readonly kind: 'set';
      readonly key?: string;
      readonly value: Expr;
      readonly conditions: readonly Condition[];
      readonly span: Span;
    };

export interface Condition {
  /** Absent for a branch that cannot be read as a test (loop, `try`, `match`, `switch`). */
  readonly test?: Expr;
  readonly outcome: boolean;
  readonly span: Span;
  /** For a loop over the items of something: `for origin in origins:`, `for (const origin of origins)`. */
  readonly over?: Loop;
}

export interface Loop {
  /** The name that holds one item after the other. */
  readonly target: string;
  readonly iterable: Expr;
  readonly body: Span;
}
