import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, recordEntry } from '../../evaluate/read.ts';
import type { Value } from '../../evaluate/value.ts';
import type { CallExpr, Expr, RecordExpr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';

/** A call of the browser's own `fetch()`, or `new Request()`. */
export interface FetchCall {
  readonly call: CallExpr;
  readonly api: 'fetch()' | 'new Request()';
}

const GLOBALS: ReadonlySet<string> = new Set(['window', 'globalThis', 'self']);

/** Calls of the global functions: a function of the file or of an import that has their name is not meant. */
export function fetchCalls(module: Module): readonly FetchCall[] {
  return [...callsOf(module, 'fetch', false), ...callsOf(module, 'Request', true)].sort(
    (a, b) => a.call.span.start - b.call.span.start,
  );
}

function callsOf(module: Module, name: string, isNew: boolean): readonly FetchCall[] {
  return module.occurrences(name).flatMap((use): readonly FetchCall[] => {
    const parent = module.parent(use);
    if (parent.role !== 'callee' || parent.call.isNew !== isNew || !isGlobal(module, use)) return [];
    return [{ call: parent.call, api: isNew ? 'new Request()' : 'fetch()' }];
  });
}

function isGlobal(module: Module, use: Expr): boolean {
  if (use.kind === 'name') return module.bindings(use.name, use.span.start).length === 0;
  return use.kind === 'member' && use.object.kind === 'name' && GLOBALS.has(use.object.name);
}

/** `xhr.open(method, …)` of a `new XMLHttpRequest()`: the expression of the method. */
export function openedMethods(module: Module): readonly Expr[] {
  if (!module.text.includes('XMLHttpRequest')) return [];
  return module.occurrences('open').flatMap((use): readonly Expr[] => {
    const parent = module.parent(use);
    if (use.kind !== 'member' || use.object.kind !== 'name' || parent.role !== 'callee') return [];
    const [binding, ...others] = module.bindings(use.object.name, use.span.start);
    const made = binding?.kind === 'assign' && others.length === 0 ? binding.value : undefined;
    const isRequest =
      made?.kind === 'call' &&
      made.isNew &&
      made.callee.kind === 'name' &&
      made.callee.name === 'XMLHttpRequest';
    const [method] = parent.call.args;
    return isRequest && method && !method.spread ? [method.value] : [];
  });
}

/** What one entry of the second argument holds, in every form that it can have. */
export function initValues(evaluator: Evaluator, { call }: FetchCall, key: string): readonly Value[] {
  const init = call.args[1];
  if (!init || init.spread || call.args[0]?.spread) return [];
  const written = init.value.kind === 'record' ? writtenEntry(init.value, key) : 'open';
  if (written === 'none') return [];
  if (written !== 'open') return [evaluator.briefly(written)];
  return alternatives(evaluator.briefly(init.value)).flatMap(({ value }) => {
    const entry = value.kind === 'record' ? recordEntry(value, key) : undefined;
    return entry ? [entry.value] : [];
  });
}

/**
 * An entry by itself, where nothing behind it can have its key: the body and the headers beside it can rest on half of the program,
 * and nobody asks for them.
 */
function writtenEntry(record: RecordExpr, key: string): Expr | 'none' | 'open' {
  for (const entry of [...record.entries].reverse()) {
    if (entry.key === key) return entry.value;
    if (entry.key === undefined) return 'open';
  }
  return 'none';
}

/** The texts that a value can be. */
export function textsIn(value: Value): readonly Extract<Value, { kind: 'text' }>[] {
  return alternatives(value).flatMap(({ value: one }) => (one.kind === 'text' ? [one] : []));
}

/** Whether an address leads to the page's own origin, where `mode` changes nothing. */
export function isOwnAddress(evaluator: Evaluator, call: CallExpr): boolean | 'unknown' {
  const address = call.args[0]?.value;
  if (!address) return 'unknown';
  const value = evaluator.briefly(address);
  const start = value.kind === 'text' ? value.value : startOf(address);
  if (start === undefined || start === '') return 'unknown';
  if (/^(?:https?:)?\/\//i.test(start)) return false;
  return value.kind === 'text' || /^[./?]/.test(start) ? true : 'unknown';
}

/** The text that an expression begins with. */
function startOf(expr: Expr): string | undefined {
  if (expr.kind === 'text') return expr.value;
  if (expr.kind === 'template') {
    const [first] = expr.parts;
    return typeof first === 'string' ? first : undefined;
  }
  return expr.kind === 'binary' && expr.operator === '+' ? startOf(expr.left) : undefined;
}
