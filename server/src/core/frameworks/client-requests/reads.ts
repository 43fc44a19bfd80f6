import type { Expr, FunctionExpr, MemberExpr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';

/** What reads the body of a response, and the flag that an opaque response never has. */
const READERS: ReadonlySet<string> = new Set([
  'json',
  'text',
  'blob',
  'arrayBuffer',
  'formData',
  'bytes',
  'ok',
]);
const MAX_DEPTH = 6;
const MAX_USES = 40;

/** The first place where what a call of `fetch()` gives is read; undefined where nothing shows that it is. */
export function readOf(module: Module, call: Expr): MemberExpr | undefined {
  const uses = usesOf(module, call, 0);
  // Who asks for the type or compares the status knows what comes back.
  if (uses.some(({ property }) => property === 'type')) return undefined;
  return uses.find((use) => isRead(module, use));
}

function isRead(module: Module, use: MemberExpr): boolean {
  if (!READERS.has(use.property)) return false;
  return use.property === 'ok' || module.parent(use).role === 'callee';
}

/** Members of the response that an expression is worth, or will be. */
function usesOf(module: Module, expr: Expr, depth: number): readonly MemberExpr[] {
  if (depth > MAX_DEPTH) return [];
  const parent = module.parent(expr);
  if (parent.role === 'object') {
    const { member } = parent;
    const after = module.parent(member);
    if (!['then', 'catch', 'finally'].includes(member.property) || after.role !== 'callee') return [member];
    const [handler] = member.property === 'then' ? after.call.args : [];
    const own = handler && handler.value.kind === 'function' ? usesIn(module, handler.value, depth + 1) : [];
    const passesOn = member.property !== 'then' || isHandedOn(module, handler?.value);
    return passesOn ? [...own, ...usesOf(module, after.call, depth + 1)] : own;
  }
  if (parent.role === 'assigned' && parent.assignment.target.kind === 'name') {
    const { name, span } = parent.assignment.target;
    return ofName(module, name, span.start, depth + 1);
  }
  return [];
}

/** `response => response`, `response => { …; return response }` */
function isHandedOn(module: Module, handler: Expr | undefined): boolean {
  if (handler?.kind !== 'function') return false;
  const [param] = handler.params;
  if (!param || param.rest) return false;
  const isParam = (expr: Expr | undefined) => expr?.kind === 'name' && expr.name === param.name;
  return isParam(handler.result) || module.returns(handler).some(({ value }) => isParam(value));
}

function usesIn(module: Module, fn: FunctionExpr, depth: number): readonly MemberExpr[] {
  const [param] = fn.params;
  if (!param || param.rest || param.name === '') return [];
  return module
    .occurrences(param.name)
    .filter(({ span }) => span.start >= fn.span.start && span.end <= fn.span.end)
    .slice(0, MAX_USES)
    .flatMap((use) => {
      if (use.kind !== 'name') return [];
      const [binding] = module.bindings(param.name, use.span.start);
      const isOwn = binding?.kind === 'parameter' && binding.function.span.start === fn.span.start;
      return isOwn ? usesOf(module, use, depth + 1) : [];
    });
}

/** A variable that holds this response and nothing else. */
function ofName(module: Module, name: string, at: number, depth: number): readonly MemberExpr[] {
  const bindings = module.bindings(name, at);
  if (bindings.length !== 1) return [];
  return module
    .occurrences(name)
    .filter((use) => use.kind === 'name' && use.span.start !== at)
    .slice(0, MAX_USES)
    .flatMap((use) => {
      const [own, ...others] = module.bindings(name, use.span.start);
      const isSame = others.length === 0 && own?.span.start === bindings[0]?.span.start;
      return isSame ? usesOf(module, use, depth + 1) : [];
    });
}
