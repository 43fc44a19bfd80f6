import type { Evaluator } from '../../evaluate/evaluator.ts';
import { recordEntry } from '../../evaluate/read.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { type Place, placeOf } from '../../text/span.ts';
import type { Misplaced, Unit } from '../framework.ts';
import { bodyAt } from '../shared/functions.ts';
import { moving } from '../shared/javascript/moving.ts';
import { formsOf, lastName } from '../shared/javascript/order.ts';
import {
  answers,
  denialIn,
  type Registration,
  registeredAt,
  registrations,
} from '../shared/javascript/routing.ts';
import { atLeast } from '../shared/versions.ts';
import { writtenByHand } from './by-hand.ts';

const base = { framework: 'express-cors', title: 'cors' } as const;

/** One `cors(…)` that is given to a router. */
interface Used {
  readonly call: CallExpr;
  /** The call, or the name that holds it, where the router gets it. */
  readonly expr: Expr;
  readonly router: string;
  readonly registration: Registration;
}

/** Where `cors(…)` stands among what else the application is given. */
export function placementsOf(unit: Unit, calls: readonly CallExpr[]): readonly Misplaced[] {
  const used = calls
    .flatMap((call) => usesOf(unit, call))
    .sort((a, b) => a.registration.call.span.start - b.registration.call.span.start);
  const global = used.filter(isGlobal);
  return [
    ...global.flatMap((one) => (isCovered(unit, one, global) ? [] : late(unit, one))),
    ...global.flatMap((one, at) => again(unit, one, global.slice(0, at))),
    ...firstOf(global).flatMap((one) => writtenByHand(unit.evaluator, one)),
    ...used.flatMap((one) => starPath(unit, one)),
    ...perRoute(unit, used),
  ];
}

/** Given to a router itself, or by the name that holds it: `const shop = cors(…); app.use(shop)`. */
function usesOf({ evaluator }: Unit, call: CallExpr): readonly Used[] {
  return formsOf(evaluator, call).flatMap((expr) => {
    const found = registeredAt(evaluator, expr);
    return found ? [{ call, expr, ...found }] : [];
  });
}

function isGlobal({ registration }: Used): boolean {
  return registration.method === 'use' && registration.path === undefined;
}

function firstOf(global: readonly Used[]): readonly Used[] {
  return global.filter((one, at) => global.findIndex(({ router }) => router === one.router) === at);
}

/** A router of this file: the application that it is mounted on may have `cors` as well. */
function isCovered(unit: Unit, one: Used, global: readonly Used[]): boolean {
  return global.some((other) => other.router !== one.router) && !isApplication(unit, one);
}

function late(unit: Unit, { expr, router, registration }: Used): readonly Misplaced[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  const start = registration.call.span.start;
  const above = { beside: expr.span.start, before: start };
  const place = placeOf(module.uri, expr.span);
  for (const other of registrations(evaluator, router, { ...above, methods: ['use'] })) {
    if (other.path !== undefined) continue;
    const denial = other.handlers.map((handler) => denialIn(evaluator, handler)).find(Boolean);
    if (denial) return [refused(evaluator, { place, registration, other, denial })];
  }
  const [first, second] = take(2, answering(evaluator, registrations(evaluator, router, above)));
  if (!first || answersLater(evaluator, { router, expr, registration }) || isGivenOn(unit, router, expr))
    return [];
  const isExported = /\bexport\b|\bmodule\.exports\b/.test(module.text);
  return [
    {
      kind: 'middleware-order',
      ...base,
      place,
      message: `Every route stands before it, so ${second ? 'their answers carry' : 'its answer carries'} no CORS header: a request passes through middleware from the top. Put it before the first route.`,
      ...(isExported ? { confidence: 'likely' as const } : {}),
      others: [{ place: placeOf(module.uri, first.call.span), message: 'This answers first' }],
      ...moving(evaluator, start, first.call.span.start, 'Put it before the first route'),
    },
  ];
}

function* answering(
  evaluator: Evaluator,
  given: Iterable<Registration>,
): Generator<Registration, void, undefined> {
  for (const one of given) if (answers(evaluator, one)) yield one;
}

