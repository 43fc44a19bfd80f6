import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { CallExpr, Expr, MemberExpr } from '../../../syntax/expr.ts';
import { resolved } from '../python/calls.ts';

/** A path of the machine that deploys, as far as a source says it. */
export interface SourcePath {
  /** Where it begins: at the source itself, at its folder, or at the folder in which the tool is started. */
  readonly from: 'source' | 'folder' | 'start';
  /** With `/`; empty for the beginning itself. */
  readonly path: string;
}

const DEEPEST = 12;

/**
 * `path.join(__dirname, '..', 'lambda')`, `os.path.join(os.path.dirname(__file__), "lambda")`, `Path(__file__).parent / "lambda"` and
 * their relatives. Undefined for an absolute path, and for what is not known.
 */
export function sourcePath(evaluator: Evaluator, expr: Expr, depth = 0): SourcePath | undefined {
  if (depth > DEEPEST) return undefined;
  const next = (inner: Expr) => sourcePath(evaluator, inner, depth + 1);
  if (expr.kind === 'name') {
    if (expr.name === '__dirname') return { from: 'folder', path: '' };
    if (expr.name === '__file__' || expr.name === '__filename') return { from: 'source', path: '' };
  }
  const value = evaluator.evaluate(expr);
  if (value.kind === 'text') return plain(value.value);
  switch (expr.kind) {
    case 'name': {
      const bound = resolved(evaluator, expr);
      return bound && bound !== expr ? next(bound) : undefined;
    }
    case 'call':
      return ofCall(evaluator, expr, next);
    case 'member':
      return ofMember(expr, next);
    case 'index':
      // `Path(__file__).parents[1]`
      if (expr.object.kind !== 'member' || expr.object.property !== 'parents') return undefined;
      return expr.index.kind === 'number' ? above(next(expr.object.object), expr.index.value + 1) : undefined;
    case 'template':
      return ofTemplate(evaluator, expr.parts, next);
    case 'binary': {
      const right = textOf(evaluator, expr.right);
      const { text } = evaluator.module;
      if (right === undefined) return undefined;
      if (expr.operator === '+') return right.startsWith('/') ? joined(next(expr.left), [right]) : undefined;
      // pathlib's `/`
      const between = text.slice(expr.left.span.end, expr.right.span.start);
      return expr.operator === 'other' && between.includes('/')
        ? joined(next(expr.left), [right])
        : undefined;
    }
    default:
      return undefined;
  }
}

function plain(text: string): SourcePath | undefined {
  return /^(?:[/\\]|[A-Za-z]:)/.test(text) ? undefined : { from: 'start', path: text.replace(/\\/g, '/') };
}

const JOINS = new Set(['join', 'resolve', 'joinpath']);
const FOLDERS = new Set(['dirname']);
/** What gives the path that it is given, in another form. */
const FORMS = new Set([
  'abspath',
  'realpath',
  'normpath',
  'normalize',
  'fileURLToPath',
  'str',
  'fspath',
  'Path',
  'PurePath',
  'as_posix',
  'absolute',
  'toString',
]);

type Next = (inner: Expr) => SourcePath | undefined;

function ofCall(evaluator: Evaluator, { callee, args }: CallExpr, next: Next): SourcePath | undefined {
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  const [first, ...others] = args.map(({ value }) => value);
  if (args.some(({ spread }) => spread)) return undefined;
  if (name === 'cwd' || name === 'getcwd') return { from: 'start', path: '' };
  if (name === 'URL' && others[0]?.kind === 'member' && others[0].property === 'url') {
    const text = first && textOf(evaluator, first);
    return text === undefined ? undefined : joined({ from: 'folder', path: '' }, [text]);
  }
  // A method of a path: `here.joinpath("lambda")`, `path.resolve()`, `path.as_posix()`.
  const own = callee.kind === 'member' && !isModule(evaluator, callee) ? next(callee.object) : undefined;
  const base = own ?? (first && next(first));
  if (JOINS.has(name)) {
    const rest = (own ? [first, ...others] : others).flatMap((one) => (one ? [textOf(evaluator, one)] : []));
    if (rest.length === 0) return base;
    return rest.every((text) => text !== undefined) ? joined(base, rest) : undefined;
  }
  if (FOLDERS.has(name)) return above(base, 1);
  return FORMS.has(name) && (own ? args.length === 0 : others.length === 0) ? base : undefined;
}

/** `path` of `path.join(…)`: something imported. */
function isModule(evaluator: Evaluator, { object }: MemberExpr): boolean {
  return evaluator.symbol(object) !== undefined;
}

function ofMember({ object, property }: MemberExpr, next: Next): SourcePath | undefined {
  if (object.kind === 'member' && object.property === 'meta' && object.object.kind === 'name') {
    if (property === 'dirname') return { from: 'folder', path: '' };
    if (property === 'url' || property === 'filename') return { from: 'source', path: '' };
  }
  if (property === 'parent') return above(next(object), 1);
  return property === 'pathname' ? next(object) : undefined;
}

function ofTemplate(
  evaluator: Evaluator,
  parts: readonly (string | Expr)[],
  next: Next,
): SourcePath | undefined {
  const [first, ...others] = parts;
  if (first === undefined || typeof first === 'string') return undefined;
  const texts = others.map((part) => (typeof part === 'string' ? part : textOf(evaluator, part)));
  const rest = texts.every((text) => text !== undefined) ? texts.join('') : undefined;
  return rest === undefined || !/^(?:\/|$)/.test(rest) ? undefined : joined(next(first), [rest]);
}

function textOf(evaluator: Evaluator, expr: Expr): string | undefined {
  const value = evaluator.evaluate(expr);
  return value.kind === 'text' ? value.value : undefined;
}

/** A folder with a path below it. */
function joined(base: SourcePath | undefined, parts: readonly string[]): SourcePath | undefined {
  if (!base || base.from === 'source') return undefined;
  return { ...base, path: normal([base.path, ...parts].join('/').replace(/\\/g, '/')) };
}

/** Without empty parts, and with `..` at the beginning only. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function above(base: SourcePath | undefined, levels: number): SourcePath | undefined {
  let at = base;
  for (let level = 0; level < Math.min(levels, DEEPEST) && at; level += 1)
    at = at.from === 'source' ? { from: 'folder', path: '' } : joined(at, ['..']);
  return at;
}
