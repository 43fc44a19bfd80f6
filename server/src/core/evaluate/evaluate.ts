import type { Expr, FunctionExpr, ListExpr, NameExpr } from '../syntax/expr.ts';
import type { Module } from '../syntax/module.ts';
import {
  boolean,
  functionValue,
  list,
  MAX_ITEMS,
  nothing,
  number,
  type Plain,
  place,
  regex,
  text,
  tooComplex,
  unknown,
} from './build.ts';
import { callValue } from './calls.ts';
import { product } from './combine.ts';
import { comprehensionValue } from './comprehensions.ts';
import type { Context, Destination, Locals } from './context.ts';
import { environmentValue } from './environment.ts';
import { type Evaluator, type Links, NO_LINKS, type Symbol_ } from './evaluator.ts';
import { templateValue } from './joining.ts';
import { iterate } from './lists.ts';
import { indexValue, memberValue } from './members.ts';
import { nameValue } from './names.ts';
import { nestValue } from './nest-config.ts';
import { binaryValue, conditionalValue, notValue, spreadsToNothing } from './operators.ts';
import { recordValue } from './records.ts';
import { requestOrigin } from './request.ts';
import { symbolOf } from './symbols.ts';
import type { UnknownValue, Value } from './value.ts';

/** Expressions inside of each other, names followed on the way included. */
const DEEPEST = 32;
/**
 * Expressions looked at for one question. An inlined function that calls two others would double them for ever. In 460 public repositories no
 * answer needed more than 7,560; each thousand takes some 20 ms.
 */
const MOST_STEPS = 10_000;
/** The same for {@link Evaluator.briefly}. */
const BRIEF_STEPS = 300;
/** Expressions looked at in one file; from then on, each question gets few. */
const MOST_IN_ALL = 60_000;
const FEW_STEPS = 100;
/** Files that one question may lead through. No set-up rests on so many; a web of imports may. */
const MOST_MODULES = 60;

const NO_LOCALS: Locals = new Map();

export function createEvaluator(module: Module, links: Links = NO_LINKS): Evaluator {
  const values = new Map<Expr, Value>();
  const symbols = new Map<Expr, Symbol_ | undefined>();
  const endings = new Map<string, NameExpr>();
  const active = new Set<Expr>();
  /** The modules that were met, each with the context that has no local names. */
  const roots = new Map<string, Context>();
  let depth = 0;
  let steps = 0;
  let stepsInAll = 0;
  /** Of the question that is asked now. */
  let most = MOST_STEPS;
  /** How often an answer was cut short. What was found on the way to a cut depends on where the question began. */
  let cuts = 0;

  function evaluateIn(context: Context, expr: Expr, patience = MOST_STEPS): Value {
    const plain = context.locals.size === 0 && context.inside.size === 0;
    const known = plain ? values.get(expr) : undefined;
    if (known) return known;
    if (depth === 0) {
      stepsInAll += steps;
      steps = 0;
      most = stepsInAll > MOST_IN_ALL ? FEW_STEPS : patience;
    }
    steps += 1;
    if (depth >= DEEPEST || steps > most || (plain && active.has(expr))) {
      cuts += 1;
      return tooComplex(place(context.module, expr.span));
    }
    const cutsBefore = cuts;
    depth += 1;
    if (plain) active.add(expr);
    const value = worth(context, expr);
    if (plain) active.delete(expr);
    depth -= 1;
    if (value.kind === 'list') steps += value.items.length >> 3;
    if (plain && (cuts === cutsBefore || (depth === 0 && patience === MOST_STEPS))) values.set(expr, value);
    return value;
  }

  function contextWith(of: Module, locals: Locals, inside: ReadonlySet<FunctionExpr>): Context {
    const within = (fn: FunctionExpr | undefined) => (fn ? new Set(inside).add(fn) : inside);
    const context: Context = {
      module: of,
      locals,
      inside,
      evaluate: (expr) => evaluateIn(context, expr),
      briefly: (expr) => evaluateIn(context, expr, BRIEF_STEPS),
      symbol: (expr) => symbolIn(rootOf(of), expr),
      extended: (more, fn) => contextWith(of, new Map([...locals, ...more]), within(fn)),
      replaced: (others, fn) => (others.size === 0 && !fn ? rootOf(of) : contextWith(of, others, within(fn))),
      at: (uri) => {
        const root = roots.get(uri) ?? rootOf(of);
        return inside.size === 0 ? root : contextWith(root.module, NO_LOCALS, inside);
      },
      follow: (specifier) => destination(of, specifier),
      ending: (name) => endingOf(of, name),
      get context() {
        return context;
      },
      get first() {
        return rootOf(module);
      },
    };
    return context;
  }

  function rootOf(of: Module): Context {
    const known = roots.get(of.uri);
    if (known) return known;
    const made = contextWith(of, NO_LOCALS, new Set());
    roots.set(of.uri, made);
    return made;
  }

  function symbolIn(root: Context, expr: Expr): Symbol_ | undefined {
    if (symbols.has(expr)) return symbols.get(expr);
    const found = symbolOf(root, expr);
    symbols.set(expr, found);
    return found;
  }

  function destination(of: Module, specifier: string): Destination {
    const followed = links.follow(of.uri, specifier);
    if (followed.kind !== 'module') return followed;
    if (followed.module.language !== of.language) return { kind: 'outside' };
    if (roots.size >= MOST_MODULES && !roots.has(followed.module.uri)) return { kind: 'outside' };
    return { kind: 'module', context: rootOf(followed.module) };
  }

  function endingOf(of: Module, name: string): NameExpr {
    const key = `${of.uri}\n${name}`;
    const known = endings.get(key);
    if (known) return known;
    const end = of.text.length;
    const made: NameExpr = { kind: 'name', name, span: { start: end, end } };
    endings.set(key, made);
    return made;
  }

  return rootOf(module);
}

