import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Expr } from '../../../syntax/expr.ts';
import { placeOf } from '../../../text/span.ts';
import type { Misplaced } from '../../framework.ts';
import { linksGiven, mayChain, rootOf } from './chains.ts';
import type { Dialect, Used } from './order.ts';
import { registeredAt } from './routing.ts';

/** A framework in which a route is for its own method alone, so that OPTIONS of its path ends with status 404. */
export interface LoneRoutes {
  readonly dialect: Dialect;
  /** Middleware that answers no OPTIONS. */
  isHarmless(handler: Expr): boolean;
  /** A method that registers for methods which it names, where there is one: `on`. */
  readonly naming?: string;
  /** A method that mounts an application and runs nothing else, where there is one: `route`. */
  readonly mount?: string;
  /** Its class, and how an application of it is served: given to one of these functions, or by one of its own members. */
  readonly application: { readonly name: string; readonly functions: RegExp; readonly members: RegExp };
}

const PREFLIGHTED: ReadonlySet<string> = new Set(['put', 'patch', 'delete', 'post']);

/** `app.put('/x', cors(), …)` without OPTIONS. */
export function perRoute(
  evaluator: Evaluator,
  used: readonly Used[],
  about: LoneRoutes,
): readonly Misplaced[] {
  const { module } = evaluator;
  const { framework, title, covers } = about.dialect;
  const told = new Set<string>();
  if (mayChain(module.text, ['options', 'all', ...namingOf(about)].join('|'))) return [];
  const known = new Map<string, Known>();
  const answering = used.filter(({ link }) => !PREFLIGHTED.has(link.registration.method));
  return used.flatMap((one): readonly Misplaced[] => {
    const { router, link, expr } = one;
    const { method, path } = link.registration;
    const { name } = router;
    if (!PREFLIGHTED.has(method) || typeof path !== 'string' || name === undefined) return [];
    const key = `${name} ${path}`;
    if (told.has(key) || answering.some((other) => isAnswering(other, path, about))) return [];
    const others = known.get(name) ?? {
      paths: optionsPaths(evaluator, one, about),
      isServed: isServed(evaluator, one, about) || isMountedOnServed(evaluator, one, { used, about }),
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
        framework,
        title,
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

function namingOf({ naming }: LoneRoutes): readonly string[] {
  return naming === undefined ? [] : [naming];
}

function isAnswering({ link: { registration } }: Used, path: string, about: LoneRoutes): boolean {
  const { method } = registration;
  const methods = ['use', 'options', 'all', ...namingOf(about)];
  return methods.includes(method) && about.dialect.covers(registration.path)?.(path) !== false;
}

/** What is the same for all routes of an application. */
interface Known {
  readonly paths: readonly (string | null | undefined)[];
  readonly isServed: boolean;
}

/** The paths on which something else of the application may answer OPTIONS, with whatever headers. */
function optionsPaths(evaluator: Evaluator, { router }: Used, about: LoneRoutes): Known['paths'] {
  const { module } = evaluator;
  if (namingOf(about).some((name) => module.occurrences(name).some((use) => use.kind === 'member')))
    return [undefined];
  const found = [...linksGiven(evaluator, router, { methods: ['options', 'all', 'use'] })];
  return found
    .filter(({ registration: { method, handlers } }) => method !== 'use' || !handlers.every(about.isHarmless))
    .map(({ registration }) => registration.path);
}

/** `app.route('/api', api)`, where this file serves `app`, which answers no preflight itself. */
function isMountedOnServed(
  evaluator: Evaluator,
  one: Used,
  { used, about }: { readonly used: readonly Used[]; readonly about: LoneRoutes },
): boolean {
  const { module } = evaluator;
  const { name } = one.router;
  if (name === undefined || about.mount === undefined) return false;
  return module.occurrences(name).some((use) => {
    const given = use.kind === 'name' ? registeredAt(evaluator, use) : undefined;
    if (!given || given.registration.method !== about.mount || given.router === name) return false;
    const router = { name: given.router, root: use, chain: [], near: use.span.start };
    const outer: Used = { ...one, router };
    return (
      isServed(evaluator, outer, about) &&
      optionsPaths(evaluator, outer, about).length === 0 &&
      !used.some((other) => other.router.name === given.router)
    );
  });
}

/** An application that this file serves itself: another one may be mounted behind CORS in another file. */
function isServed(evaluator: Evaluator, { router, expr }: Used, { application }: LoneRoutes): boolean {
  const { module } = evaluator;
  const { name } = router;
  if (name === undefined) return false;
  const [binding, ...others] = module.bindings(name, expr.span.start);
  if (binding?.kind !== 'assign' || others.length > 0) return false;
  const root = rootOf(binding.value);
  if (root.kind !== 'call' || evaluator.symbol(root.callee)?.name !== application.name) return false;
  return module.occurrences(name).some((use) => {
    const parent = use.kind === 'name' ? module.parent(use) : undefined;
    if (parent?.role === 'argument')
      return parent.call.callee.kind === 'name' && application.functions.test(parent.call.callee.name);
    return parent?.role === 'object' && application.members.test(parent.member.property);
  });
}
