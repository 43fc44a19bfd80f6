import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { type Place, placeOf, type Span } from '../../text/span.ts';
import type { Misplaced, Relocation, Unit } from '../framework.ts';
import { callOf, nameOf, references } from '../shared/python/calls.ts';
import { denialIn } from '../shared/python/denials.ts';
import { SETUP } from './mappings.ts';

const base = { framework: 'aiohttp-cors', title: 'aiohttp-cors' } as const;

/** One `aiohttp_cors.setup(app, …)`, with what is done with it. Measured with aiohttp-cors 0.8.1 and aiohttp 3.14. */
interface Setup {
  readonly call: CallExpr;
  /** The application, where it has a name. */
  readonly app: string | undefined;
  /** `cors.add(…)`, where all uses of what the call gives are such calls. */
  readonly adds: readonly CallExpr[] | undefined;
}

/** Which routes have no CORS, although it is set up, and whose preflights are refused. */
export function placementsOf({ evaluator }: Unit): readonly Misplaced[] {
  return references(evaluator, SETUP).flatMap((callee) => {
    const call = callOf(evaluator, callee);
    if (!call) return [];
    const setup = { call, app: nameOf(call.args[0]?.value), adds: addsOf(evaluator, call) };
    return [
      ...withoutRoutes(evaluator, setup),
      ...withoutOptions(evaluator, setup),
      ...beforeRoutes(evaluator, setup),
      ...behindAuthentication(evaluator, setup),
    ];
  });
}

/** Undefined where the object goes somewhere else, and routes may be added there. */
function addsOf({ module }: Evaluator, call: CallExpr): readonly CallExpr[] | undefined {
  const parent = module.parent(call);
  if (parent.role === 'statement') return [];
  if (parent.role !== 'assigned') return undefined;
  const { target } = parent.assignment;
  if (target.kind !== 'name') return undefined;
  const adds: CallExpr[] = [];
  for (const use of module.occurrences(target.name)) {
    if (use.kind !== 'name' || use.span.start === target.span.start) continue;
    const held = module.bindings(target.name, use.span.start);
    if (!held.some((binding) => binding.kind === 'assign' && binding.value === call)) continue;
    const member = module.parent(use);
    const called = member.role === 'object' ? module.parent(member.member) : undefined;
    if (member.role !== 'object' || member.member.property !== 'add' || called?.role !== 'callee')
      return undefined;
    adds.push(called.call);
  }
  return adds;
}

function withoutRoutes(evaluator: Evaluator, { call, app, adds }: Setup): readonly Misplaced[] {
  if (adds === undefined || adds.length > 0) return [];
  const { module } = evaluator;
  const isKept = module.parent(call).role === 'assigned';
  const isInModule = isKept && bodyAt(evaluator, call.span.start) === undefined;
  // Another module may import the name and add its routes, unless this is the one that runs.
  if (isInModule && module.occurrences('run_app').length === 0) return [];
  const repair = isKept && app !== undefined ? addAll(evaluator, call, app) : undefined;
  return [
    {
      kind: 'inactive-cors-setup',
      ...base,
      place: placeOf(module.uri, call.callee.span),
      message: `No route has CORS by this: aiohttp-cors covers what \`add\` is called for, and nothing calls it. OPTIONS is answered with 405. Behind the routes, write \`for route in list(${app ?? 'app'}.router.routes()): cors.add(route)\`.`,
      ...(isInModule ? { confidence: 'likely' as const } : {}),
      ...(repair ? { repair } : {}),
    },
  ];
}