function worth(context: Context, expr: Expr): Value {
  const where = place(context.module, expr.span);
  const literal = { expr };
  switch (expr.kind) {
    case 'text':
      return text(expr.value, where, literal);
    case 'number':
      return number(expr.value, where, literal);
    case 'boolean':
      return boolean(expr.value, where, literal);
    case 'null':
      return nothing(where, expr.undefined, literal);
    case 'regex':
      return regex('javascript', expr.source, expr.flags, where, literal);
    case 'function':
      return functionValue(expr, where);
    case 'list':
      return listValue(context, expr);
    case 'record':
      return recordValue(context, expr);
    case 'name':
      return nameValue(context, expr);
    case 'member':
      return environmentValue(context, expr) ?? requestOrigin(context, expr) ?? memberValue(context, expr);
    case 'index':
      return environmentValue(context, expr) ?? requestOrigin(context, expr) ?? indexValue(context, expr);
    case 'call':
      return (
        nestValue(context, expr, where) ??
        environmentValue(context, expr) ??
        requestOrigin(context, expr) ??
        callValue(context, expr)
      );
    case 'conditional':
      return conditionalValue(context, expr);
    case 'binary':
      return binaryValue(context, expr);
    case 'not':
      return notValue(context, expr);
    case 'template':
      return templateValue(context, expr);
    case 'comprehension':
      return comprehensionValue(context, expr);
    case 'spread':
      return unknown({ kind: 'syntax', what: 'spread' }, where);
    case 'opaque':
      return unknown({ kind: 'syntax', what: expr.what }, where);
  }
}

function listValue(context: Context, expr: ListExpr): Value {
  const where = place(context.module, expr.span);
  const read = expr.items.slice(0, MAX_ITEMS + 1);
  const spreads = read.flatMap((item) => (item.kind === 'spread' ? [context.evaluate(item.value)] : []));
  const single = read.map((item) => (item.kind === 'spread' ? undefined : context.evaluate(item)));
  if (spreads.length === 0)
    return list(
      expr.form,
      single.filter((item) => item !== undefined),
      where,
      { expr },
    );
  return product(spreads, where, (plains) => {
    const items: Value[] = [];
    let next = 0;
    for (const item of single) {
      if (item) items.push(item);
      else {
        const spread = plains[next];
        next += 1;
        if (spread) items.push(...spreadItems(context, spread));
      }
      if (items.length > MAX_ITEMS) break;
    }
    return list(expr.form, items, where, { expr });
  });
}

function spreadItems(context: Context, value: Plain): readonly Value[] {
  const items = iterate(context, value);
  if (items) return items;
  if (spreadsToNothing(context, value)) return [];
  const open: UnknownValue = { ...unknown({ kind: 'syntax', what: 'spread' }, value.place), spread: true };
  return [open];
}
