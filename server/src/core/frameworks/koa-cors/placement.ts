import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced, Unit } from '../framework.ts';
import { bodyAt } from '../shared/functions.ts';
import { linksGiven, linksOf, mayChain } from '../shared/javascript/chains.ts';
import { type Dialect, orderOf, type Used, usesOf } from '../shared/javascript/order.ts';
import { isRouter } from '../shared/javascript/routing.ts';

const base = { framework: 'koa-cors', title: '@koa/cors' } as const;

/** Measured with Koa 3.3 and 2.16, @koa/router 15 and koa-router 12. */
const KOA: Dialect = {
  framework: 'koa-cors',
  title: 'Koa',
  covers: (path) => (path === undefined ? () => true : undefined),
  route(evaluator, { registration: { method, path, handlers } }) {
    if (VERBS.has(method)) return path === undefined || path === null ? undefined : { path };
    if (method !== 'use' || path !== undefined) return undefined;
    return handlers.some((handler) => isRoutes(evaluator, handler) || isLast(handler))
      ? { path: '/' }
      : undefined;
  },
  // `app.on('error', …)` is no route.
  passes: (_, { registration: { method, handlers } }) =>
    method === 'on' || (method === 'use' && handlers.every(isHarmless)),
};

const VERBS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'all']);

/** `router.routes()`, `router.middleware()`, `require('./routes')` */
function isRoutes(evaluator: Evaluator, handler: Expr): boolean {
  if (handler.kind !== 'call') return false;
  if (handler.callee.kind === 'member')
    return handler.callee.property === 'routes' || handler.callee.property === 'middleware';
  return handler.callee.kind === 'name' && handler.callee.name === 'require' && isRouter(evaluator, handler);
}

/** `(ctx) => { … }`: whoever does not take `next` answers everything. */
function isLast(handler: Expr): boolean {
  return handler.kind === 'function' && handler.params.length === 1 && handler.params[0]?.rest === false;
}

/** It calls `next`, or it is known to look only. */
function isHarmless(handler: Expr): boolean {
  if (handler.kind === 'function') return handler.params.length > 1;
  const callee = handler.kind === 'call' ? handler.callee : handler;
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return /allowedMethods|body|parser|logg?er|morgan|helmet|compress|etag|conditional|session|errors?$/i.test(
    name,
  );
}

/** Where `cors(…)` stands among what else the application and its routers are given. */
export function placementsOf({ evaluator }: Unit, calls: readonly CallExpr[]): readonly Misplaced[] {
  const used = usesOf(evaluator, calls);
  return [...orderOf(evaluator, used, KOA), ...unanswered(evaluator, used)];
}

const PREFLIGHTED: readonly string[] = ['put', 'patch', 'delete', 'post'];

/** The middleware of a router runs for a request that one of its routes matches, and none matches OPTIONS. */
function unanswered(evaluator: Evaluator, used: readonly Used[]): readonly Misplaced[] {
  const told = new Set<string>();
  const known = new Map<string, Known>();
  return used.flatMap((one): readonly Misplaced[] => {
    const { router, link } = one;
    const { method, path } = link.registration;
    const name = router.name;
    if (name === undefined) return [];
    const route = PREFLIGHTED.includes(method)
      ? link
      : method === 'use' && path === undefined
        ? firstOf(linksGiven(evaluator, router, { methods: PREFLIGHTED, after: link.at }))
        : undefined;
    const asked = route?.registration.path;
    if (!route || typeof asked !== 'string' || told.has(`${name} ${asked}`)) return [];
    const key = `${name} ${bodyAt(evaluator, one.expr.span.start)}`;
    const { application, paths } = known.get(key) ?? knownOf(evaluator, used, one);
    known.set(key, { application, paths });
    if (application === undefined || paths.some((path) => answersOn(path, asked))) return [];
    told.add(`${name} ${asked}`);
    const verb = route.registration.method.toUpperCase();
    const { module } = evaluator;
    return [
      {
        kind: 'unanswered-preflight',
        ...base,
        place: placeOf(module.uri, one.expr.span),
        message: `The preflight of ${verb} ${asked} gets no CORS header: what \`${name}\` is given runs for its own routes, and none of them is for OPTIONS. ${verb === 'POST' ? 'A page of another origin that sends JSON here is refused' : 'A page of another origin can never send it'}. Give it to the application: \`${application}.use(cors(…))\`, before \`${name}.routes()\`.`,
        ...(verb === 'POST' ? { confidence: 'likely' as const } : {}),
        others: [
          {
            place: placeOf(module.uri, route.registration.call.callee.span),
            message: 'This route has no OPTIONS',
          },
        ],
      },
    ];
  });
}

function firstOf<T>(given: Iterable<T>): T | undefined {
  for (const one of given) return one;
  return undefined;
}

/** What is the same for all routes of a router. */
interface Known {
  /** The application that it is mounted on; undefined where CORS may come from elsewhere. */
  readonly application: string | undefined;
  /** Where the router answers OPTIONS itself. */
  readonly paths: readonly (string | null | undefined)[];
}

function knownOf(evaluator: Evaluator, used: readonly Used[], { router, expr }: Used): Known {
  const { module } = evaluator;
  const application = router.name === undefined ? undefined : applicationOf(evaluator, router.name, expr);
  const isCovered = used.some(({ router: other }) => other.name === application);
  if (application === undefined || isCovered) return { application: undefined, paths: [] };
  if (mayChain(module.text, 'options|all') || module.occurrences('register').length > 0)
    return { application, paths: [undefined] };
  const found = [...linksGiven(evaluator, router, { methods: ['options', 'all'] })];
  return { application, paths: found.map(({ registration }) => registration.path) };
}

function answersOn(path: string | null | undefined, asked: string): boolean {
  return typeof path !== 'string' || path === asked || /[*(]/.test(path);
}

/** The application of this file that gets `router.routes()`, and gets nothing by which CORS may come from elsewhere. */
function applicationOf(evaluator: Evaluator, router: string, near: Expr): string | undefined {
  const { module } = evaluator;
  for (const use of module.occurrences('routes')) {
    if (use.kind !== 'member' || use.object.kind !== 'name' || use.object.name !== router) continue;
    const parent = module.parent(use);
    const outer = parent.role === 'callee' ? module.parent(parent.call) : undefined;
    if (outer?.role !== 'argument') continue;
    const links = linksOf(evaluator, outer.call);
    const callee = links[0]?.registration.call.callee;
    const name = callee?.kind === 'member' && callee.object.kind === 'name' ? callee.object.name : undefined;
    if (name !== undefined && isKoa(evaluator, name, near)) return name;
  }
  return undefined;
}

function isKoa(evaluator: Evaluator, name: string, near: Expr): boolean {
  const [binding, ...others] = evaluator.module.bindings(name, near.span.start);
  if (binding?.kind !== 'assign' || others.length > 0 || binding.value.kind !== 'call') return false;
  return evaluator.symbol(binding.value.callee)?.module === 'koa';
}
