import type { SyntaxNode, Tree } from '@lezer/common';
import { startOfLine } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { Expr, FunctionExpr, MemberExpr, NameExpr, TextLiteral } from './expr.ts';
import type {
  AssignBinding,
  Binding,
  Comment,
  Condition,
  Enclosing,
  Import,
  Language,
  Module,
  Mutation,
  Parent,
  Return,
} from './module.ts';

/** Expressions are made with recursion; below this depth of nesting they are opaque, so that no text overflows the stack. */
const DEEPEST = 250;

/** A text and its tree, which may be made when it is asked for. */
export interface Read {
  readonly text: string;
  readonly tree: Tree;
}

/**
 * What both languages share over a Lezer tree: making expressions on demand, once for each node, and finding things by
 * searching the text and asking the tree what stands there. No method walks the whole tree.
 */
export abstract class LezerModule implements Module {
  abstract readonly language: Language;
  readonly #made = new Map<string, Expr>();
  #depth = 0;
  readonly #nodes = new WeakMap<Expr, SyntaxNode>();
  readonly #occurrences = new Map<string, readonly (NameExpr | MemberExpr)[]>();
  #imports: readonly Import[] | undefined;
  readonly uri: string;
  readonly text: string;
  readonly #read: Read;

  constructor(uri: string, read: Read) {
    this.uri = uri;
    this.text = read.text;
    this.#read = read;
  }

  protected get tree(): Tree {
    return this.#read.tree;
  }

  /** Makes the expression of a node that {@link expr} has not seen yet. Total: what it does not know is `opaque`. */
  protected abstract make(node: SyntaxNode): Expr;
  /** The node that carries the expression: out of parentheses, `await`, type assertions, inwards. */
  protected abstract unwrap(node: SyntaxNode): SyntaxNode;
  /** For an identifier's node: the node of the name or of the member expression that it names; otherwise undefined. */
  protected abstract referenceAt(node: SyntaxNode): SyntaxNode | undefined;
  /** For a node inside a string: the outermost string node (adjacent Python strings count as one); otherwise undefined. */
  protected abstract stringAt(node: SyntaxNode): SyntaxNode | undefined;
  protected abstract isComment(node: SyntaxNode): boolean;
  protected abstract findImports(): readonly Import[];

  abstract parent(expr: Expr): Parent;
  abstract enclosing(offset: number): readonly Enclosing[];
  abstract bindings(name: string, at: number): readonly Binding[];
  abstract mutations(name: string, at: number): readonly Mutation[];
  abstract assignments(pattern: RegExp): readonly AssignBinding[];
  abstract conditions(offset: number): readonly Condition[];
  abstract statement(offset: number): Span;

  exported(name: string): readonly Binding[] {
    return this.bindings(name, 0);
  }

  imports(): readonly Import[] {
    this.#imports ??= this.findImports();
    return this.#imports;
  }

  occurrences(name: string): readonly (NameExpr | MemberExpr)[] {
    const known = this.#occurrences.get(name);
    if (known) return known;
    const found: (NameExpr | MemberExpr)[] = [];
    for (const at of this.wordsAt(name)) {
      const expr = this.occurrenceAt(at);
      if (expr) found.push(expr);
    }
    this.#occurrences.set(name, found);
    return found;
  }

  occurrenceAt(offset: number): NameExpr | MemberExpr | undefined {
    const reference = this.referenceAt(this.tree.resolveInner(offset, 1));
    const expr = reference && this.expr(reference);
    return expr?.kind === 'name' || expr?.kind === 'member' ? expr : undefined;
  }

  textLiterals(pattern: RegExp): readonly TextLiteral[] {
    const found = new Set<TextLiteral>();
    for (const match of this.text.matchAll(pattern)) {
      const string = this.stringAt(this.tree.resolveInner(match.index + 1, 0));
      const expr = string && this.expr(string);
      if (expr?.kind === 'text') found.add(expr);
    }
    return [...found];
  }

