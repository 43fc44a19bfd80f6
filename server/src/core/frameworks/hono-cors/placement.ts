import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced, Unit } from '../framework.ts';
import { linksGiven, mayChain, type Router, rootOf, startOf } from '../shared/javascript/chains.ts';
import { type Dialect, orderOf, type Used, usesOf } from '../shared/javascript/order.ts';
import { registeredAt } from '../shared/javascript/routing.ts';

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

/** Where `cors(…)` stands among what else the application is given. */
export function placementsOf({ evaluator }: Unit, calls: readonly CallExpr[]): readonly Misplaced[] {
  const used = usesOf(evaluator, calls);
  return [
    ...orderOf(evaluator, used, HONO),
    ...used.flatMap((one) => narrow(evaluator, one, used)),
    ...used.flatMap((one) => doubled(evaluator, one)),
    ...perRoute(evaluator, used),
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

const PREFLIGHTED: ReadonlySet<string> = new Set(['put', 'patch', 'delete', 'post']);

/** `app.put('/x', cors(), …)` without OPTIONS: Hono answers that with 404. */
function perRoute(evaluator: Evaluator, used: readonly Used[]): readonly Misplaced[] {
  const { module } = evaluator;
  const told = new Set<string>();
  if (mayChain(module.text, 'options|all|on')) return [];
  const known = new Map<string, Known>();
  const answering = used.filter(({ link }) => !PREFLIGHTED.has(link.registration.method));
  return used.flatMap((one): readonly Misplaced[] => {
    const { router, link, expr } = one;
    const { method, path } = link.registration;
    const { name } = router;
    if (!PREFLIGHTED.has(method) || typeof path !== 'string' || name === undefined) return [];
    const key = `${name} ${path}`;
    if (told.has(key) || answering.some((other) => isAnswering(other, path))) return [];
    const others = known.get(name) ?? {
      paths: optionsPaths(evaluator, one),
      isServed: isServed(evaluator, one) || isMountedOnServed(evaluator, one, used),
    };
    known.set(name, others);
    if (!others.isServed || others.paths.some((other) => covers(other)?.(path) !== false)) return [];
    told.add(key);
    const written = module.text.slice(expr.span.start, expr.span.end);
    const quote = module.text[link.registration.call.args[0]?.value.span.start ?? 0] ?? "'";
    const isStatement = module.parent(link.registration.call).role === 'statement';
    return [
      {
        kind: 'unanswered-preflight',
        ...base,
        place: placeOf(module.uri, expr.span),
        message: `The preflight of ${method.toUpperCase()} ${path} gets status 404 and no CORS header: \`cors\` stands on this method alone. ${method === 'post' ? 'A page of another origin that sends JSON here is refused' : 'A page of another origin can never send it'}. Add \`${name}.options('${path}', …)\`, or put it on \`${name}.use('${path}', …)\`.`,
        ...(method === 'post' ? { confidence: 'likely' as const } : {}),
        ...(isStatement
          ? {
              repair: {
                kind: 'add-statement' as const,
                title: `Answer OPTIONS ${path}`,
                text: `${name}.options(${quote}${path}${quote}, ${written});`,
                before: placeOf(module.uri, module.statement(link.registration.call.span.start)),
              },
            }
          : {}),
      },
    ];
  });
}

function isAnswering({ link: { registration } }: Used, path: string): boolean {
  const { method } = registration;
  return ['use', 'options', 'all', 'on'].includes(method) && covers(registration.path)?.(path) !== false;
}

/** What is the same for all routes of an application. */
interface Known {
  readonly paths: readonly (string | null | undefined)[];
  readonly isServed: boolean;
}

/** The paths on which something else of the application may answer OPTIONS, with whatever headers. */
function optionsPaths(evaluator: Evaluator, { router }: Used): Known['paths'] {
  if (evaluator.module.occurrences('on').some((use) => use.kind === 'member')) return [undefined];
  const found = [...linksGiven(evaluator, router, { methods: ['options', 'all', 'use'] })];
  return found
    .filter(({ registration: { method, handlers } }) => method !== 'use' || !handlers.every(isHarmless))
    .map(({ registration }) => registration.path);
}

/** `app.route('/api', api)`, where this file serves `app`, which answers no preflight itself. */
function isMountedOnServed(evaluator: Evaluator, one: Used, used: readonly Used[]): boolean {
  const { module } = evaluator;
  const { name } = one.router;
  if (name === undefined) return false;
  return module.occurrences(name).some((use) => {
    const given = use.kind === 'name' ? registeredAt(evaluator, use) : undefined;
    if (given?.registration.method !== 'route' || given.router === name) return false;
    const router = { name: given.router, root: use, chain: [], near: use.span.start };
    const outer: Used = { ...one, router };
    return (
      isServed(evaluator, outer) &&
      optionsPaths(evaluator, outer).length === 0 &&
      !used.some((other) => other.router.name === given.router)
    );
  });
}

/** An application that this file serves itself: another one may be mounted behind CORS in another file. */
function isServed(evaluator: Evaluator, { router, expr }: Used): boolean {
  const { module } = evaluator;
  const { name } = router;
  if (name === undefined) return false;
  const [binding, ...others] = module.bindings(name, expr.span.start);
  if (binding?.kind !== 'assign' || others.length > 0) return false;
  const root = rootOf(binding.value);
  if (root.kind !== 'call' || evaluator.symbol(root.callee)?.name !== 'Hono') return false;
  return module.occurrences(name).some((use) => {
    const parent = use.kind === 'name' ? module.parent(use) : undefined;
    if (parent?.role === 'argument')
      return parent.call.callee.kind === 'name' && /^(?:serve|handle)$/.test(parent.call.callee.name);
    return parent?.role === 'object' && parent.member.property === 'fetch';
  });
}
