import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr, RecordEntry, RecordExpr } from '../../syntax/expr.ts';
import type { Assignment } from '../../syntax/module.ts';
import { callOf, methodCalls, references, refersTo, resolved } from '../shared/python/calls.ts';

/** One origin of a configuration, `origin: options`, as it is written. */
export interface Pair {
  readonly entry: RecordEntry;
  readonly record: RecordExpr;
  /** What is set up with it, where that can be seen: the call that the mapping is passed to. */
  readonly call?: CallExpr;
  readonly scope?: string;
}

const MODULES = ['aiohttp_cors', 'aiohttp_cors.resource_options', 'aiohttp_cors.mixin'];
export const OPTIONS = new Set(MODULES.map((module) => `${module}.ResourceOptions`));
const CUSTOM = new Set(MODULES.map((module) => `${module}.custom_cors`));
const VIEW = new Set(MODULES.map((module) => `${module}.CorsViewMixin`));
export const SETUP = new Set([
  'aiohttp_cors.setup',
  'aiohttp_cors.CorsConfig',
  'aiohttp_cors.cors_config.CorsConfig',
]);

/** Every pair of the file whose options are `ResourceOptions(…)`, and those of a dict where a mapping is expected. */
export function pairsOf(evaluator: Evaluator): readonly Pair[] {
  const pairs = new Map<RecordEntry, Pair>();
  for (const pair of [
    ...ofOptions(evaluator),
    ...expected(evaluator).flatMap(({ expr, call, scope }) => ofMapping(evaluator, expr, call, scope)),
  ]) {
    const known = pairs.get(pair.entry);
    if (!known?.call) pairs.set(pair.entry, pair);
  }
  return [...pairs.values()].sort((a, b) => a.entry.span.start - b.entry.span.start);
}

function ofOptions(evaluator: Evaluator): readonly Pair[] {
  return references(evaluator, OPTIONS).flatMap((callee) => {
    const call = callOf(evaluator, callee);
    return call ? usesOf(evaluator, call).flatMap((use) => pairAt(evaluator, use)) : [];
  });
}

/** The expression itself, and the names that hold it. */
function usesOf(evaluator: Evaluator, expr: Expr): readonly Expr[] {
  const { module } = evaluator;
  const parent = module.parent(expr);
  if (parent.role !== 'assigned' || parent.assignment.target.kind !== 'name') return [expr];
  return module
    .occurrences(parent.assignment.target.name)
    .filter((use) => use.kind === 'name' && isBoundBy(evaluator, use, parent.assignment));
}

function isBoundBy({ module }: Evaluator, use: Expr, assignment: Assignment): boolean {
  if (use.kind !== 'name') return false;
  return module
    .bindings(use.name, use.span.start)
    .some((binding) => binding.kind === 'assign' && binding.value === assignment.value);
}

function pairAt({ module }: Evaluator, use: Expr): readonly Pair[] {
  const parent = module.parent(use);
  return parent.role === 'value' ? [{ entry: parent.entry, record: parent.record }] : [];
}

interface Expected {
  readonly expr: Expr;
  readonly call?: CallExpr;
  readonly scope?: string;
}

/** Places where a mapping of origins to options is expected. */
function expected(evaluator: Evaluator): readonly Expected[] {
  const { module } = evaluator;
  const setups = references(evaluator, SETUP).flatMap((callee) => {
    const call = callOf(evaluator, callee);
    const expr = call?.args.find(({ name }) => name === 'defaults')?.value;
    return call && expr ? [{ expr, call }] : [];
  });
  const added = methodCalls(evaluator, 'add').flatMap((call) => {
    const expr = (call.args.find(({ name }) => name === 'config') ?? call.args[1])?.value;
    return expr ? [{ expr, call }] : [];
  });
  const custom = references(evaluator, CUSTOM).flatMap((callee) => {
    const call = callOf(evaluator, callee);
    const expr = call?.args[0]?.value;
    const parent = call && module.parent(call);
    const scope = parent?.role === 'decorator' ? { scope: parent.name } : {};
    return call && expr ? [{ expr, call, ...scope }] : [];
  });
  const views = module.assignments(/^cors_config$/).flatMap(({ inClass, value, span }) => {
    const own = module.enclosing(span.start).find(({ kind }) => kind === 'class');
    const isView = own?.kind === 'class' && own.bases.some((base) => refersTo(evaluator, base, VIEW));
    return inClass !== undefined && isView ? [{ expr: value, scope: inClass }] : [];
  });
  return [...setups, ...added, ...custom, ...views];
}

function ofMapping(
  evaluator: Evaluator,
  expr: Expr,
  call: CallExpr | undefined,
  scope: string | undefined,
): readonly Pair[] {
  const record = resolved(evaluator, expr);
  if (record?.kind !== 'record') return [];
  return record.entries.flatMap((entry) => {
    if (entry.spread || !isOptions(evaluator, entry.value)) return [];
    return [{ entry, record, ...(call ? { call } : {}), ...(scope === undefined ? {} : { scope }) }];
  });
}

function isOptions(evaluator: Evaluator, expr: Expr): boolean {
  const value = resolved(evaluator, expr);
  if (value?.kind === 'call') return refersTo(evaluator, value.callee, OPTIONS);
  return value?.kind === 'record';
}
