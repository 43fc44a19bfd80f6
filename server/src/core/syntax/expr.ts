import type { Span } from '../text/span.ts';

/**
 * What is written, in both languages. Nodes are made on demand by a {@link Module} and are immutable; the same piece of
 * text gives the same object as long as the module lives, so an expression can be a key.
 *
 * Transparent, and therefore never seen: parentheses, `await`, TypeScript's `as`, `satisfies`, `!`, `<T>x` and type
 * arguments.
 */
export type Expr =
  | TextLiteral
  | NumberLiteral
  | BooleanLiteral
  | NullLiteral
  | ListExpr
  | RecordExpr
  | NameExpr
  | MemberExpr
  | IndexExpr
  | CallExpr
  | ConditionalExpr
  | BinaryExpr
  | NotExpr
  | TemplateExpr
  | RegexExpr
  | FunctionExpr
  | ComprehensionExpr
  | SpreadExpr
  | OpaqueExpr;

interface Base {
  readonly span: Span;
}

/** A string without interpolation: `'a'`, `"""a"""`, `r'a'`, `` `a` ``, and adjacent Python strings joined. */
export interface TextLiteral extends Base {
  readonly kind: 'text';
  /** After escapes. Bytes literals are read as Latin-1. */
  readonly value: string;
  /** Between the quotes. For adjacent strings: from the first opening to the last closing quote. */
  readonly content: Span;
  /** What stands before and after the content: `'`, `r"`, `"""`, `` ` ``. */
  readonly open: string;
  readonly close: string;
  /** True where every UTF-16 unit of `content` is one of `value` (no escapes, not joined): offsets map one to one. */
  readonly verbatim: boolean;
  readonly bytes: boolean;
}

export interface NumberLiteral extends Base {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanLiteral extends Base {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** `None`, `null`, `undefined`. */
export interface NullLiteral extends Base {
  readonly kind: 'null';
  readonly undefined: boolean;
}

export interface ListExpr extends Base {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set' | 'array';
  readonly items: readonly Expr[];
}

/** A dict or an object literal. */
export interface RecordExpr extends Base {
  readonly kind: 'record';
  readonly entries: readonly RecordEntry[];
}

export interface RecordEntry {
  /** Absent for a spread or a computed key that is not a literal. */
  readonly key?: string;
  readonly keyExpr?: Expr;
  /** The value; for a spread the thing that is spread; for a shorthand `{ origin }` a name; for a method a function. */
  readonly value: Expr;
  readonly spread: boolean;
  readonly span: Span;
}

export interface NameExpr extends Base {
  readonly kind: 'name';
  readonly name: string;
}

/** `a.b`, `a?.b`, and `a['b']`, `a["b"]` with a literal text key. */
export interface MemberExpr extends Base {
  readonly kind: 'member';
  readonly object: Expr;
  readonly property: string;
  readonly propertySpan: Span;
  /** True for `a['b']`. */
  readonly subscript: boolean;
  /** The literal key of a subscript. */
  readonly keyExpr?: TextLiteral;
}

/** `a[i]` where `i` is not a literal text. */
export interface IndexExpr extends Base {
  readonly kind: 'index';
  readonly object: Expr;
  readonly index: Expr;
}

export interface CallExpr extends Base {
  readonly kind: 'call';
  readonly callee: Expr;
  readonly args: readonly Argument[];
  /** From `(` to `)` inclusive; empty at the end of the callee for `new X`. */
  readonly argsSpan: Span;
  readonly isNew: boolean;
}

export interface Argument {
  /** A Python keyword argument's name. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly value: Expr;
  /** `*a`, `**k`, `...a`. */
  readonly spread: false | 'list' | 'record';
  readonly span: Span;
}

/** `a ? b : c`, `b if a else c`. */
export interface ConditionalExpr extends Base {
  readonly kind: 'conditional';
  readonly test: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}

export type BinaryOperator =
  | 'or' // `or`, `||`: the right side where the left is falsy
  | 'nullish' // `??`
  | 'and'
  | '+'
  | '|'
  | '=='
  | '!='
  | 'in'
  | 'not in'
  | 'other';

export interface BinaryExpr extends Base {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}

export interface NotExpr extends Base {
  readonly kind: 'not';
  readonly operand: Expr;
}

/** An f-string or a template literal with at least one interpolation. */
export interface TemplateExpr extends Base {
  readonly kind: 'template';
  readonly parts: readonly (string | Expr)[];
}

/** A JavaScript regular expression literal. (Python's are calls of `re.compile`.) */
export interface RegexExpr extends Base {
  readonly kind: 'regex';
  readonly source: string;
  readonly flags: string;
}

/** A function, arrow, lambda, method or `def`; also what a `function` binding holds. */
export interface FunctionExpr extends Base {
  readonly kind: 'function';
  readonly name?: string;
  readonly params: readonly Parameter[];
  /** The value of an expression-bodied arrow or lambda. */
  readonly result?: Expr;
  /** The body, braces included; for Python the indented block. */
  readonly body: Span;
  readonly isAsync: boolean;
}

export interface Parameter {
  /** Empty for a pattern. */
  readonly name: string;
  readonly default?: Expr;
  readonly rest: boolean;
  /** The names that a pattern binds; absent where one of them cannot be said (`{ a, ...others }`). */
  readonly parts?: readonly ParameterPart[];
}

/** `b` of `({ a: [, b = 1] })`: with the way `['a', 1]` into what is given. */
export interface ParameterPart {
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly default?: Expr;
}

/** `[element for target in iterable if condition]`; generators and set comprehensions too. With several `for`, the element is a spread of what the others make. */
export interface ComprehensionExpr extends Base {
  readonly kind: 'comprehension';
  readonly element: Expr;
  readonly target: string;
  readonly iterable: Expr;
  readonly conditions: readonly Expr[];
}

/** `*a`, `...a` inside a list. */
export interface SpreadExpr extends Base {
  readonly kind: 'spread';
  readonly value: Expr;
}

/** Valid or broken syntax that this tree does not model. */
export interface OpaqueExpr extends Base {
  readonly kind: 'opaque';
  /** The parser's name of the node, for explanations. */
  readonly what: string;
}
