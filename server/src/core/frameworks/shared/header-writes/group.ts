import type { Expr } from '../../../syntax/expr.ts';
import type { Module } from '../../../syntax/module.ts';
import { rootOf } from './clients.ts';
import { calledName, type HeaderWrite } from './find.ts';

const MAX_HOPS = 8;

/** Writes with the same key go onto the same message: the same table, or the same object in the same function. */
export function groupOf(module: Module, write: HeaderWrite): string {
  return keyOf(module, write.target, 0);
}

function keyOf(module: Module, target: Expr, hops: number): string {
  // `@Header(name, value)` belongs to the method below it.
  const parent = target.kind === 'call' ? module.parent(target) : undefined;
  if (parent?.role === 'decorator') return `d${parent.decorated.start}`;
  if (target.kind !== 'record' && target.kind !== 'list') return receiverKey(module, target);
  return tableKey(module, target, hops) ?? `t${target.span.start}`;
}

/** A table that is kept under a name or handed to an object counts as that. */
function tableKey(module: Module, table: Expr, hops: number): string | undefined {
  if (hops > MAX_HOPS) return undefined;
  const parent = module.parent(table);
  switch (parent.role) {
    case 'assigned':
      return receiverKey(module, parent.assignment.target);
    // `{ ...(allowed ? { 'Access-Control-Allow-Origin': origin } : {}), … }`
    case 'value':
      return parent.entry.spread ? keyOf(module, parent.record, hops + 1) : undefined;
    case 'part':
      return parent.of.kind === 'conditional' || (parent.of.kind === 'binary' && parent.of.operator === 'and')
        ? tableKey(module, parent.of, hops + 1)
        : undefined;
    case 'argument': {
      const { call } = parent;
      const name = calledName(call) ?? '';
      if (name === 'assign') {
        const first = call.args[0]?.value;
        return first && first !== table && first.kind !== 'record' ? receiverKey(module, first) : undefined;
      }
      if (/^(?:Headers|Map|dict|CIMultiDict|freeze)$/.test(name)) return tableKey(module, call, hops + 1);
      const writes =
        /^(?:set|header|headers|writeHead|setHeaders|update|extend|append|setResponseHeaders)$/.test(name);
      return writes && call.callee.kind === 'member' ? receiverKey(module, call.callee.object) : undefined;
    }
    default:
      return undefined;
  }
}

function receiverKey(module: Module, target: Expr): string {
  const root = rootOf(target);
  const around = module.enclosing(target.span.start).find((each) => each.kind === 'function');
  const start = around?.kind === 'function' ? around.function.body.start : -1;
  if (root.kind !== 'name') return `r${root.span.start}`;
  // A name that is given a new table holds another message's headers from there on.
  const bindings = module.bindings(root.name, root.span.start);
  const binding = bindings.filter(({ span }) => span.start <= root.span.start).at(-1) ?? bindings[0];
  if (binding?.kind === 'parameter' || binding?.kind === 'assign') return `b${binding.span.start}`;
  return `n${root.name}@${start}`;
}
