import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Misplaced, Unit } from '../framework.ts';
import { type LoneRoutes, perRoute } from '../shared/javascript/lone-routes.ts';
import { type Dialect, orderOf, usesOf } from '../shared/javascript/order.ts';
import { isRouter } from '../shared/javascript/routing.ts';

const VERBS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'all']);

/** Measured with @tinyhttp/app 1.3, 2.5 and 3.0 (test/oracle/order-tinyhttp.test.ts). */
const TINYHTTP: Dialect = {
  framework: 'tinyhttp-cors',
  title: 'tinyhttp',
  covers,
  route(evaluator, { registration: { method, path, handlers } }) {
    if (VERBS.has(method)) return typeof path === 'string' && handlers.length > 0 ? { path } : undefined;
    // `app.use('/orders', orders)`
    const isMount = method === 'use' && typeof path === 'string';
    return isMount && handlers.some((handler) => isRouter(evaluator, handler)) ? { path } : undefined;
  },
  passes: (_, { registration: { method, path, handlers } }, isOwn) =>
    method === 'use' ? handlers.every(isHarmless) : isElsewhere(method, path, isOwn),
};

/** The path of `use` is the beginning of others: `'/api'` stands for `/api` and everything below. */
function covers(pattern: string | null | undefined): ((path: string) => boolean) | undefined {
  if (pattern === undefined || /^\/?\*?$/.test(pattern ?? ':')) return () => true;
  if (pattern === null || /[:*?]/.test(pattern)) return undefined;
  const own = `/${pattern.replace(/^\/|\/$/g, '')}`;
  return (path) => path === own || path.startsWith(`${own}/`);
}

/** A route for one path, which is none of those that are asked about. */
function isElsewhere(
  method: string,
  path: string | null | undefined,
  isOwn: (path: string) => boolean,
): boolean {
  return VERBS.has(method) && typeof path === 'string' && !/[:*?]/.test(path) && !isOwn(path);
}

/** It calls `next`, or it is known to look only. */
function isHarmless(handler: Expr): boolean {
  if (handler.kind === 'function') return handler.params.length > 2;
  const callee = handler.kind === 'call' ? handler.callee : handler;
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return /^(?:json|urlencoded|text|raw|multipart|cookieParser|logger|session|helmet|compression|cors)$/.test(
    name,
  );
}

const ROUTES: LoneRoutes = {
  dialect: TINYHTTP,
  isHarmless,
  application: { name: 'App', functions: /^createServer$/, members: /^(?:listen|attach|handler)$/ },
};

/** Where `cors(…)` stands among what else the application is given. */
export function placementsOf({ evaluator }: Unit, calls: readonly CallExpr[]): readonly Misplaced[] {
  const used = usesOf(evaluator, calls);
  return [...orderOf(evaluator, used, TINYHTTP), ...perRoute(evaluator, used, ROUTES)];
}
