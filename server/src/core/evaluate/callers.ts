import type { CallExpr, Parameter } from '../syntax/expr.ts';
import type { Binding, Module } from '../syntax/module.ts';
import { contains, type Place } from '../text/span.ts';
import { lineOf } from './branches.ts';
import { nothing, place } from './build.ts';
import { alternatives, bothHold, oneOf, under, withStep } from './combine.ts';
import { type Context, written } from './context.ts';
import { bindParts } from './functions.ts';
import { conditionsAt } from './read.ts';
import { nameOfFunction } from './running.ts';
import type { Alternative, Value, When } from './value.ts';

/** A function that is called, or named, more often is not followed. */
const MOST_CALLS = 8;
const MOST_NAMES = 40;

/**
 * What a parameter holds, where the file shows every call of its function: nothing else has the function. Undefined where
 * somebody else may call it.
 */
export function givenByCalls(
  context: Context,
  name: string,
  binding: Extract<Binding, { kind: 'parameter' }>,
  where: Place,
): Value | undefined {
  const { module } = context;
  const { params } = binding.function;
  const index = params.findIndex(
    (each) => each.name === name || each.parts?.some((part) => part.name === name),
  );
  const parameter = params[index];
  const calls = parameter && !parameter.rest ? callsOf(module, binding.function) : undefined;
  if (!parameter || !calls || calls.length === 0) return undefined;
  const found: Alternative[] = [];
  const outside = context.at(module.uri);
  for (const call of calls) {
    const reached = conditionsAt(outside, call.span.start);
    if (!reached) continue;
    const given = argumentOf(outside, call, parameter, index, name, where);
    // A program may ask about the origin before it hands it on.
    if (!given || alternatives(given).some(({ value }) => isRequest(value))) return undefined;
    const step = {
      place: place(module, call.callee.span),
      what: `\`${binding.function.name ?? name}\` is called here`,
    };
    const when = calls.length > 1 ? bothHold(reached, [callWhen(module, call, calls)]) : reached;
    if (when) found.push(...under(withStep(given, step), when));
  }
  const [only] = found;
  if (!only) return undefined;
  // With one call, the branches around it are those of everything in the function.
  return calls.length === 1 && found.length === 1 ? only.value : oneOf(found, where);
}

function isRequest(value: Value): boolean {
  return value.kind === 'unknown' && value.reason.kind === 'request-origin';
}

/** Every call; undefined where the function is exported, handed on, or calls itself. */
function callsOf(
  module: Module,
  fn: Extract<Binding, { kind: 'parameter' }>['function'],
): readonly CallExpr[] | undefined {
  const name = nameOfFunction(module, fn);
  if (name === undefined || module.language !== 'javascript') return undefined;
  const [own, ...others] = module.bindings(name, fn.span.start);
  if (!own || others.length > 0 || !contains(module.statement(own.span.start), fn.span)) return undefined;
  if (module.exported(name).length > 0 || isListed(module, name)) return undefined;
  const places = module.occurrences(name);
  if (places.length > MOST_NAMES) return undefined;
  const calls: CallExpr[] = [];
  for (const each of places) {
    if (each.kind !== 'name' || each.span.start === own.span.start) continue;
    if (module.bindings(name, each.span.start)[0]?.span.start !== own.span.start) continue;
    const parent = module.parent(each);
    if (parent.role !== 'callee' || parent.call.isNew || contains(fn.span, each.span)) return undefined;
    calls.push(parent.call);
  }
  return calls.length > MOST_CALLS ? undefined : calls;
}

/** `export { setUp }`, where the name is no expression. */
function isListed({ text }: Module, name: string): boolean {
  for (const [group] of text.matchAll(/\bexport\s*\{[^{}]{0,2000}\}/g)) {
    if (new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(group)) return true;
  }
  return false;
}

function argumentOf(
  context: Context,
  { args }: CallExpr,
  parameter: Parameter,
  index: number,
  name: string,
  where: Place,
): Value | undefined {
  if (args.slice(0, index + 1).some(({ spread }) => spread)) return undefined;
  const argument = args[index]?.value ?? parameter.default;
  const given = argument ? context.evaluate(argument) : nothing(where, true);
  if (parameter.name !== '') return given;
  const locals = new Map<string, Value>();
  return bindParts(context, parameter, given, locals, where) ? locals.get(name) : undefined;
}

/** One call, and none of the others. */
function callWhen(module: Module, call: CallExpr, calls: readonly CallExpr[]): When {
  const condition = ({ callee, span }: CallExpr, outcome: boolean): When => ({
    subject: `the call ${module.uri} ${span.start}`,
    outcome,
    text: `\`${written(module, callee.span)}\` ${outcome ? 'is called' : 'is not called'} in line ${lineOf(module.text, span.start)}`,
    development: false,
    environment: false,
  });
  const others = calls.filter((each) => each !== call).map((each) => condition(each, false));
  return { ...condition(call, true), implies: others };
}
