import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, truthiness } from '../../evaluate/read.ts';
import type { ListValue, Value } from '../../evaluate/value.ts';
import type { Expr } from '../../syntax/expr.ts';

/**
 * What the variable of a loop, or the parameter of a function over a list, stands for: one item, by the text that it is
 * written as (`allowed`, `list[i]`).
 */
export type Items = ReadonlyMap<string, Value>;

export const NO_ITEMS: Items = new Map();

/** Longer lists are not gone through item by item. */
const MOST_ITEMS = 60;

/** One for each item of a list; undefined where it is not known what the list holds. */
export function itemsOf(list: Value, name: string, around: Items): readonly Items[] | undefined {
  const found: Items[] = [];
  for (const { value } of alternatives(list)) {
    if (value.kind !== 'list') return undefined;
    for (const item of value.items) found.push(new Map([...around, [name, asItem(value, item)]]));
  }
  return found.length <= MOST_ITEMS ? found : undefined;
}

/** A list of one: what is said of an item is said of an entry that can be removed. */
function asItem(list: ListValue, item: Value): Value {
  return { ...list, items: [item] };
}

/** What an expression is worth while the items are these; undefined where it has nothing to do with them. */
export function valueWith(evaluator: Evaluator, items: Items, expr: Expr): Value | undefined {
  if (items.size === 0) return undefined;
  const { module } = evaluator;
  const known = items.get(module.text.slice(expr.span.start, Math.min(expr.span.end, expr.span.start + 80)));
  if (known) return known;
  const locals = new Map<string, Value>();
  const written = module.text.slice(expr.span.start, Math.min(expr.span.end, expr.span.start + 500));
  for (const [name, item] of items) {
    if (!/^[\w$]+$/.test(name) || !names(written, name) || item.kind !== 'list') continue;
    const [only] = item.items;
    if (only) locals.set(name, only);
  }
  return locals.size === 0 ? undefined : evaluator.context.extended(locals).evaluate(expr);
}

function names(written: string, name: string): boolean {
  for (let at = written.indexOf(name); at >= 0; at = written.indexOf(name, at + 1)) {
    if (!/[\w$]/.test(written[at - 1] ?? '') && !/[\w$]/.test(written[at + name.length] ?? '')) return true;
  }
  return false;
}

/** How a test of an item comes out; undefined for any other test. */
export function itemVerdict(evaluator: Evaluator, items: Items, test: Expr): boolean | 'unknown' | undefined {
  if (items.size === 0) return undefined;
  const { text, language } = evaluator.module;
  const written = text.slice(test.span.start, Math.min(test.span.end, test.span.start + 120));
  const kind = KINDS.map((pattern) => pattern.exec(written)).find((match) => match !== null);
  const item = kind?.[1] === undefined ? undefined : items.get(kind[1]);
  if (kind && item?.kind === 'list') {
    const [only] = item.items;
    if (!only || only.kind === 'unknown' || only.kind === 'oneOf') return 'unknown';
    const isPattern = /RegExp|Pattern|object/.test(kind[2] ?? '');
    return only.kind === (isPattern ? 'regex' : 'text');
  }
  const value = valueWith(evaluator, items, test);
  return value && truthiness(value, language);
}

/** `item instanceof RegExp`, `typeof item === 'string'`, `isinstance(item, str)` */
const KINDS: readonly RegExp[] = [
  /^([\w$]+)\s+instanceof\s+(RegExp)$/,
  /^typeof\s+([\w$]+)\s*===?\s*["'](string|object)["']$/,
  /^isinstance\(\s*(\w+)\s*,\s*(str|re\.Pattern|Pattern)\s*\)$/,
];
