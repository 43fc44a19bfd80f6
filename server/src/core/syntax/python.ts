import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Span } from '../text/span.ts';
import type { Expr } from './expr.ts';
import { LezerModule, type Read } from './lezer.ts';
import type { AssignBinding, Binding, Condition, Enclosing, Import, Mutation, Parent } from './module.ts';
import type { AssignmentParts } from './python-assign.ts';
import { type BindingSource, bindingsIn, type NameUse, resolve, useOf } from './python-bindings.ts';
import { sequence } from './python-collections.ts';
import { conditionsAround } from './python-conditions.ts';
import { makePythonExpr, unwrapPython } from './python-expr.ts';
import { findPythonImports } from './python-imports.ts';
import { mutationsByScope } from './python-mutations.ts';
import { childrenOf, isExpression, keyOf } from './python-nodes.ts';
import { containerOf, parentIn } from './python-parent.ts';
import { MODULE, siteKind } from './python-scopes.ts';
import { enclosingAt, outerAssignments, statementSpan } from './python-statements.ts';

export const pythonParser = parser;

/** A Python file over its Lezer tree. */
export class PythonModule extends LezerModule {
  readonly language = 'python';
  readonly #synthetic = new Map<string, Expr>();
  readonly #hosts = new WeakMap<Expr, SyntaxNode>();
  readonly #hosted = new Map<string, Expr[]>();
  readonly #uses = new Map<string, NameUse>();
  readonly #bindings = new Map<string, readonly Binding[]>();
  readonly #mutations = new Map<string, ReadonlyMap<string, readonly Mutation[]>>();
  #importsAt: ReadonlyMap<number, Import> | undefined;
  #outerAssignments: readonly AssignBinding[] | undefined;
  readonly #source: BindingSource;