  comments(pattern: RegExp): readonly Comment[] {
    const found = new Map<number, Comment>();
    for (const match of this.text.matchAll(pattern)) {
      const node = this.tree.resolveInner(match.index, 1);
      if (!this.isComment(node) || found.has(node.from)) continue;
      const raw = this.text.slice(node.from, node.to);
      const text = raw.replace(/^(?:#|\/\/|\/\*)/, '').replace(/\*\/$/, '');
      const lineStart = startOfLine(this.text, node.from);
      const ownLine = this.text.slice(lineStart, node.from).trim() === '';
      found.set(node.from, { span: { start: node.from, end: node.to }, text, ownLine });
    }
    return [...found.values()];
  }

  returns(fn: FunctionExpr): readonly Return[] {
    return this.statementsOf(fn, 'return', 'ReturnStatement').map((statement) => {
      const value = this.returned(statement);
      return { ...(value ? { value } : {}), span: spanOf(statement) };
    });
  }

  exits(fn: FunctionExpr): readonly Span[] {
    const [keyword, name] =
      this.language === 'python' ? ['raise', 'RaiseStatement'] : ['throw', 'ThrowStatement'];
    const failing = this.statementsOf(fn, keyword, name).map(spanOf);
    return [...this.returns(fn).map(({ span }) => span), ...failing].sort((a, b) => a.start - b.start);
  }

  /** The statements of a function, without those of functions inside it, that begin with a keyword. */
  private statementsOf(fn: FunctionExpr, keyword: string, name: string): readonly SyntaxNode[] {
    const found: SyntaxNode[] = [];
    const { start, end } = fn.body;
    for (
      let at = this.text.indexOf(keyword, start);
      at >= 0 && at < end;
      at = this.text.indexOf(keyword, at + keyword.length)
    ) {
      const token = this.tree.resolveInner(at, 1);
      const statement = token.name === keyword && token.from === at ? token.parent : null;
      if (statement?.name !== name) continue;
      const around = this.enclosing(at).find((each) => each.kind === 'function');
      if (around?.function.span.start !== fn.span.start || around.function.span.end !== fn.span.end) continue;
      found.push(statement);
    }
    return found;
  }

  /** What a `return` statement gives. */
  protected returned(statement: SyntaxNode): Expr | undefined {
    const parts: SyntaxNode[] = [];
    for (let part = statement.firstChild?.nextSibling; part; part = part.nextSibling) {
      if (part.name !== ';' && !part.name.endsWith('Comment') && !part.type.isError) parts.push(part);
    }
    const [first] = parts;
    if (!first) return undefined;
    // `return a, b` in Python: the tuple has no node of its own.
    return parts.length === 1 ? this.expr(first) : { kind: 'opaque', span: spanOf(statement), what: 'tuple' };
  }

  /** Offsets at which `name` stands as a whole word in the text, strings and comments included. */
  protected wordsAt(name: string): number[] {
    const found: number[] = [];
    if (name === '') return found;
    for (let at = this.text.indexOf(name); at >= 0; at = this.text.indexOf(name, at + name.length)) {
      if (!isWordUnit(this.text.charCodeAt(at - 1)) && !isWordUnit(this.text.charCodeAt(at + name.length)))
        found.push(at);
    }
    return found;
  }

  protected expr(node: SyntaxNode): Expr {
    const inner = this.unwrap(node);
    const key = `${inner.type.id}:${inner.from}:${inner.to}`;
    const known = this.#made.get(key);
    if (known) return known;
    // Not kept: asked for by itself, the same node is an expression.
    if (this.#depth >= DEEPEST) return { kind: 'opaque', span: spanOf(inner), what: 'too deep' };
    this.#depth += 1;
    const expr = this.make(inner);
    this.#depth -= 1;
    this.#made.set(key, expr);
    this.#nodes.set(expr, inner);
    return expr;
  }

  /** The node that an expression of this module was made from. */
  protected nodeOf(expr: Expr): SyntaxNode | undefined {
    return this.#nodes.get(expr);
  }

  protected slice(span: { readonly from: number; readonly to: number }): string {
    return this.text.slice(span.from, span.to);
  }
}

function isWordUnit(unit: number): boolean {
  return (
    (unit >= 48 && unit <= 57) || // 0-9
    (unit >= 65 && unit <= 90) || // A-Z
    (unit >= 97 && unit <= 122) || // a-z
    unit === 95 || // _
    unit === 36 || // $
    // Unicode spaces, the byte order mark among them, end a word.
    (unit > 127 && !/\s/.test(String.fromCharCode(unit)))
  );
}

export function spanOf(node: { readonly from: number; readonly to: number }): Span {
  return { start: node.from, end: node.to };
}
