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

const MAX_AROUND = 8;

/**
 * `Vary` as a name without quotes, in a table that the table of these writes is spread into:
 * `{ ...(allowed && { 'Access-Control-Allow-Origin': origin }), Vary: 'Origin' }`.
 */
export function varyAround(module: Module, writes: readonly HeaderWrite[]): readonly HeaderWrite[] {
  const found = new Map<number, HeaderWrite>();
  for (const { target } of writes) {
    if (target.kind !== 'record') continue;
    for (const table of tablesAround(module, target)) {
      const entry = table.entries.find(({ key }) => key !== undefined && /^vary$/i.test(key));
      if (!entry || writes.some(({ span }) => span.start === entry.span.start)) continue;
      const { value, span, keyExpr: key = value } = entry;
      const write = {
        name: 'Vary',
        key,
        value,
        span,
        form: 'entry',
        adds: false,
        target: table,
        method: '{}',
      } as const;
      found.set(span.start, write);
    }
  }
  return [...found.values()];
}

function tablesAround(module: Module, inner: RecordExpr): readonly RecordExpr[] {
  const tables: RecordExpr[] = [];
  let at: Expr = inner;
  for (let hops = 0; hops < MAX_AROUND; hops += 1) {
    const parent = module.parent(at);
    if (parent.role === 'value' && parent.entry.spread) {
      tables.push(parent.record);
      at = parent.record;
    } else if (
      parent.role === 'part' &&
      (parent.of.kind === 'conditional' || (parent.of.kind === 'binary' && parent.of.operator === 'and'))
    )
      at = parent.of;
    else break;
  }
  return tables;
}
