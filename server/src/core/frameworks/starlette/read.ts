import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Argument, CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, methodCalls, qualified, references, refersTo } from '../shared/python/calls.ts';
import { configuredBy } from '../shared/python/policy.ts';
import { writtenByHand } from './by-hand.ts';
import { lower } from './lower.ts';
import { STARLETTE_OPTIONS } from './options.ts';
import { type Added, placementsOf } from './placement.ts';

export const STARLETTE_PACKAGES = ['starlette', 'fastapi'];

const MIDDLEWARE = new Set([
  'starlette.middleware.cors.CORSMiddleware',
  'fastapi.middleware.cors.CORSMiddleware',
]);
const ENTRIES = new Set(['starlette.middleware.Middleware', 'fastapi.middleware.Middleware']);
const NAMES = STARLETTE_OPTIONS.map(({ name }) => name);
/** Takes the place of the argument that is no option: the middleware's class, or the application that it wraps. */
const SUBJECT = ' subject';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!evaluator.module.text.includes('CORSMiddleware')) return NOTHING;
  const policies = [
    ...methodCalls(evaluator, 'add_middleware').flatMap((call) => added(unit, call)),
    ...references(evaluator, ENTRIES).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? added(unit, call) : [];
    }),
    ...references(evaluator, MIDDLEWARE).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? setup(unit, call, titleOf(evaluator, callee), 'app') : [];
    }),
  ];
  const given = additions(evaluator);
  return {
    policies: policies.sort((a, b) => a.setup.start - b.setup.start),
    misuses: [...placementsOf(evaluator, given), ...writtenByHand(evaluator, given)],
  };
}

/** The calls that give a middleware to an application. */
function additions(evaluator: Evaluator): readonly Added[] {
  const entries = references(evaluator, ENTRIES).flatMap((callee) => callOf(evaluator, callee) ?? []);
  return [...methodCalls(evaluator, 'add_middleware'), ...entries].flatMap((call) => {
    const subject = subjectOf(call);
    const title = subject && titleOf(evaluator, subject.value);
    return title === undefined ? [] : [{ call, title }];
  });
}

function subjectOf(call: CallExpr): Argument | undefined {
  const subject = call.args.find(({ name }) => name === 'middleware_class' || name === 'cls') ?? call.args[0];
  return subject?.spread ? undefined : subject;
}

/** `add_middleware(CORSMiddleware, …)`, `Middleware(CORSMiddleware, …)`. */
function added(unit: Unit, call: CallExpr): readonly Policy[] {
  const subject = subjectOf(call);
  if (!subject) return [];
  const title = titleOf(unit.evaluator, subject.value) ?? titleOfSubclass(unit.evaluator, subject.value);
  return title === undefined ? [] : setup(unit, call, title, subject.name ?? 'middleware_class');
}

function titleOf(evaluator: Evaluator, expr: Expr): string | undefined {
  if (!refersTo(evaluator, expr, MIDDLEWARE)) return undefined;
  return qualified(evaluator, expr)?.startsWith('fastapi.') ? 'FastAPI' : 'Starlette';
}

/** A class of this file that only gives the middleware another name; one with methods of its own may do anything. */
function titleOfSubclass(evaluator: Evaluator, expr: Expr): string | undefined {
  if (expr.kind !== 'name') return undefined;
  const { module } = evaluator;
  const [binding, ...others] = module.bindings(expr.name, expr.span.start);
  if (binding?.kind !== 'class' || others.length > 0) return undefined;
  const { start, end } = module.statement(binding.span.start);
  const own = module.enclosing(end).find((each) => each.kind === 'class' && each.name === expr.name);
  const [base] = own?.kind === 'class' ? own.bases : [];
  if (!base || /\bdef\b/.test(module.text.slice(start, end))) return undefined;
  return titleOf(evaluator, base);
}

function setup(unit: Unit, call: CallExpr, title: string | undefined, subject: string): readonly Policy[] {
  if (title === undefined) return [];
  const { evaluator } = unit;
  const { uri } = evaluator.module;
  const scope = scopeOf(evaluator, call);
  const isOption = (key: string) => key !== SUBJECT && key !== subject;
  return configuredBy(evaluator, call, [SUBJECT, ...NAMES], isOption).map(({ options, when, open }) =>
    lower({
      title,
      version: unit.version(STARLETTE_PACKAGES),
      setup: placeOf(uri, call.span),
      insertion: { form: 'argument', place: placeOf(uri, call.argsSpan) },
      ...(scope === undefined ? {} : { scope }),
      when,
      options,
      open,
    }),
  );
}

/** The path of the `Mount` or `Route` whose `middleware` list holds the call. */
function scopeOf({ module }: Evaluator, call: CallExpr): string | undefined {
  const list = module.parent(call);
  if (list.role !== 'item') return undefined;
  const argument = module.parent(list.list);
  if (argument.role !== 'argument' || argument.argument.name !== 'middleware') return undefined;
  const { callee, args } = argument.call;
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  const path = args[0]?.value;
  return /^(?:Mount|Route|Router|Host|APIRouter)$/.test(name) && path?.kind === 'text'
    ? path.value
    : undefined;
}
