import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, openFor, recordEntry } from '../../evaluate/read.ts';
import type { Expr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import type { Misplaced, Unit } from '../framework.ts';
import { packageUses } from '../shared/cors-package/beside.ts';
import { moving } from '../shared/javascript/moving.ts';
import { answers, registrations } from '../shared/javascript/routing.ts';
import type { Server } from './read.ts';

/**
 * `app.use(cors(…))` below the call that registers the controllers. On Express their answers are sent by then (measured with
 * routing-controllers 0.7.7 and 0.11.3); on Koa the middleware still runs, and the headers are there.
 */
export function behindControllers(
  { evaluator }: Unit,
  { call, isKoa, application, at }: Server,
): readonly Misplaced[] {
  if (isKoa || application === undefined) return [];
  const uses = packageUses(evaluator, call.span.start).filter(({ name }) => name === application);
  const used = uses.find(({ place }) => place.start > call.span.end);
  const isFirst = uses.every(({ place }) => place.start > call.span.end);
  if (!used || !isFirst || hasRoutesBelow(evaluator, application, used.place)) return [];
  const { module } = evaluator;
  if (module.conditions(call.span.start).length > 0 || mayHaveOwn(evaluator, call.args[at]?.value)) return [];
  const isGiven = at === 1;
  const way = isGiven
    ? 'Put it before that call, or give the options to it, as `cors`.'
    : 'Give the options to that call, as `cors`.';
  return [
    {
      kind: 'middleware-order',
      framework: 'routing-controllers',
      title: 'routing-controllers',
      place: used.place,
      message: `The controllers are registered before it, so their answers carry no CORS header: a request passes through middleware from the top. Only preflights come here. ${way}`,
      when: used.when,
      others: [
        { place: placeOf(module.uri, call.callee.span), message: 'The controllers are registered here' },
      ],
      ...(isGiven
        ? moving(evaluator, used.place.start, call.span.start, 'Put it before the controllers')
        : {}),
    },
  ];
}

/** What it is meant for may be these. */
function hasRoutesBelow(evaluator: Evaluator, application: string, { end }: Place): boolean {
  for (const one of registrations(evaluator, application, { after: end }))
    if (answers(evaluator, one)) return true;
  return false;
}

/** CORS that is set up by the option, or by a middleware of the list, is there before the controllers. */
function mayHaveOwn(evaluator: Evaluator, options: Expr | undefined): boolean {
  if (!options) return false;
  return alternatives(evaluator.evaluate(options)).some(
    ({ value }) =>
      value.kind !== 'record' ||
      ['cors', 'middlewares'].some((name) => recordEntry(value, name) || openFor(value, name)),
  );
}
