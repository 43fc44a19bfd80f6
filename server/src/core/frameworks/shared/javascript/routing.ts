import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../../syntax/expr.ts';
import { type Place, placeOf, type Span } from '../../../text/span.ts';
import { bodyAt } from '../functions.ts';

/** What a file registers on a router, in the order in which requests meet it: Express, Koa, Hono and their relatives. */

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'any'] as const;
const MOUNTS = ['use', 'route', 'pre'] as const;
const METHODS: ReadonlySet<string> = new Set([...MOUNTS, ...VERBS]);

export interface Registration {
  readonly call: CallExpr;
  /** `use`, `get`, … */
  readonly method: string;
  /** Undefined where it holds for every path; `null` for a path that is no literal. */
  readonly path: string | null | undefined;
  readonly handlers: readonly Expr[];
}

/** Which registrations of a router are asked for. */
export interface Wanted {
  /** `use`, `get`, …; every method that registers, where it is left out. */
  readonly methods?: readonly string[];
  /** Only what stands in the same function as this offset. */
  readonly beside?: number;
  /** Only calls that end before this offset. */
  readonly before?: number;
  /** Only calls that begin after this offset. */
  readonly after?: number;
}

/**
 * What the object behind this name is given, in source order. A file has hundreds of routes and a question mostly ends at the
 * first few, so they are looked for in the text, and the tree is asked for one after the other.
 */
export function* registrations(
  evaluator: Evaluator,
  router: string,
  { methods = [...METHODS], beside, before, after }: Wanted = {},
): Generator<Registration, void, undefined> {
  const { module } = evaluator;
  const body = beside === undefined ? undefined : bodyAt(evaluator, beside);
  for (const at of callsOf(module.text, router, methods)) {
    if (before !== undefined && at >= before) return;
    if (after !== undefined && at <= after) continue;
    const registration = registrationAt(evaluator, router, at);
    if (!registration || (before !== undefined && registration.call.span.end > before)) continue;
    if (body !== undefined && bodyAt(evaluator, registration.call.span.start) !== body) continue;
    yield registration;
  }
}

/** Offsets at which the text looks like `router.method(`; in comments and strings too. */
function* callsOf(
  text: string,
  router: string,
  methods: readonly string[],
): Generator<number, void, undefined> {
  const rest = new RegExp(`\\s{0,80}\\??\\.\\s{0,80}(?:${methods.join('|')})\\s{0,80}(?:\\?\\.)?[(<]`, 'y');
  for (let at = text.indexOf(router); at >= 0; at = text.indexOf(router, at + router.length)) {
    rest.lastIndex = at + router.length;
    if (rest.test(text)) yield at;
  }
}

function registrationAt(evaluator: Evaluator, router: string, at: number): Registration | undefined {
  const { module } = evaluator;
  const use = module.occurrenceAt(at);
  if (use?.kind !== 'name' || use.name !== router || use.span.start !== at) return undefined;
  const parent = module.parent(use);
  if (parent.role !== 'object' || !METHODS.has(parent.member.property)) return undefined;
  const outer = module.parent(parent.member);
  return outer.role === 'callee'
    ? readRegistration(evaluator, outer.call, parent.member.property)
    : undefined;
}

export function readRegistration(evaluator: Evaluator, call: CallExpr, method: string): Registration {
  const [first, ...rest] = call.args;
  const isPath =
    first !== undefined &&
    (rest.length > 0 || !MOUNTS.some((mount) => mount === method)) &&
    isPathLike(first.value);
  return {
    call,
    method,
    // Evaluated for the few whose path is asked for.
    get path() {
      return isPath && first ? pathOf(evaluator, first.value) : undefined;
    },
    handlers: (isPath ? rest : call.args).map(({ value }) => value),
  };
}

function isPathLike(expr: Expr): boolean {
  return expr.kind === 'text' || expr.kind === 'template' || expr.kind === 'regex' || expr.kind === 'binary';
}

function pathOf(evaluator: Evaluator, expr: Expr): string | null {
  const value = evaluator.evaluate(expr);
  return value.kind === 'text' ? value.value : null;
}

