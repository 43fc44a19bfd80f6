import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import type { LRParser } from '@lezer/lr';
import type { Span } from '../text/span.ts';
import type { Expr } from './expr.ts';
import { type Names, namesOf } from './javascript-bindings.ts';
import { mutationsByScope } from './javascript-changes.ts';
import { exportedBindings } from './javascript-exports.ts';
import { makeExpression } from './javascript-expressions.ts';
import { type ImportSite, importSites } from './javascript-imports.ts';
import { moduleAssignments } from './javascript-module-level.ts';
import { carriedBy, isComment, once, type Source } from './javascript-nodes.ts';
import { parentOf } from './javascript-parents.ts';
import { referenceOf } from './javascript-references.ts';
import { conditionsAt, nodeAt, scopeKey } from './javascript-scopes.ts';
import { enclosingAt, statementAt } from './javascript-statements.ts';
import { LezerModule, type Read } from './lezer.ts';
import type { AssignBinding, Binding, Condition, Enclosing, Import, Mutation, Parent } from './module.ts';
import type { Dialect } from './parse.ts';

const PARSERS = new Map<string, LRParser>();

/** The parser of a kind of JavaScript file. Made once for each. */
export function javascriptParser(dialect: Dialect): LRParser {
  const name = [dialect.typescript ? 'ts' : '', dialect.jsx ? 'jsx' : ''].filter(Boolean).join(' ');
  const key = dialect.json ? 'json' : name;
  const known = PARSERS.get(key);
  if (known) return known;
  const made = dialect.json
    ? parser.configure({ top: 'SingleExpression' })
    : name === ''
      ? parser
      : parser.configure({ dialect: name });
  PARSERS.set(key, made);
  return made;
}

/** A file in JavaScript or TypeScript, with or without JSX. */
export class JavaScriptModule extends LezerModule {
  readonly language = 'javascript';
  readonly #source: Source;
  readonly #names: Names;
  readonly #importSites: () => readonly ImportSite[];
  readonly #importAt: () => ReadonlyMap<number, ImportSite>;
  readonly #mutations = new Map<string, ReadonlyMap<string, readonly Mutation[]>>();
  readonly #assignments: () => readonly AssignBinding[];

  constructor(uri: string, read: Read) {
    super(uri, read);
    const source: Source = {
      text: read.text,
      get tree() {
        return read.tree;
      },
      expr: (node) => this.expr(node),
      wordsAt: (name) => this.wordsAt(name),
    };
    this.#source = source;
    this.#importSites = once(() => importSites(source));
    this.#importAt = once(() => new Map(this.#importSites().map((site) => [site.name.start, site])));
    this.#names = namesOf(source, (offset) => this.#importAt().get(offset));
    this.#assignments = once(() => moduleAssignments(source));
  }

  protected make(node: SyntaxNode): Expr {
    return makeExpression(this.#source, node);
  }

  protected unwrap(node: SyntaxNode): SyntaxNode {
    let inner = node;
    for (let next = carriedBy(this.#source, inner); next; next = carriedBy(this.#source, inner)) inner = next;
    return inner;
  }

  protected referenceAt(node: SyntaxNode): SyntaxNode | undefined {
    return referenceOf(node);
  }

  protected stringAt(node: SyntaxNode): SyntaxNode | undefined {
    const string = node.name === 'Escape' ? node.parent : node;
    return string?.name === 'String' || string?.name === 'TemplateString' ? string : undefined;
  }

  protected isComment(node: SyntaxNode): boolean {
    return isComment(node);
  }

  protected findImports(): readonly Import[] {
    return this.#importSites().map((site) => site.import);
  }

  parent(expr: Expr): Parent {
    const node = this.nodeOf(expr);
    return node ? parentOf(this.#source, expr, node) : { role: 'other' };
  }

  enclosing(offset: number): readonly Enclosing[] {
    return enclosingAt(this.#source, offset);
  }

  bindings(name: string, at: number): readonly Binding[] {
    return this.#names.bindings(name, at);
  }

  mutations(name: string, at: number): readonly Mutation[] {
    const scope = this.#names.scopeOf(name, nodeAt(this.#source, at)) ?? this.tree.topNode;
    const known = this.#mutations.get(name) ?? mutationsByScope(this.#source, this.#names, name);
    this.#mutations.set(name, known);
    return known.get(scopeKey(scope)) ?? [];
  }

  assignments(pattern: RegExp): readonly AssignBinding[] {
    return this.#assignments().filter((assignment) => {
      pattern.lastIndex = 0;
      return pattern.test(assignment.name);
    });
  }

  override exported(name: string): readonly Binding[] {
    return exportedBindings(this.#source, this.#names, name);
  }

  conditions(offset: number): readonly Condition[] {
    return conditionsAt(this.#source, offset);
  }

  statement(offset: number): Span {
    return statementAt(this.#source, offset);
  }
}
