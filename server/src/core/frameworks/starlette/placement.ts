import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { type Place, placeOf, type Span } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';
import { bodyAt } from '../shared/functions.ts';
import { methodCalls, nameOf } from '../shared/python/calls.ts';
import { denialIn } from '../shared/python/denials.ts';

/** A `CORSMiddleware` that was found: the call that adds it, and how messages call the library. */
export interface Added {
  readonly call: CallExpr;
  readonly title: string;
}

/** Another middleware of the same application. */
interface Other {
  readonly place: Place;
  readonly name: string;
  /** Where it answers 401 or 403 by itself. */
  readonly denial?: Place;
}

/**
 * Where middleware answers before `CORSMiddleware` sees the request. The one that is added last is the outermost
 * (starlette@1.10.0:starlette/applications.py `add_middleware` inserts at 0), in a list it is the first.
 */
export function placementsOf(evaluator: Evaluator, added: readonly Added[]): readonly Misplaced[] {
  return [
    ...added.flatMap((own) => outside(evaluator, own)),
    ...added.flatMap((own, at) => again(evaluator, own, added.slice(0, at))),
    ...added.flatMap((own) => mounted(evaluator, own, added)),
  ];
}

function outside(evaluator: Evaluator, { call, title }: Added): readonly Misplaced[] {
  const { module } = evaluator;
  const parent = module.parent(call);
  const listed = parent.role === 'item';
  const others = listed
    ? parent.list.items.slice(0, parent.index).flatMap((item) => ofEntry(evaluator, item))
    : addedLater(evaluator, call);
  const other = others.find(({ denial }) => denial);
  if (!other?.denial) return [];
  const advice = listed ? `Put it before \`${other.name}\`.` : `Add it after \`${other.name}\`.`;
  return [
    {
      kind: 'middleware-order',
      framework: 'starlette',
      title,
      place: placeOf(module.uri, listed ? call.span : calleeSpan(call)),
      message: `\`${other.name}\` answers before it: ${listed ? 'the first of the list' : 'the middleware that is added last'} is the outermost. A preflight carries no credentials, so \`${other.name}\` refuses it, without a CORS header, and the browser never sends the request. ${advice}`,
      others: [
        { place: other.place, message: `\`${other.name}\` is ${listed ? 'listed' : 'added'} here` },
        { place: other.denial, message: 'It refuses the request here' },
      ],
      ...(listed
        ? {
            repair: {
              kind: 'move-item' as const,
              title: `Put it before ${other.name}`,
              item: placeOf(module.uri, call.span),
              before: other.place,
            },
          }
        : {}),
    },
  ];
}

/** `app.add_middleware` without its arguments. */
function calleeSpan(call: CallExpr): Span {
  return call.callee.span;
}

/** What the same application is given further down in the same function. */
function addedLater(evaluator: Evaluator, call: CallExpr): readonly Other[] {
  const application = applicationOf(call);
  if (application === undefined) return [];
  const isLater = (at: Span) =>
    at.start > call.span.end && bodyAt(evaluator, at.start) === bodyAt(evaluator, call.span.start);
  const { module } = evaluator;
  const calls = methodCalls(evaluator, 'add_middleware')
    .filter((other) => applicationOf(other) === application && isLater(other.span))
    .flatMap((other) => ofSubject(evaluator, other));
  const functions = methodCalls(evaluator, 'middleware')
    .filter((other) => applicationOf(other) === application && isLater(other.span))
    .flatMap((other): Other[] => {
      const parent = module.parent(other);
      if (parent.role !== 'decorator') return [];
      const denial = denialIn(evaluator, parent.decorated);
      return [{ place: placeOf(module.uri, other.span), name: parent.name, ...(denial ? { denial } : {}) }];
    });
  return [...calls, ...functions];
}

function applicationOf({ callee }: CallExpr): string | undefined {
  return callee.kind === 'member' ? nameOf(callee.object) : undefined;
}

function ofEntry(evaluator: Evaluator, item: Expr): readonly Other[] {
  return item.kind === 'call' ? ofSubject(evaluator, item) : [];
}

/** `add_middleware(Own, …)`, `Middleware(Own, …)` where `Own` is a class of this file. */
function ofSubject(evaluator: Evaluator, call: CallExpr): readonly Other[] {
  const { module } = evaluator;
  const subject = call.args[0]?.value;
  if (subject?.kind !== 'name') return [];
  const binding = module.bindings(subject.name, subject.span.start).find(({ kind }) => kind === 'class');
  const denial = binding && denialIn(evaluator, module.statement(binding.span.start));
  return [{ place: placeOf(module.uri, call.span), name: subject.name, ...(denial ? { denial } : {}) }];
}

/** The outer one decides about preflights, and writes over what the inner one sends, but only for origins that it allows. */
function again(evaluator: Evaluator, own: Added, earlier: readonly Added[]): readonly Misplaced[] {
  const { module } = evaluator;
  const application = applicationOf(own.call);
  const first = earlier.find(
    ({ call }) =>
      application !== undefined &&
      applicationOf(call) === application &&
      bodyAt(evaluator, call.span.start) === bodyAt(evaluator, own.call.span.start) &&
      module.conditions(call.span.start).length === 0,
  );
  if (!first || module.conditions(own.call.span.start).length > 0) return [];
  return [
    {
      kind: 'duplicate-cors-headers',
      framework: 'starlette',
      title: own.title,
      place: placeOf(module.uri, calleeSpan(own.call)),
      message: `\`${application}\` has \`CORSMiddleware\` twice: this one, added last, answers every preflight, while an origin that only the other one allows still gets its header on the answer itself. Keep one.`,
      others: [{ place: placeOf(module.uri, first.call.span), message: 'It is added here as well' }],
    },
  ];
}

/** `app.mount('/api', api)` where both have one: a preflight goes no further than the outer. */
function mounted(evaluator: Evaluator, own: Added, added: readonly Added[]): readonly Misplaced[] {
  const { module } = evaluator;
  const inner = applicationOf(own.call);
  const isPlain = ({ call }: Added) => module.conditions(call.span.start).length === 0;
  if (inner === undefined || !isPlain(own) || added.length < 2) return [];
  const body = bodyAt(evaluator, own.call.span.start);
  const outers = methodCalls(evaluator, 'mount').flatMap((call) => {
    const mountedName = (call.args.find(({ name }) => name === 'app') ?? call.args[1])?.value;
    const outer = applicationOf(call);
    return mountedName !== undefined &&
      nameOf(mountedName) === inner &&
      outer !== undefined &&
      outer !== inner
      ? [outer]
      : [];
  });
  const first = added.find(({ call }) => {
    const outer = applicationOf(call);
    return outer !== undefined && outers.includes(outer) && bodyAt(evaluator, call.span.start) === body;
  });
  if (!first || !isPlain(first)) return [];
  const outer = applicationOf(first.call);
  return [
    {
      kind: 'duplicate-cors-headers',
      framework: 'starlette',
      title: own.title,
      place: placeOf(module.uri, calleeSpan(own.call)),
      message: `\`${inner}\` is mounted on \`${outer}\`, which has \`CORSMiddleware\` as well: that one answers every preflight, and refuses those of origins that only this one allows. Keep one.`,
      others: [
        { place: placeOf(module.uri, first.call.span), message: 'It is added to the outer application here' },
      ],
    },
  ];
}
