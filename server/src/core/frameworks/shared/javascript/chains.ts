import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../../syntax/expr.ts';
import { bodyAt } from '../functions.ts';
import { type Registration, readRegistration, registrations } from './routing.ts';

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
  /** What the chain of calls begins with. */
  readonly root: Expr;
  /** The chain that was asked about, from its beginning. */
  readonly chain: readonly Link[];
  /** Where that stands. */
  readonly near: number;
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
  const { call } = parent;
  const chain = linksOf(evaluator, call);
  const link = chain.find(({ registration }) => registration.call === call);
  if (!link) return undefined;
  const root = rootOf(call);
  const name = root.kind === 'name' ? root.name : heldBy(evaluator, chain.at(-1)?.registration.call);
  return { link, router: { ...(name === undefined ? {} : { name }), root, chain, near: call.span.start } };
}

/** `const app = new App().use(a)` */
function heldBy({ module }: Evaluator, chain: CallExpr | undefined): string | undefined {
  const parent = chain && module.parent(chain);
  const target = parent?.role === 'assigned' ? parent.assignment.target : undefined;
  return target?.kind === 'name' ? target.name : undefined;
}

/** Which links are asked for: by their method, and by where they stand. */
export interface Sought {
  readonly methods?: readonly string[];
  readonly before?: number;
  readonly after?: number;
}

/**
 * What a router is given in the same function, in the order in which requests meet it: the chain that makes it, what its name
 * is given further down, and the chains that begin there. One after the other, as `registrations` finds them.
 */
export function* linksGiven(
  evaluator: Evaluator,
  router: Router,
  { methods, before = Number.POSITIVE_INFINITY, after = -1 }: Sought,
): Generator<Link, void, undefined> {
  const { name, chain, near } = router;
  const seen = new Set<number>();
  const isSought = ({ at, registration }: Link) =>
    at < before &&
    at > after &&
    !seen.has(at) &&
    seen.add(at) &&
    (methods?.includes(registration.method) ?? true);
  if (name === undefined) {
    yield* chain.filter(isSought);
    return;
  }
  yield* startOf(evaluator, router).filter(isSought);
  yield* chain.filter((link) => link.at > after && after >= 0).filter(isSought);
  const within = {
    beside: near,
    ...(before === Number.POSITIVE_INFINITY ? {} : { before }),
    ...(after < 0 ? {} : { after }),
    ...(methods ? { methods } : {}),
  };
  for (const registration of registrations(evaluator, name, within)) {
    const links = goesOn(evaluator, registration.call)
      ? linksOf(evaluator, registration.call)
      : [linkOf(registration)];
    yield* links.filter(isSought);
  }
  yield* chain.filter(isSought);
}

/** The chain in which a name gets its value. */
export function startOf(evaluator: Evaluator, { name, chain, near }: Router): readonly Link[] {
  if (name === undefined) return chain;
  const { module } = evaluator;
  return module
    .bindings(name, near)
    .flatMap((binding) =>
      binding.kind === 'assign' &&
      binding.value.kind === 'call' &&
      bodyAt(evaluator, binding.span.start) === bodyAt(evaluator, near)
        ? linksOf(evaluator, binding.value)
        : [],
    );
}

function linkOf(registration: Registration): Link {
  const { callee, span } = registration.call;
  return { registration, at: callee.kind === 'member' ? callee.propertySpan.start : span.start };
}

/** `app.use(a)` of `app.use(a).use(b)` */
function goesOn({ module }: Evaluator, { span }: CallExpr): boolean {
  return /^\s*\??\./.test(module.text.slice(span.end, span.end + 80));
}

/** The text has a call of one of these methods on what another call returned. */
export function mayChain(text: string, methods: string): boolean {
  return new RegExp(`\\)\\s{0,80}\\??\\.\\s{0,80}(?:${methods})\\s{0,80}\\(`).test(text);
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
export function rootOf(expr: Expr): Expr {
  let at = expr;
  for (let depth = 0; depth < LONGEST && at.kind === 'call' && at.callee.kind === 'member'; depth += 1)
    at = at.callee.object;
  return at;
}
