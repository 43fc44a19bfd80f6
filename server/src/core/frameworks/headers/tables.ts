import type { Expr, RecordExpr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { rootOf } from '../shared/header-writes/clients.ts';
import type { HeaderWrite } from '../shared/header-writes/find.ts';

/**
 * The tables of headers that go onto the message of these writes: those that hold one of them, and those that their
 * object was made from (`new Headers({ … })`, `new Response(body, { headers: { … } })`).
 */
export function tablesOf(module: Module, writes: readonly HeaderWrite[]): readonly RecordExpr[] {
  const tables = new Set<RecordExpr>();
  for (const { target } of writes) {
    if (target.kind === 'record') tables.add(target);
    const root = rootOf(target);
    if (root.kind !== 'name') continue;
    for (const binding of module.bindings(root.name, root.span.start).slice(0, 4)) {
      if (binding.kind === 'assign' && binding.path.length === 0)
        for (const table of madeFrom(binding.value)) tables.add(table);
    }
  }
  return [...tables];
}

function madeFrom(value: Expr): readonly RecordExpr[] {
  if (value.kind === 'record') return [value];
  if (value.kind !== 'call') return [];
  const isHeaders =
    value.callee.kind === 'name' && /^(?:Headers|dict|CIMultiDict|MutableHeaders)$/.test(value.callee.name);
  return value.args.flatMap(({ name, value: given }) => {
    if (given.kind !== 'record') return [];
    if (isHeaders || name === 'headers') return [given];
    return given.entries.flatMap((entry) =>
      entry.key === 'headers' && entry.value.kind === 'record' ? [entry.value] : [],
    );
  });
}
