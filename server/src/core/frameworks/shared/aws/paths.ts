import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold } from '../../../evaluate/read.ts';
import type { When } from '../../../evaluate/value.ts';
import type { CallExpr, Expr, MemberExpr } from '../../../syntax/expr.ts';
import { resolved } from '../python/calls.ts';

/** A path of the machine that deploys, as far as a source says it. */
export interface SourcePath {
  /** Where it begins: at the source itself, at its folder, or at the folder in which the tool is started. */
  readonly from: 'source' | 'folder' | 'start';
  /** With `/`; empty for the beginning itself. */
  readonly path: string;
}

/** What something is under conditions: a helper is called with several paths. */
export interface Case<T> {
  readonly is: T;
  readonly when: readonly When[];
}

const DEEPEST = 12;
const MOST_CASES = 32;

/**
 * `path.join(__dirname, '..', 'lambda')`, `os.path.join(os.path.dirname(__file__), "lambda")`, `Path(__file__).parent / "lambda"` and
 * their relatives. Nothing for an absolute path, and for what is not known.
 */
export function sourcePaths(evaluator: Evaluator, expr: Expr, depth = 0): readonly Case<SourcePath>[] {
  if (depth > DEEPEST) return [];
  const next = (inner: Expr) => sourcePaths(evaluator, inner, depth + 1);
  if (expr.kind === 'name') {
    if (expr.name === '__dirname') return always({ from: 'folder', path: '' });
    if (expr.name === '__file__' || expr.name === '__filename') return always({ from: 'source', path: '' });
  }
  const texts = textCases(evaluator, expr);
  if (texts.length > 0) return texts.flatMap(({ is, when }) => plain(is).map((one) => ({ is: one, when })));
  switch (expr.kind) {
    case 'name': {
      const bound = resolved(evaluator, expr);
      return bound && bound !== expr ? next(bound) : [];
    }
    case 'call':
      return ofCall(evaluator, expr, next);
    case 'member':
      return ofMember(expr, next);
    case 'index':
      // `Path(__file__).parents[1]`
      if (expr.object.kind !== 'member' || expr.object.property !== 'parents') return [];
      return expr.index.kind === 'number' ? above(next(expr.object.object), expr.index.value + 1) : [];
    case 'template':
      return ofTemplate(evaluator, expr.parts, next);
    case 'binary': {
      const right = textCases(evaluator, expr.right);
      if (expr.operator === '+')
        return joined(
          next(expr.left),
          right.filter(({ is }) => is.startsWith('/')),
        );
      // pathlib's `/`
      const between = evaluator.module.text.slice(expr.left.span.end, expr.right.span.start);
      return expr.operator === 'other' && between.includes('/') ? joined(next(expr.left), right) : [];
    }
    default:
      return [];
  }
}

/** The texts that an expression can be. */
export function textCases(evaluator: Evaluator, expr: Expr | undefined): readonly Case<string>[] {
  if (!expr) return [];
  return alternatives(evaluator.evaluate(expr))
    .slice(0, MOST_CASES)
    .flatMap(({ value, when }) => (value.kind === 'text' ? [{ is: value.value, when }] : []));
}

/** Every two that can be so at once. */
export function together<A, B, C>(
  some: readonly Case<A>[],
  others: readonly Case<B>[],
  make: (a: A, b: B) => C,
): readonly Case<C>[] {
  const found = some.flatMap((one) =>
    others.flatMap((other): readonly Case<C>[] => {
      const when = bothHold(one.when, other.when);
      return when ? [{ is: make(one.is, other.is), when }] : [];
    }),
  );
  return found.slice(0, MOST_CASES);
}

export function always<T>(is: T): readonly Case<T>[] {
  return [{ is, when: [] }];
}

function plain(text: string): readonly SourcePath[] {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(text);
  return isAbsolute ? [] : [{ from: 'start', path: normal(text.replace(/\\/g, '/')) }];
}

const JOINS = new Set(['join', 'resolve', 'joinpath']);
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

type Paths = readonly Case<SourcePath>[];
type Next = (inner: Expr) => Paths;

function ofCall(evaluator: Evaluator, { callee, args }: CallExpr, next: Next): Paths {
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  const [first, ...others] = args.map(({ value }) => value);
  if (args.some(({ spread }) => spread)) return [];
  if (name === 'cwd' || name === 'getcwd') return always({ from: 'start', path: '' });
  if (name === 'URL' && others[0]?.kind === 'member' && others[0].property === 'url')
    return joined(always({ from: 'folder', path: '' }), textCases(evaluator, first));
  // A method of a path: `here.joinpath("lambda")`, `path.resolve()`, `path.as_posix()`.
  const isMethod = callee.kind === 'member' && !isModule(evaluator, callee);
  const own = isMethod ? next(callee.object) : [];
  const base = own.length > 0 ? own : first ? next(first) : [];
  if (JOINS.has(name)) {
    const parts = own.length > 0 && first ? [first, ...others] : others;
    return parts.reduce((paths, part) => joined(paths, textCases(evaluator, part)), base);
  }
  if (name === 'dirname') return above(base, 1);
  return FORMS.has(name) && (own.length > 0 ? args.length === 0 : others.length === 0) ? base : [];
}

/** `path` of `path.join(…)`: something imported. */
function isModule(evaluator: Evaluator, { object }: MemberExpr): boolean {
  return evaluator.symbol(object) !== undefined;
}

function ofMember({ object, property }: MemberExpr, next: Next): Paths {
  if (object.kind === 'member' && object.property === 'meta' && object.object.kind === 'name') {
    if (property === 'dirname') return always({ from: 'folder', path: '' });
    if (property === 'url' || property === 'filename') return always({ from: 'source', path: '' });
  }
  if (property === 'parent') return above(next(object), 1);
  return property === 'pathname' ? next(object) : [];
}

function ofTemplate(evaluator: Evaluator, parts: readonly (string | Expr)[], next: Next): Paths {
  const [first, ...others] = parts;
  if (first === undefined || typeof first === 'string') return [];
  const rest = others
    .map((part) => (typeof part === 'string' ? always(part) : textCases(evaluator, part)))
    .reduce((texts, part) => together(texts, part, (a, b) => a + b), always(''));
  return joined(
    next(first),
    rest.filter(({ is }) => /^(?:\/|$)/.test(is)),
  );
}

/** Folders with a path below them. */
function joined(bases: Paths, parts: readonly Case<string>[]): Paths {
  return together(
    bases.filter(({ is }) => is.from !== 'source'),
    parts,
    (base, part) => ({ ...base, path: normal(`${base.path}/${part.replace(/\\/g, '/')}`) }),
  );
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

function above(bases: Paths, levels: number): Paths {
  const up = ({ from, path }: SourcePath): SourcePath =>
    from === 'source' ? { from: 'folder', path: '' } : { from, path: normal(`${path}/..`) };
  let paths = bases;
  for (let level = 0; level < Math.min(levels, DEEPEST); level += 1)
    paths = paths.map(({ is, when }) => ({ is: up(is), when }));
  return paths;
}
