import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced, Unit } from '../framework.ts';
import { linksGiven, type Router, startOf } from '../shared/javascript/chains.ts';
import { type LoneRoutes, perRoute } from '../shared/javascript/lone-routes.ts';
import { type Dialect, orderOf, type Used, usesOf } from '../shared/javascript/order.ts';

const base = { framework: 'hono-cors', title: 'Hono' } as const;

const VERBS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'all', 'route']);

/** Measured with Hono 4.13. */
const HONO: Dialect = {
  framework: 'hono-cors',
  title: 'Hono',
  covers,
  route: (_, { registration: { method, path, handlers } }) =>
    VERBS.has(method) && typeof path === 'string' && handlers.length > 0 ? { path } : undefined,
  passes: (_, { registration: { method, path, handlers } }, isOwn) =>
    method === 'use' ? handlers.every(isHarmless) : isElsewhere(method, path, isOwn),
};

/** `'*'`, `'/*'`, `'/api/*'`: no path and a star stand for everything below, a path without a star for itself. */
function covers(pattern: string | null | undefined): ((path: string) => boolean) | undefined {
  if (pattern === undefined || pattern === '*' || pattern === '/*') return () => true;
  if (pattern === null || /[:{]/.test(pattern)) return undefined;
  const own = pattern.startsWith('/') ? pattern : `/${pattern}`;
  if (!own.includes('*')) return (path) => path === own;
  if (!/^[^*]*\/\*$/.test(own)) return undefined;
  const prefix = own.slice(0, -1);
  return (path) => path.startsWith(prefix) || path === prefix.slice(0, -1);
}

/** A route for one path, which is none of those that are asked about. */
function isElsewhere(
  method: string,
  path: string | null | undefined,
  isOwn: (path: string) => boolean,
): boolean {
  return (
    VERBS.has(method) && method !== 'route' && typeof path === 'string' && !/[:*{]/.test(path) && !isOwn(path)
  );
}

/** It calls `next`. */
function isHarmless(handler: Expr): boolean {
  if (handler.kind === 'function') return handler.params.length > 1;
  const callee = handler.kind === 'call' ? handler.callee : handler;
  return (
    callee.kind === 'name' &&
    /^(?:logger|secureHeaders|prettyJSON|compress|etag|timing|requestId|csrf|poweredBy|cors)$/.test(
      callee.name,
    )
  );
}

const ROUTES: LoneRoutes = {
  dialect: HONO,
  isHarmless,
  naming: 'on',
  mount: 'route',
  application: { name: 'Hono', functions: /^(?:serve|handle)$/, members: /^fetch$/ },
};

/** Where `cors(…)` stands among what else the application is given. */
export function placementsOf({ evaluator }: Unit, calls: readonly CallExpr[]): readonly Misplaced[] {
  const used = usesOf(evaluator, calls);
  return [
    ...orderOf(evaluator, used, HONO),
    ...used.flatMap((one) => narrow(evaluator, one, used)),
    ...used.flatMap((one) => doubled(evaluator, one)),
    ...perRoute(evaluator, used, ROUTES),
  ];
}

/** `app.use('/api', cors())`: in Hono that is this one path. */
function narrow(evaluator: Evaluator, one: Used, used: readonly Used[]): readonly Misplaced[] {
  const { method, path, call } = one.link.registration;
  if (method !== 'use' || typeof path !== 'string' || !/^\/(?:[\w-]+(?:\/[\w-]+)*)?\/?$/.test(path))
    return [];
  const below = path.endsWith('/') ? path : `${path}/`;
  const paths = [...linksGiven(evaluator, one.router, {})].flatMap(({ registration, at }) =>
    at !== one.link.at && VERBS.has(registration.method) && typeof registration.path === 'string'
      ? [{ path: registration.path, registration }]
      : [],
  );
  const missed = paths.find(
    (other) => other.path.startsWith(below) && other.path !== path && other.registration.method !== 'route',
  );
  const isMet = paths.some((other) => other.path === path);
  if (!missed || isMet || used.some((other) => other !== one && isOn(other, one, missed.path))) return [];
  const { module } = evaluator;
  const [first] = call.args;
  if (!first) return [];
  const quote = module.text[first.value.span.start] ?? "'";
  const place = placeOf(module.uri, first.value.span);
  return [
    {
      kind: 'inactive-cors-setup',
      ...base,
      place,
      message: `No route of this file has CORS by this: in Hono \`'${path}'\` is that one path, and what stands below it, such as \`${missed.path}\`, gets no header. Write \`'${below}*'\`.`,
      confidence: 'likely',
      others: [
        {
          place: placeOf(module.uri, missed.registration.call.callee.span),
          message: 'This route is left out',
        },
      ],
      repair: { kind: 'replace', title: `Write '${below}*'`, place, text: `${quote}${below}*${quote}` },
    },
  ];
}

/** Another set-up of the same application that covers a path. */
function isOn(other: Used, one: Used, path: string): boolean {
  return other.router.name === one.router.name && covers(other.link.registration.path)?.(path) !== false;
}

/** `new Hono().basePath('/api')` and `use('/api/*', …)`, which is `/api/api/*`. */
function doubled(evaluator: Evaluator, { link, router }: Used): readonly Misplaced[] {
  const { path, call, method } = link.registration;
  const basePath = basePathOf(evaluator, router, link.at);
  const [first] = call.args;
  if (method !== 'use' || !first || typeof path !== 'string' || basePath === undefined) return [];
  if (basePath === '/' || !(path === basePath || path.startsWith(`${basePath}/`))) return [];
  const { module } = evaluator;
  const rest = path.slice(basePath.length) || '/';
  const meant = rest === '/' ? '/*' : rest;
  const quote = module.text[first.value.span.start] ?? "'";
  const place = placeOf(module.uri, first.value.span);
  const isMet = [...linksGiven(evaluator, router, {})].some(
    (other) =>
      VERBS.has(other.registration.method) && String(other.registration.path).startsWith(`${basePath}/`),
  );
  if (isMet) return [];
  return [
    {
      kind: 'inactive-cors-setup',
      ...base,
      place,
      message: `This stands for \`${basePath}${path}\`: the application has the base path \`${basePath}\` already, so none of its routes has CORS. Write \`'${meant}'\`.`,
      repair: { kind: 'replace', title: `Write '${meant}'`, place, text: `${quote}${meant}${quote}` },
    },
  ];
}

function basePathOf(evaluator: Evaluator, router: Router, at: number): string | undefined {
  if (!evaluator.module.text.includes('basePath')) return undefined;
  const found = startOf(evaluator, router).find(({ registration }) => registration.method === 'basePath');
  const value = found && found.at < at ? found.registration.path : undefined;
  return typeof value === 'string' && value.startsWith('/') ? value.replace(/\/$/, '') || '/' : undefined;
}