function take<T>(count: number, given: Iterable<T>): readonly T[] {
  const taken: T[] = [];
  for (const one of given) {
    taken.push(one);
    if (taken.length === count) break;
  }
  return taken;
}

/** What stands below it, and what another function of the file registers, for that may be called later. */
function answersLater(evaluator: Evaluator, { router, expr, registration }: Omit<Used, 'call'>): boolean {
  const start = registration.call.span.start;
  const body = bodyAt(evaluator, expr.span.start);
  const others = registrations(evaluator, router, { after: start });
  return (
    take(1, answering(evaluator, others)).length > 0 ||
    take(
      1,
      answering(evaluator, elsewhere(evaluator, body, registrations(evaluator, router, { before: start }))),
    ).length > 0
  );
}

function* elsewhere(
  evaluator: Evaluator,
  body: number,
  given: Iterable<Registration>,
): Generator<Registration, void, undefined> {
  for (const one of given) if (bodyAt(evaluator, one.call.span.start) !== body) yield one;
}

function refused(
  evaluator: Evaluator,
  given: {
    readonly place: Place;
    readonly registration: Registration;
    readonly other: Registration;
    readonly denial: Place;
  },
): Misplaced {
  const { place, registration, other, denial } = given;
  return {
    kind: 'middleware-order',
    ...base,
    place,
    message:
      'The middleware before it refuses what comes without credentials. A preflight does, so it is answered without a CORS header, and the browser never sends the request. Put this before it.',
    others: [{ place: denial, message: 'The request is refused here' }],
    ...moving(evaluator, registration.call.span.start, other.call.span.start, 'Put it first'),
  };
}

function statementOf({ evaluator: { module } }: Unit, { call }: Registration): Place {
  return placeOf(module.uri, module.statement(call.span.start));
}

/** Functions that take an application and add no route to it. */
const HARMLESS = /^(?:createServer|Server|serverless|serverlessExpress|listen|request|supertest|log|use)$/;

/** Another function gets the application further down, and may register routes. */
function isGivenOn({ evaluator }: Unit, router: string, call: Expr): boolean {
  const { module } = evaluator;
  const body = bodyAt(evaluator, call.span.start);
  return module.occurrences(router).some((use) => {
    if (use.span.start < call.span.end) return false;
    const parent = module.parent(use);
    return (
      parent.role === 'argument' &&
      !HARMLESS.test(lastName(parent.call.callee)) &&
      bodyAt(evaluator, use.span.start) === body
    );
  });
}

function again({ evaluator }: Unit, one: Used, earlier: readonly Used[]): readonly Misplaced[] {
  const { module } = evaluator;
  const isPlain = ({ registration }: Used) => module.conditions(registration.call.span.start).length === 0;
  const first = earlier.find(
    (other) =>
      other.router === one.router &&
      isSameBinding(module, one.router, other.expr.span.start, one.expr.span.start) &&
      isPlain(other),
  );
  if (!first || !isPlain(one)) return [];
  const effect = mayPassOn(evaluator, first.call)
    ? 'this one answers whom the first refuses without an error, and writes over the header of whom it lets in'
    : 'the first answers every preflight, and this one writes over the header of the answer itself, where its own origins allow it';
  return [
    {
      kind: 'duplicate-cors-headers',
      ...base,
      place: placeOf(module.uri, one.expr.span),
      message: `\`${one.router}\` has \`cors\` twice: ${effect}. Keep one.`,
      others: [{ place: placeOf(module.uri, first.expr.span), message: 'It is used here as well' }],
    },
  ];
}

/**
 * A function that answers `false` for the origin leaves the request alone, its preflight too; a list answers a preflight without
 * the header (cors@2.8.5:lib/index.js `middlewareWrapper`).
 */
function mayPassOn(evaluator: Evaluator, { args }: CallExpr): boolean {
  const [given] = args;
  const options = given && evaluator.evaluate(given.value);
  if (options?.kind === 'function') return true;
  return options?.kind === 'record' && recordEntry(options, 'origin')?.value.kind === 'function';
}

