import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../../syntax/expr.ts';
import { type Place, placeOf } from '../../../text/span.ts';
import type { Misplaced } from '../../framework.ts';
import { bodyAt } from '../functions.ts';
import { givenTo, type Link, linksGiven, linksOf, type Router } from './chains.ts';
import { moving } from './moving.ts';
import { refusalIn } from './refusals.ts';

/** A `cors(…)` that a router is given. */
export interface Used {
  readonly call: CallExpr;
  /** The call, or the name that holds it, where the router gets it. */
  readonly expr: Expr;
  readonly link: Link;
  readonly router: Router;
}

/** A library whose middleware runs from the top, and stops where one answers. */
export interface Dialect {
  readonly framework: string;
  /** As messages call the framework around the middleware. */
  readonly title: string;
  /** The paths that a path in `use(…)` stands for; undefined for one that is not known. */
  covers(path: string | null | undefined): ((path: string) => boolean) | undefined;
  /** A route, or a router that is mounted: something that answers, and under which path. */
  route(evaluator: Evaluator, link: Link): { readonly path: string | undefined } | undefined;
  /** Something that is sure to answer nothing of what a set-up covers: a parser of bodies, a log, a route elsewhere. */
  passes(evaluator: Evaluator, link: Link, covers: (path: string) => boolean): boolean;
}

/** What stands for a call where it is used: the call itself, or every use of the name that holds it. */
export function formsOf({ module }: Evaluator, call: CallExpr): readonly Expr[] {
  const parent = module.parent(call);
  const target = parent.role === 'assigned' ? parent.assignment.target : undefined;
  return target?.kind === 'name' ? module.occurrences(target.name) : [call];
}

/** Given to a router itself, or by the name that holds it: `const shop = cors(…); app.use(shop)`. */
export function usesOf(evaluator: Evaluator, calls: readonly CallExpr[]): readonly Used[] {
  const used = calls.flatMap((call) =>
    formsOf(evaluator, call).flatMap((expr): Used[] => {
      const found = givenTo(evaluator, expr);
      return found ? [{ call, expr, ...found }] : [];
    }),
  );
  return used.sort((a, b) => a.link.at - b.link.at);
}

/** Where `cors(…)` comes too late, or comes twice. */
export function orderOf(evaluator: Evaluator, used: readonly Used[], dialect: Dialect): readonly Misplaced[] {
  const wide = used.filter(({ link }) => link.registration.method === 'use');
  return [
    ...wide.flatMap((one) => late(evaluator, one, dialect)),
    ...wide.flatMap((one, at) => again(evaluator, one, wide.slice(0, at), dialect)),
  ];
}

/** A path that no pattern names. */
const SAMPLE = '/any/path/at/all';

/** One of them holds for paths that the other holds for. */
function overlap(dialect: Dialect, a: string | null | undefined, b: string | null | undefined): boolean {
  const within = (outer: typeof a, inner: typeof a) =>
    inner !== null && dialect.covers(outer)?.(inner?.replace('*', SAMPLE.slice(1)) ?? SAMPLE) === true;
  return within(a, b) || within(b, a);
}

function isGlobal({ link }: Used, dialect: Dialect): boolean {
  return link.registration.method === 'use' && dialect.covers(link.registration.path)?.(SAMPLE) === true;
}

function late(evaluator: Evaluator, used: Used, dialect: Dialect): readonly Misplaced[] {
  const { link, router, expr } = used;
  const covers = dialect.covers(link.registration.path);
  if (!covers) return [];
  const { module } = evaluator;
  const place = placeOf(module.uri, expr.span);
  for (const other of linksGiven(evaluator, router, { methods: ['use'], before: link.at })) {
    const { path, handlers, call } = other.registration;
    if (!overlap(dialect, path, link.registration.path)) continue;
    const refusal = handlers.map((handler) => refusalIn(evaluator, handler)).find(Boolean);
    if (!refusal || module.conditions(call.span.start).length > 0) continue;
    return [refused(evaluator, used, other, refusal, dialect)];
  }
  const found: Link[] = [];
  for (const other of linksGiven(evaluator, router, { before: link.at })) {
    const path = dialect.route(evaluator, other)?.path;
    if (path !== undefined && covers(path)) found.push(other);
    if (found.length === 2) break;
  }
  const [first, second] = found;
  if (!first || mayAnswerLater(evaluator, used, covers, dialect)) return [];
  const isExported = /\bexport\b|\bmodule\.exports\b/.test(module.text);
  return [
    {
      kind: 'middleware-order',
      framework: dialect.framework,
      title: dialect.title,
      place,
      message: `Every route that it is for stands before it, so ${second ? 'their answers carry' : 'its answer carries'} no CORS header: ${dialect.title} runs what it is given from the top. Only preflights come here. Put it before the first route.`,
      ...(isExported ? { confidence: 'likely' as const } : {}),
      others: [{ place: placeOf(module.uri, methodSpan(first)), message: 'This answers first' }],
      ...moving(evaluator, startOf(link), startOf(first), 'Put it before the first route'),
    },
  ];
}

