import type { Evaluator } from '../../evaluate/evaluator.ts';
import { foreignOrigin } from '../../origins/foreign.ts';
import { meaningOf } from '../../origins/meaning.ts';
import { type Predicate, UNKNOWN } from '../../origins/predicate.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Expr, FunctionExpr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { functionPredicate } from '../shared/origin-helpers.ts';
import { OriginReader } from '../shared/origin-reader.ts';
import { runsWhen } from '../shared/python/calls.ts';
import { policyOf } from '../shared/python/policy.ts';

export const TORNADO_PACKAGES = ['tornado'];

/** `def check_origin(self, origin: str) -> bool:` */
const HEAD = /\bdef[ \t]+check_origin[ \t]*\([ \t\n]*\w+[ \t\n]*,[ \t\n]*\w+[^()]{0,200}\)[^:\n]{0,60}:/g;

const MAX_HANDLERS = 40;

/** Each handler of WebSockets that decides itself whose pages may open one. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const { module } = evaluator;
  if (!module.text.includes('check_origin')) return NOTHING;
  const heads = [...module.text.matchAll(HEAD)].slice(0, MAX_HANDLERS);
  const policies = heads.flatMap((head) => ofHandler(unit, head.index, head.index + head[0].length));
  return { policies, misuses: [] };
}

function ofHandler(unit: Unit, start: number, end: number): readonly Policy[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  const [inner, outer] = module.enclosing(end + 1);
  if (inner?.kind !== 'function' || inner.function.name !== 'check_origin') return [];
  if (outer?.kind !== 'class' || !outer.bases.some((base) => isHandler(evaluator, base))) return [];
  const when = runsWhen(evaluator, start);
  const origin = inner.function.params[1]?.name;
  const setup = placeOf(module.uri, { start, end: end - 1 });
  const openSockets = origin && when && openTo(evaluator, inner.function, origin, setup);
  if (!openSockets) return [];
  return [
    policyOf({
      framework: 'tornado',
      title: 'Tornado',
      version: unit.version(TORNADO_PACKAGES),
      setup,
      scope: outer.name,
      when,
      options: new Map(),
      origins: [],
      originOptions: [],
      credentials: ['', false],
      problems: [],
      openSockets,
      open: true,
    }),
  ];
}

/** `tornado.websocket.WebSocketHandler`, or a class that is called like one. */
function isHandler({ module }: Evaluator, base: Expr): boolean {
  return /WebSocket|Websocket/.test(module.text.slice(base.span.start, base.span.end));
}

type OpenSockets = NonNullable<Policy['openSockets']>;

function openTo(
  evaluator: Evaluator,
  fn: FunctionExpr,
  origin: string,
  head: Place,
): OpenSockets | undefined {
  const reader = new OriginReader(
    evaluator,
    () => false,
    () => UNKNOWN,
  );
  const predicate = functionPredicate(reader, { function: fn, evaluator }, origin);
  const cookies = true;
  const place = placeOfAnswer(evaluator, fn) ?? head;
  if (predicate.kind === 'constant')
    return predicate.value ? { place, why: ALWAYS_TRUE, cookies } : undefined;
  const foreign = foreignIn(predicate);
  return foreign === undefined ? undefined : { place, why: IN_PART, cookies, foreign };
}

/** The one value that it returns. */
function placeOfAnswer({ module }: Evaluator, fn: FunctionExpr): Place | undefined {
  const [only, ...others] = module.returns(fn);
  return only?.value && others.length === 0 ? placeOf(module.uri, only.value.span) : undefined;
}

/** The site of somebody else that passes a test of a part of the origin. */
function foreignIn(predicate: Predicate): string | undefined {
  const meaning = meaningOf([predicate]);
  if (!meaning || meaning.domains.length + meaning.hosts.length === 0) return undefined;
  const found = foreignOrigin(predicate, meaning);
  return found.kind === 'other-owner' ? found.origin : undefined;
}

const ALWAYS_TRUE =
  'Tornado asks `check_origin` alone, and this lets everybody in. Without the method, only pages of the same host get through; for others compare the origin with a list.';

const IN_PART = 'Compare the whole origin with a list, or the end of its host with a dot before it.';
