import type { FunctionExpr } from '../syntax/expr.ts';
import type { Condition, Module } from '../syntax/module.ts';
import type { Place, Span } from '../text/span.ts';
import { branchOutcomes, isLoop, waysThrough } from './branches.ts';
import { nothing, place, tooComplex, unknown } from './build.ts';
import { bothHold, commonConditions, MAX_ALTERNATIVES, oneOf, under, withStep } from './combine.ts';
import type { Context } from './context.ts';
import { isPythonTry } from './events.ts';
import { missingKey } from './failing.ts';
import { stopsIn, waysPast } from './stops.ts';
import type { Alternative, Value, When } from './value.ts';

/** Functions that are longer are not followed. */
const MAX_RETURNS = 12;

/**
 * What a function with a body gives: each `return` where none before it was taken. Undefined where that cannot be
 * followed: generators, a `return` in a loop, a parameter that is changed. `inside` is the function's own context.
 */
export function returnedValue(
  context: Context,
  inside: Context,
  fn: FunctionExpr,
  where: Place,
): Value | undefined {
  const { module } = context;
  const body = module.text.slice(fn.body.start, fn.body.end);
  if (/\byield\b/.test(body) || !areParametersKept(inside, fn)) return undefined;
  const returns = module.returns(fn);
  if (returns.length === 0 || returns.length > MAX_RETURNS) return undefined;
  const found: Alternative[] = [];
  let open: readonly (readonly When[])[] = [[]];
  let readable = true;
  const stops = stopsIn(module, fn, fn.body.start, returns.at(-1)?.span.start ?? 0);
  const settled = new Set<string>();
  let stopped = 0;
  for (const { value, span } of returns) {
    for (const stop of stops.slice(stopped).filter(({ offset }) => offset < span.start)) {
      stopped += 1;
      const ways = waysPast(inside, stop);
      for (const { subject } of ways.flat()) settled.add(subject);
      open = open.flatMap((before) =>
        ways.flatMap((each) => [bothHold(before, each)].filter((joined) => joined !== undefined)),
      );
    }
    const conditions = module
      .conditions(span.start)
      .filter(
        (each) =>
          missingKey(inside, each) ||
          (!isPythonTry(module, each) && !isStoppedTry(module, each, span, span === returns.at(-1)?.span)),
      );
    if (conditions.some((each) => isLoop(context, each))) return undefined;
    readable &&= conditions.every(
      (each) => each.test !== undefined || missingKey(inside, each) !== undefined,
    );
    const { taken, left } = waysThrough(conditions, (each) => branchOutcomes(inside, each, span.start));
    const given = value
      ? inside.evaluate(value)
      : nothing(place(module, span), module.language === 'javascript');
    const step = {
      place: place(module, span),
      what: `\`${fn.name ?? ''}\` returns it here`,
    };
    const reached = fn.name === undefined ? given : withStep(given, step);
    for (const before of open) {
      const when = taken && bothHold(before, taken);
      if (when) found.push(...under(reached, when));
    }
    open = open.flatMap((before) =>
      left.flatMap((each) => [bothHold(before, each)].filter((joined) => joined !== undefined)),
    );
    if (open.length > MAX_ALTERNATIVES || found.length > 4 * MAX_ALTERNATIVES) return tooComplex(where);
  }
  // Past the last `return`, unless the function ends with an error there.
  if (readable && !/\b(?:raise|throw)\b/.test(body)) {
    for (const when of open)
      found.push({
        value: nothing(where, module.language === 'javascript'),
        when,
      });
  }
  if (found.length === 0 && stopped > 0) return unknown({ kind: 'syntax', what: 'error' }, where);
  return oneOf(stopped > 0 ? withoutSettled(found, settled) : found, where);
}

/** What must hold, or the function ends with an error, need not be said. */
function withoutSettled(found: readonly Alternative[], settled: ReadonlySet<string>): readonly Alternative[] {
  const common = commonConditions(found.map(({ when }) => when));
  const needless = new Set(common.map(({ subject }) => subject).filter((subject) => settled.has(subject)));
  if (needless.size === 0) return found;
  return found.map(({ value, when }) => ({
    value,
    when: when.filter(({ subject }) => !needless.has(subject)),
  }));
}

/** `try { return … } catch (error) { throw … }`: what comes out is what is returned there, or nothing. */
function isStoppedTry(module: Module, { test, span }: Condition, { end }: Span, isLast: boolean): boolean {
  const { text } = module;
  if (module.language !== 'javascript' || test || !/^try\b/.test(text.slice(span.start, span.start + 4)))
    return false;
  const behind = text.slice(end, Math.min(span.end, end + LONGEST_CATCH));
  const handler = behind.slice(Math.max(0, behind.search(/\bcatch\b/)));
  if (/\breturn\b/.test(behind) || !/\bthrow\b|\bprocess\.exit\b/.test(handler)) return false;
  return isLast || /[;{}]\s*(?:throw\b[^;{}]*|process\.exit\([^()]*\));?\s*\}$/.test(handler);
}

const LONGEST_CATCH = 4000;

/** True where each parameter that has a value here is bound by the call alone. */
function areParametersKept(inside: Context, fn: FunctionExpr): boolean {
  const { module, locals } = inside;
  const names = fn.params.flatMap(({ name, parts = [] }) => [name, ...parts.map((part) => part.name)]);
  return names.every((name) => {
    if (!locals.has(name)) return true;
    return (
      module.bindings(name, fn.body.start).length === 1 && module.mutations(name, fn.body.start).length === 0
    );
  });
}