/** Two functions may each have a parameter of this name. */
function isSameBinding(module: Module, name: string, ...at: readonly [number, number]): boolean {
  const [one, other] = at.map((offset) => module.bindings(name, offset).map(({ span }) => span.start));
  return one?.join() === other?.join();
}

/** path-to-regexp@8, which Express 5 uses, takes `*` only with a name. */
function starPath(unit: Unit, { registration }: Used): readonly Misplaced[] {
  const { path, call } = registration;
  const version = unit.version(['express']);
  const [first] = call.args;
  if (version.from === 'assumed' || !atLeast(version, '5.0.0') || !first) return [];
  if (path !== '*' && path !== '/*') return [];
  const { module } = unit.evaluator;
  const quote = module.text[first.value.span.start] ?? "'";
  const place = placeOf(module.uri, first.value.span);
  return [
    {
      kind: 'unanswered-preflight',
      ...base,
      place,
      message: `Express 5 does not start with this path: it throws "Missing parameter name". Write \`'/{*path}'\`, or use \`cors\` without a path.`,
      repair: {
        kind: 'replace',
        title: "Write '/{*path}'",
        place,
        text: `${quote}/{*path}${quote}`,
      },
    },
  ];
}

const PREFLIGHTED: ReadonlySet<string> = new Set(['put', 'patch', 'delete', 'post']);

function perRoute(unit: Unit, used: readonly Used[]): readonly Misplaced[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  const told = new Set<string>();
  return used.flatMap(({ expr, router, registration }): readonly Misplaced[] => {
    const { method, path } = registration;
    if (!PREFLIGHTED.has(method) || typeof path !== 'string' || told.has(`${router} ${path}`)) return [];
    const covers = (other: Used) =>
      other.registration.method === 'use' ||
      (['options', 'all'].includes(other.registration.method) &&
        (other.router !== router || other.registration.path !== undefined));
    const answered = used.some(
      (other) =>
        covers(other) && (other.registration.method === 'use' || samePath(other.registration.path, path)),
    );
    if (answered || !isApplication(unit, { router, expr }) || answersOptions(unit, router, path, expr))
      return [];
    told.add(`${router} ${path}`);
    const written = module.text.slice(expr.span.start, expr.span.end);
    const quote = module.text[registration.call.args[0]?.value.span.start ?? 0] ?? "'";
    return [
      {
        kind: 'unanswered-preflight',
        ...base,
        place: placeOf(module.uri, expr.span),
        message: `The preflight of ${method.toUpperCase()} ${path} gets no CORS header: \`cors\` stands on this method alone, and Express answers OPTIONS by itself. ${method === 'post' ? 'A page of another origin that sends JSON here is refused' : 'A page of another origin can never send it'}. Add \`${router}.options('${path}', …)\`.`,
        ...(method === 'post' ? { confidence: 'likely' as const } : {}),
        repair: {
          kind: 'add-statement',
          title: `Answer OPTIONS ${path}`,
          text: `${router}.options(${quote}${path}${quote}, ${written});`,
          before: statementOf(unit, registration),
        },
      },
    ];
  });
}

function samePath(path: string | null | undefined, wanted: string): boolean {
  return typeof path !== 'string' || path === wanted || path.includes('*');
}

/** `const app = express()`; a router may be mounted behind `cors` in another file. */
function isApplication({ evaluator }: Unit, { router, expr }: Pick<Used, 'router' | 'expr'>): boolean {
  const [binding, ...others] = evaluator.module.bindings(router, expr.span.start);
  if (binding?.kind !== 'assign' || others.length > 0 || binding.value.kind !== 'call') return false;
  const symbol = evaluator.symbol(binding.value.callee);
  return symbol?.module === 'express' && (symbol.name === '*' || symbol.name === 'default');
}

/** Something of this file answers OPTIONS on that path, with whatever headers. */
function answersOptions({ evaluator }: Unit, router: string, path: string, near: Expr): boolean {
  const wanted = { beside: near.span.start, methods: ['options', 'all'] };
  for (const one of registrations(evaluator, router, wanted)) if (samePath(one.path, path)) return true;
  return false;
}