  constructor(uri: string, read: Read) {
    super(uri, read);
    this.#source = {
      text: read.text,
      get tree() {
        return read.tree;
      },
      assignments: new Map<string, AssignmentParts>(),
      expr: (node) => this.expr(node),
      synthetic: (what, host, span, make) => this.#synthesize(what, host, span, make),
      hostedBy: (host) => this.#hosted.get(keyOf(host)) ?? [],
      words: (name) => this.wordsAt(name),
      parentOf: (expr) => this.parent(expr),
      importAt: (offset) => this.#importMap().get(offset),
    };
  }

  parent(expr: Expr): Parent {
    const node = this.nodeOf(expr);
    const container = node ? containerOf(node) : this.#hosts.get(expr);
    return container ? parentIn(this.#source, container, expr) : { role: 'other' };
  }

  enclosing(offset: number): readonly Enclosing[] {
    return enclosingAt(this.#source, this.#within(offset));
  }

  bindings(name: string, at: number): readonly Binding[] {
    const use = this.#useOf(name);
    return this.#bindingsIn(use, resolve(this.#source, use, this.#nodeAt(at)));
  }

  override exported(name: string): readonly Binding[] {
    return this.#bindingsIn(this.#useOf(name), MODULE);
  }

  mutations(name: string, at: number): readonly Mutation[] {
    const use = this.#useOf(name);
    const scope = resolve(this.#source, use, this.#nodeAt(at));
    const known = this.#mutations.get(name) ?? mutationsByScope(this.#source, use);
    this.#mutations.set(name, known);
    return known.get(scope) ?? [];
  }

  assignments(pattern: RegExp): readonly AssignBinding[] {
    this.#outerAssignments ??= outerAssignments(this.#source);
    return this.#outerAssignments.filter((binding) => binding.name.search(pattern) >= 0);
  }

  conditions(offset: number): readonly Condition[] {
    return conditionsAround(this.#source, this.#nodeAt(offset));
  }

  statement(offset: number): Span {
    return statementSpan(this.#source, this.#within(offset));
  }

  /** Words in lines that begin with `#` are left out without asking the tree: no name stands there. */
  protected override wordsAt(name: string): number[] {
    let line = { end: -1, isComment: false };
    return super.wordsAt(name).filter((at) => {
      if (at > line.end) line = lineAt(this.text, at);
      return !line.isComment;
    });
  }

  protected make(node: SyntaxNode): Expr {
    return makePythonExpr(this.#source, node);
  }

  protected unwrap(node: SyntaxNode): SyntaxNode {
    return unwrapPython(node);
  }

  protected referenceAt(node: SyntaxNode): SyntaxNode | undefined {
    if (node.name === 'PropertyName')
      return node.parent?.name === 'MemberExpression' ? node.parent : undefined;
    if (node.name !== 'VariableName' || isNamePart(node)) return undefined;
    const kind = siteKind(this.#source, node);
    const isExpression =
      kind === undefined || kind.kind === 'target' || (kind.kind === 'other' && !isPattern(node));
    return isExpression ? node : undefined;
  }

  protected stringAt(node: SyntaxNode): SyntaxNode | undefined {
    const string = node.name === 'Escape' ? node.parent : node;
    if (string?.name === 'ContinuedString') return string;
    if (string?.name !== 'String' && string?.name !== 'FormatString') return undefined;
    return string.parent?.name === 'ContinuedString' ? string.parent : string;
  }

  protected override returned(statement: SyntaxNode): Expr | undefined {
    const parts = childrenOf(statement).slice(1);
    return parts.some(isExpression) ? sequence(this.#source, statement, parts, statement.to) : undefined;
  }

  protected isComment(node: SyntaxNode): boolean {
    return node.name === 'Comment';
  }

  protected findImports(): readonly Import[] {
    return [...this.#importMap().values()];
  }

  #importMap(): ReadonlyMap<number, Import> {
    this.#importsAt ??= findPythonImports(this.#source);
    return this.#importsAt;
  }

  #bindingsIn(use: NameUse, scope: string): readonly Binding[] {
    const key = `${scope} ${use.name}`;
    const known = this.#bindings.get(key);
    if (known) return known;
    const made = bindingsIn(this.#source, use, scope);
    this.#bindings.set(key, made);
    return made;
  }

  #useOf(name: string): NameUse {
    const known = this.#uses.get(name);
    if (known) return known;
    const made = useOf(this.#source, name);
    this.#uses.set(name, made);
    return made;
  }

  #synthesize(what: string, host: SyntaxNode, span: Span, make: (span: Span) => Expr): Expr {
    const key = `${what}:${span.start}:${span.end}`;
    const known = this.#synthetic.get(key);
    if (known) return known;
    const made = make(span);
    this.#synthetic.set(key, made);
    this.#hosts.set(made, host);
    const hosted = this.#hosted.get(keyOf(host));
    if (hosted) hosted.push(made);
    else this.#hosted.set(keyOf(host), [made]);
    return made;
  }

  #within(offset: number): number {
    return Math.max(0, Math.min(offset, this.text.length));
  }

  #nodeAt(offset: number): SyntaxNode {
    return this.tree.resolveInner(this.#within(offset), 1);
  }
}

/** Names that are written as identifiers and are no expressions: keywords of calls, names in patterns, type parameters. */
function isNamePart(node: SyntaxNode): boolean {
  const parent = node.parent?.name;
  if (
    parent === 'TypeParam' ||
    parent === 'AttributePattern' ||
    parent === 'KeywordPattern' ||
    parent === 'ClassPattern'
  ) {
    return true;
  }
  if (parent !== 'ArgList') return false;
  let after = node.nextSibling;
  while (after?.name === 'Comment') after = after.nextSibling;
  return after?.name === 'AssignOp' && after.to - after.from === 1;
}

function isPattern(node: SyntaxNode): boolean {
  const parent = node.parent?.name;
  return (
    parent === 'CapturePattern' ||
    parent === 'AsPattern' ||
    parent === 'MappingPattern' ||
    parent === 'TypeDefinition'
  );
}

function lineAt(text: string, offset: number): { end: number; isComment: boolean } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  let first = start;
  while (text[first] === ' ' || text[first] === '\t') first += 1;
  return { end: end < 0 ? text.length : end, isComment: text[first] === '#' };
}