/** Before `web.run_app(app)` or `return app` of the same function. */
function addAll(evaluator: Evaluator, call: CallExpr, app: string): Relocation | undefined {
  const { module } = evaluator;
  const parent = module.parent(call);
  const cors = parent.role === 'assigned' ? nameOf(parent.assignment.target) : undefined;
  const body = bodyAt(evaluator, call.span.start);
  const last = module
    .occurrences(app)
    .filter(
      (use) => use.span.start > call.span.end && bodyAt(evaluator, use.span.start)?.start === body?.start,
    )
    .find((use) => {
      const role = module.parent(use);
      return role.role === 'returned' || (role.role === 'argument' && nameEnds(role.call.callee, 'run_app'));
    });
  if (cors === undefined || !last) return undefined;
  const before = module.statement(last.span.start);
  const line = module.text.lastIndexOf('\n', before.start - 1) + 1;
  const indentation = module.text.slice(line, before.start);
  if (indentation.trim() !== '') return undefined;
  const step = indentation.includes('\t') ? '\t' : '    ';
  return {
    kind: 'add-statement',
    title: 'Add every route',
    text: `for route in list(${app}.router.routes()):\n${indentation}${step}${cors}.add(route)`,
    before: placeOf(module.uri, before),
  };
}

function nameEnds(expr: Expr, name: string): boolean {
  return (expr.kind === 'name' && expr.name === name) || (expr.kind === 'member' && expr.property === name);
}

/** Neither `defaults` nor options of its own: no origin is allowed, and each preflight gets 403. */
function withoutOptions({ module }: Evaluator, { call, adds }: Setup): readonly Misplaced[] {
  const isBare = call.args.length === 1 && call.args[0]?.spread === false;
  if (!isBare || !adds || adds.length === 0 || /\b(?:CorsViewMixin|custom_cors)\b/.test(module.text))
    return [];
  const isEvery = adds.every(({ args }) => args.length === 1 && args[0]?.spread === false);
  if (!isEvery) return [];
  return [
    {
      kind: 'inactive-cors-setup',
      ...base,
      place: placeOf(module.uri, call.callee.span),
      message:
        'No origin is allowed: this has no `defaults`, and `add` is given a route alone. Every preflight is answered with 403, and no answer has a CORS header. Pass `defaults={origin: aiohttp_cors.ResourceOptions(…)}`.',
      // The class of a view may bring options of its own.
      confidence: 'likely',
      others: adds.slice(0, 1).map((add) => ({
        place: placeOf(module.uri, add.span),
        message: 'This route gets no options',
      })),
    },
  ];
}

const ROUTES = [
  'add_get',
  'add_post',
  'add_put',
  'add_patch',
  'add_delete',
  'add_route',
  'add_routes',
  'add_view',
] as const;

/** `for route in list(app.router.routes()): cors.add(route)` above routes of the same application. */
function beforeRoutes(evaluator: Evaluator, { app, adds }: Setup): readonly Misplaced[] {
  const [add, ...others] = adds ?? [];
  if (!add || others.length > 0 || app === undefined) return [];
  const { module } = evaluator;
  const listed = module.occurrences('routes').find((use) => {
    const loop = loopAround(evaluator, use.span, add.span);
    return use.kind === 'member' && loop !== undefined && applicationOf(use.object) === app;
  });
  const loop = listed && loopAround(evaluator, listed.span, add.span);
  if (!listed || !loop) return [];
  const body = bodyAt(evaluator, loop.start)?.start;
  const late = ROUTES.flatMap((name) => module.occurrences(name))
    .filter(
      (use) =>
        use.kind === 'member' &&
        use.span.start > loop.end &&
        applicationOf(use) === app &&
        bodyAt(evaluator, use.span.start)?.start === body,
    )
    .sort((a, b) => a.span.start - b.span.start);
  const [first] = late;
  const last = late.at(-1);
  if (!first || !last) return [];
  const next = statementAfter(evaluator, module.statement(last.span.start), loop);
  return [
    {
      kind: 'middleware-order',
      ...base,
      place: placeOf(module.uri, listed.span),
      message:
        'The routes below are not there yet when this goes through them, so they have no CORS: their answers carry no header, and OPTIONS gets 405. Put it behind the last route.',
      others: [{ place: placeOf(module.uri, first.span), message: 'This route is added later' }],
      ...(next
        ? {
            repair: {
              kind: 'move-statement' as const,
              title: 'Put it behind the last route',
              statement: placeOf(module.uri, loop),
              before: placeOf(module.uri, next),
            },
          }
        : {}),
    },
  ];
}

