import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../../syntax/expr.ts';
import { bodyAt, type Registration, readRegistration, registrationsOf } from './routing.ts';

/** A registration with its place among others: the links of a chain all begin where the chain does. */
export interface Link {
  readonly registration: Registration;
  /** Where the method's name stands. */
  readonly at: number;
}

/** One object that registrations go to. */
export interface Router {
  /** Absent for one that is never given a name. */
  readonly name?: string;
  /** Everything it is given in the same function, in the order in which requests meet it. */
  readonly links: readonly Link[];
  /** The call or the name that the chain begins with. */
  readonly root: Expr;
}

const LONGEST = 400;

/** What an expression is given to, by itself or in a list: `app.use(expr)`, `new App().use(a).use(expr)`. */
export function givenTo(
  evaluator: Evaluator,
  expr: Expr,
): { readonly link: Link; readonly router: Router } | undefined {
  const { module } = evaluator;
  let parent = module.parent(expr);
  if (parent.role === 'item') parent = module.parent(parent.list);
  if (parent.role !== 'argument' || parent.call.callee.kind !== 'member') return undefined;
  const root = rootOf(parent.call);
  const own = linksOf(evaluator, parent.call);
  const name = root.kind === 'name' ? root.name : heldBy(evaluator, own.at(-1)?.registration.call);
  const links = new Map(own.map((link) => [link.at, link]));
  if (name !== undefined) for (const link of named(evaluator, name, parent.call)) links.set(link.at, link);
  const at = parent.call.callee.propertySpan.start;
  const link = links.get(at);
  if (!link) return undefined;
  const sorted = [...links.values()].sort((a, b) => a.at - b.at);
  return { link, router: { ...(name === undefined ? {} : { name }), links: sorted, root } };
}

/** `const app = new App().use(a)` */
function heldBy({ module }: Evaluator, chain: CallExpr | undefined): string | undefined {
  const parent = chain && module.parent(chain);
  const target = parent?.role === 'assigned' ? parent.assignment.target : undefined;
  return target?.kind === 'name' ? target.name : undefined;
}

function named(evaluator: Evaluator, name: string, near: CallExpr): readonly Link[] {
  const { module } = evaluator;
  const started = module
    .bindings(name, near.span.start)
    .flatMap((binding) =>
      binding.kind === 'assign' &&
      binding.value.kind === 'call' &&
      bodyAt(evaluator, binding.span.start) === bodyAt(evaluator, near.span.start)
        ? linksOf(evaluator, binding.value)
        : [],
    );
  const given = registrationsOf(evaluator, name, near.span).flatMap((registration): readonly Link[] =>
    goesOn(evaluator, registration.call) ? linksOf(evaluator, registration.call) : [linkOf(registration)],
  );
  return [...started, ...given];
}

function linkOf(registration: Registration): Link {
  const { callee, span } = registration.call;
  return { registration, at: callee.kind === 'member' ? callee.propertySpan.start : span.start };
}

/** `app.use(a)` of `app.use(a).use(b)` */
function goesOn({ module }: Evaluator, { span }: CallExpr): boolean {
  return /^\s*\??\./.test(module.text.slice(span.end, span.end + 80));
}

/** Every link of the chain that a call is part of, whatever its method. */
export function linksOf(evaluator: Evaluator, call: CallExpr): readonly Link[] {
  const { module } = evaluator;
  const calls: CallExpr[] = [];
  let below: Expr = call;
  while (below.kind === 'call' && below.callee.kind === 'member' && calls.length < LONGEST) {
    calls.unshift(below);
    below = below.callee.object;
  }
  let above = call;
  while (goesOn(evaluator, above) && calls.length < LONGEST) {
    const parent = module.parent(above);
    const outer = parent.role === 'object' ? module.parent(parent.member) : undefined;
    if (outer?.role !== 'callee') break;
    above = outer.call;
    calls.push(above);
  }
  return calls.flatMap((one) =>
    one.callee.kind === 'member' ? [linkOf(readRegistration(evaluator, one, one.callee.property))] : [],
  );
}

/** What a chain begins with. */
function rootOf(call: CallExpr): Expr {
  let at: Expr = call;
  for (let depth = 0; depth < LONGEST && at.kind === 'call' && at.callee.kind === 'member'; depth += 1)
    at = at.callee.object;
  return at;
}