function refused(
  evaluator: Evaluator,
  used: Used,
  other: Link,
  { place, who }: { readonly place: Place; readonly who: string },
  { framework, title }: Dialect,
): Misplaced {
  return {
    kind: 'middleware-order',
    framework,
    title,
    place: placeOf(evaluator.module.uri, used.expr.span),
    message: `${who} refuses what comes without credentials, and ${title} runs it first. A preflight has none, so it is answered without a CORS header, and the browser never sends the request. Put this before it.`,
    others: [{ place, message: 'The request is refused here' }],
    ...moving(evaluator, startOf(used.link), startOf(other), 'Put it first'),
  };
}

function startOf({ registration }: Link): number {
  return registration.call.span.start;
}

function methodSpan({ registration: { call } }: Link) {
  return call.callee.kind === 'member' ? call.callee.propertySpan : call.span;
}

/** Functions that take an application and add no route to it. */
const STARTS = /^(?:createServer|createSecureServer|serve|listen|handle|request|supertest|log)$/;
/** Methods of an application that register nothing. */
const QUIET =
  /^(?:listen|callback|fire|fetch|request|notFound|onError|context|keys|proxy|env|silent|handle)$/;

/** Something after it may answer: a route, a router, another function that gets the application. */
function mayAnswerLater(
  evaluator: Evaluator,
  { link, router, expr }: Used,
  covers: (path: string) => boolean,
  dialect: Dialect,
): boolean {
  const { module } = evaluator;
  const answers = (one: Link) =>
    !QUIET.test(one.registration.method) && !dialect.passes(evaluator, one, covers);
  for (const one of linksGiven(evaluator, router, { after: link.at })) if (answers(one)) return true;
  if (router.name === undefined) return false;
  const body = bodyAt(evaluator, expr.span.start);
  return module.occurrences(router.name).some((use) => {
    const isLater = use.span.start > link.at;
    const parent = use.kind === 'name' ? module.parent(use) : undefined;
    if (parent?.role === 'argument')
      return (
        isLater && bodyAt(evaluator, use.span.start) === body && !STARTS.test(lastName(parent.call.callee))
      );
    if (parent?.role !== 'object') return false;
    const outer = module.parent(parent.member);
    if (outer.role !== 'callee') return false;
    // What another function of the file registers may come later as well.
    if (!isLater && bodyAt(evaluator, use.span.start) === body) return false;
    return linksOf(evaluator, outer.call).some((one) => (!isLater || one.at > link.at) && answers(one));
  });
}

/** The name that a call goes by. */
export function lastName(expr: Expr): string {
  return expr.kind === 'name' ? expr.name : expr.kind === 'member' ? expr.property : '';
}

function again(
  evaluator: Evaluator,
  one: Used,
  earlier: readonly Used[],
  dialect: Dialect,
): readonly Misplaced[] {
  const { module } = evaluator;
  const isPlain = (used: Used) =>
    isGlobal(used, dialect) && module.conditions(used.link.registration.call.span.start).length === 0;
  const first = earlier.find(
    (other) => isSame(other.router, one.router, evaluator, other.expr, one.expr) && isPlain(other),
  );
  if (!first || !isPlain(one)) return [];
  const name = one.router.name;
  return [
    {
      kind: 'duplicate-cors-headers',
      framework: dialect.framework,
      title: dialect.title,
      place: placeOf(module.uri, one.expr.span),
      message: `${name === undefined ? 'The application' : `\`${name}\``} has \`cors\` twice: the first answers every preflight, and this one writes over the header of the answer itself, where its own origins allow it. Keep one.`,
      others: [{ place: placeOf(module.uri, first.expr.span), message: 'It is used here as well' }],
    },
  ];
}

/** The same name in the same function, or the same chain. */
function isSame(a: Router, b: Router, evaluator: Evaluator, near: Expr, other: Expr): boolean {
  if (a.name === undefined || b.name === undefined) return a.root === b.root;
  return a.name === b.name && bodyAt(evaluator, near.span.start) === bodyAt(evaluator, other.span.start);
}