/** The statement that holds both: a loop, not the function around it. */
function loopAround({ module }: Evaluator, header: Span, inside: Span): Span | undefined {
  const statement = module.statement(header.start);
  const isLoop = /^(?:async\s+)?for\b/.test(module.text.slice(statement.start, statement.start + 20));
  return isLoop && statement.start <= inside.start && inside.end <= statement.end ? statement : undefined;
}

/** `app` of `app.router.routes`, `app.router.add_get`, `app.add_routes`. */
function applicationOf(expr: Expr): string | undefined {
  if (expr.kind !== 'member') return undefined;
  if (expr.property === 'router') return nameOf(expr.object);
  const { object } = expr;
  return object.kind === 'member' && object.property === 'router' ? nameOf(object.object) : nameOf(object);
}

/** The next statement of the same block, where there is one. */
function statementAfter({ module }: Evaluator, { end }: Span, like: Span): Span | undefined {
  const { text } = module;
  const found = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)(?=[^\s#])/.exec(text.slice(end, end + 2000));
  if (!found?.[0].includes('\n')) return undefined;
  const start = end + found[0].length;
  const indentation = found[1] ?? '';
  const own = text.slice(text.lastIndexOf('\n', like.start - 1) + 1, like.start);
  return indentation === own ? module.statement(start) : undefined;
}

/** `web.Application(middlewares=[auth])`, `app.middlewares.append(auth)`: these see a preflight before aiohttp-cors does. */
function behindAuthentication(evaluator: Evaluator, { call, app, adds }: Setup): readonly Misplaced[] {
  if (app === undefined || adds?.length === 0) return [];
  const { module } = evaluator;
  for (const middleware of middlewaresOf(evaluator, app, call.span.start)) {
    if (middleware.kind !== 'name') continue;
    const denial = denialOf(evaluator, middleware.name, middleware.span.start);
    if (!denial) continue;
    return [
      {
        kind: 'unanswered-preflight',
        ...base,
        place: placeOf(module.uri, call.callee.span),
        message: `\`${middleware.name}\` refuses what comes without credentials, and aiohttp runs it for OPTIONS too. A preflight has none, so it is refused without a CORS header, and the browser never sends the request. Let \`OPTIONS\` pass in \`${middleware.name}\`.`,
        others: [
          { place: denial, message: 'The request is refused here' },
          { place: placeOf(module.uri, middleware.span), message: 'The application gets it here' },
        ],
      },
    ];
  }
  return [];
}

function middlewaresOf({ module }: Evaluator, app: string, at: number): readonly Expr[] {
  const [binding, ...others] = /^\w+$/.test(app) ? module.bindings(app, at) : [];
  const made = binding?.kind === 'assign' && others.length === 0 ? binding.value : undefined;
  const given =
    made?.kind === 'call' ? made.args.find(({ name }) => name === 'middlewares')?.value : undefined;
  const listed = given?.kind === 'list' ? given.items : [];
  const appended = module.occurrences('middlewares').flatMap((use): readonly Expr[] => {
    if (use.kind !== 'member' || nameOf(use.object) !== app) return [];
    const parent = module.parent(use);
    const outer = parent.role === 'object' ? module.parent(parent.member) : undefined;
    const argument = outer?.role === 'callee' ? outer.call.args.at(-1)?.value : undefined;
    return argument ? [argument] : [];
  });
  return [...listed, ...appended];
}

/** A function of this file that answers 401 or 403 and looks at what authenticates. */
function denialOf(evaluator: Evaluator, name: string, at: number): Place | undefined {
  const { module } = evaluator;
  const binding = module.bindings(name, at).find(({ kind }) => kind === 'function');
  if (!binding) return undefined;
  const span = module.statement(binding.span.start);
  const text = module.text.slice(span.start, span.end);
  return /auth|token|cookie|session|api.?key|jwt|user|login/i.test(text)
    ? denialIn(evaluator, span)
    : undefined;
}

function bodyAt({ module }: Evaluator, offset: number): Span | undefined {
  const around = module.enclosing(offset).find(({ kind }) => kind === 'function');
  return around?.kind === 'function' ? around.function.body : undefined;
}