/** The router's name where an expression is given to `router.use(…)` or a route, by itself or in a list. */
export function registeredAt(
  evaluator: Evaluator,
  expr: Expr,
): { readonly router: string; readonly registration: Registration } | undefined {
  const { module } = evaluator;
  let parent = module.parent(expr);
  if (parent.role === 'item') parent = module.parent(parent.list);
  if (parent.role !== 'argument') return undefined;
  const { callee } = parent.call;
  if (callee.kind !== 'member' || callee.object.kind !== 'name') return undefined;
  if (![...MOUNTS, ...VERBS].some((method) => method === callee.property)) return undefined;
  return {
    router: callee.object.name,
    registration: readRegistration(evaluator, parent.call, callee.property),
  };
}

/** A route with its own handler, or a router that is mounted: something that answers. */
export function answers(evaluator: Evaluator, { method, path, handlers }: Registration): boolean {
  if (method !== 'use' && method !== 'route' && method !== 'pre') return handlers.length > 0;
  // `app.use('/api', router)`; a function of its own, or a package's middleware, may only look.
  return path !== undefined && handlers.some((handler) => isRouter(evaluator, handler));
}

/** A name or a call that says what it is, or was made as one: `routes`, `userRouter`, `router.routes()`, `require('./routes/users')`. */
export function isRouter(evaluator: Evaluator, expr: Expr): boolean {
  if (expr.kind === 'name' || expr.kind === 'member') {
    const name = expr.kind === 'name' ? expr.name : expr.property;
    return /rout(?:er|es?|ing)s?$|controllers?$|^api$/i.test(name) || isMadeAsRouter(evaluator, expr);
  }
  if (expr.kind !== 'call') return false;
  const { callee, args } = expr;
  if (callee.kind === 'name' && callee.name === 'require') {
    const target = args[0]?.value;
    return target?.kind === 'text' && /^\.{1,2}\/.*rout/i.test(target.value);
  }
  return isRouter(evaluator, callee);
}

/** `const orders = express.Router()` */
function isMadeAsRouter({ module }: Evaluator, expr: Expr): boolean {
  if (expr.kind !== 'name') return false;
  const [binding, ...others] = module.bindings(expr.name, expr.span.start);
  if (binding?.kind !== 'assign' || binding.value.kind !== 'call' || others.length > 0) return false;
  const { callee } = binding.value;
  return (
    (callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '') === 'Router'
  );
}

const DENIALS: ReadonlySet<number> = new Set([401, 403]);

/**
 * Where a function of this file answers 401 or 403 by itself, unless it treats OPTIONS apart: a preflight carries neither
 * cookies nor an `Authorization` header, so it would be refused.
 */
export function denialIn(evaluator: Evaluator, handler: Expr): Place | undefined {
  const { module } = evaluator;
  const body = bodyOf(evaluator, handler);
  if (!body || /\bOPTIONS\b/i.test(module.text.slice(body.start, body.end))) return undefined;
  for (const name of ['status', 'sendStatus', 'writeHead', 'throw']) {
    for (const use of module.occurrences(name)) {
      if (use.span.start < body.start || use.span.end > body.end) continue;
      const parent = module.parent(use);
      const status = parent.role === 'callee' ? parent.call.args[0]?.value : undefined;
      const assigned = parent.role === 'target' ? parent.assignment.value : undefined;
      const code = status ?? assigned;
      if (code?.kind === 'number' && DENIALS.has(code.value)) return placeOf(module.uri, use.span);
    }
  }
  return undefined;
}

function bodyOf({ module }: Evaluator, handler: Expr): Span | undefined {
  if (handler.kind === 'function') return handler.body;
  if (handler.kind !== 'name') return undefined;
  const [binding, ...others] = module.bindings(handler.name, handler.span.start);
  if (!binding || others.length > 0) return undefined;
  if (binding.kind === 'function') return binding.function.body;
  if (binding.kind === 'assign' && binding.value.kind === 'function' && binding.path.length === 0)
    return binding.value.body;
  return undefined;
}
