import type { CallExpr, Expr, FunctionExpr, MemberExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { branchOutcomes, isLoop, waysThrough } from './branches.ts';
import { nothing, type Plain, place, tooComplex, unknown } from './build.ts';
import { bothHold, MAX_ALTERNATIVES, oneOf, under } from './combine.ts';
import { type Context, pathOf } from './context.ts';
import { isPythonTry } from './events.ts';
import { type Case, changed } from './flask-acts.ts';
import { callsIn, callsOf, type Step, sitesIn, stepsBefore } from './flask-sites.ts';
import { localsOf } from './functions.ts';
import { leadOf } from './leads.ts';
import { functionAt, isSameFunction } from './running.ts';
import { qualifiedName } from './symbols.ts';
import type { Alternative, Value, When } from './value.ts';

const EMPTY: readonly Case[] = [{ value: undefined, when: [] }];

/** Applications that are handed on and made elsewhere, inside of each other. */
const MOST_HOPS = 6;

/** Keys that every application of Flask has (flask@3.1.2:flask/app.py, `default_config`; `ENV` until 2.2). */
const OWN_KEYS =
  /^(?:DEBUG|TESTING|ENV|PROPAGATE_EXCEPTIONS|SECRET_KEY\w*|TRUSTED_HOSTS|SERVER_NAME|APPLICATION_ROOT|SESSION_\w+|PERMANENT_\w+|USE_X_SENDFILE|MAX_\w+|SEND_\w+|PREFERRED_URL_SCHEME|TRAP_\w+|EXPLAIN_\w+|TEMPLATES_\w+|PROVIDE_\w+)$/;

/** `app.config["KEY"]` of Flask and Quart: what the file, and what it imports, put there before. */
export function flaskSetting(context: Context, expr: MemberExpr | CallExpr): Value | undefined {
  const read = readIn(context, expr);
  if (!read) return undefined;
  const where = place(context.module, expr.span);
  const cases = casesOf(context, read.app, {
    key: read.key,
    at: expr.span.start,
    hops: 0,
  });
  if (!cases || cases.every(({ value }) => value === undefined && !read.fallback)) return undefined;
  const found: Alternative[] = [];
  for (const { value, when } of cases) {
    if (value) found.push({ value, when });
    // Without a default, the program stops there.
    else if (read.fallback) found.push(...under(read.fallback(where), when));
  }
  const [only] = found;
  return only && found.length === 1 ? only.value : oneOf(found, where);
}

interface Read {
  readonly app: Expr;
  readonly key: string;
  /** What `get` gives for a key that is not there. */
  readonly fallback?: (where: Place) => Value;
}

function readIn(context: Context, expr: MemberExpr | CallExpr): Read | undefined {
  const { module } = context;
  if (module.language !== 'python') return undefined;
  if (expr.kind === 'member') {
    const app = expr.subscript ? applicationOf(expr.object) : undefined;
    return app && isSetting(expr.property) && isFlask(context) ? { app, key: expr.property } : undefined;
  }
  const { callee, args } = expr;
  if (callee.kind !== 'member' || callee.property !== 'get' || callee.subscript) return undefined;
  const app = applicationOf(callee.object);
  const [first, second] = args;
  if (!app || first?.value.kind !== 'text' || args.length > 2 || args.some(({ spread }) => spread))
    return undefined;
  if (!isSetting(first.value.value) || !isFlask(context)) return undefined;
  const fallback = (where: Place): Value => (second ? context.evaluate(second.value) : nothing(where, false));
  return { app, key: first.value.value, fallback };
}

function applicationOf(config: Expr): Expr | undefined {
  return config.kind === 'member' && config.property === 'config' && !config.subscript
    ? config.object
    : undefined;
}

function isSetting(key: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(key) && !OWN_KEYS.test(key);
}

function isFlask({ module }: Context): boolean {
  return module.imports().some(({ from }) => /^(?:flask|quart)(?:[._]|$)/.test(from));
}

interface Asked {
  readonly key: string;
  readonly at: number;
  readonly hops: number;
}

/** Undefined where nothing shows what the configuration holds. */
function casesOf(context: Context, app: Expr, asked: Asked): readonly Case[] | undefined {
  if (asked.hops > MOST_HOPS) return undefined;
  const { module } = context;
  const around = functionAt(module, asked.at);
  const [named, ...others] = app.kind === 'name' ? applicationsMeant(context, app, around, asked.at) : [app];
  if (!named || others.length > 0) return undefined;
  const before = beginning(context, named, around, asked);
  return replayed(context, before, stepsBefore(context, named, around, asked.at), around, asked);
}

/** `current_app` is the application that the file has, where it has one alone. */
function applicationsMeant(
  context: Context,
  app: Expr & { kind: 'name' },
  around: FunctionExpr | undefined,
  at: number,
): readonly Expr[] {
  const symbol = context.symbol(app);
  if (!symbol || !/^(?:flask|quart)\.current_app$/.test(qualifiedName(symbol))) return [app];
  const seen = sitesIn(context).filter(
    (site) => site.start < at && (site.around === undefined || isSameFunction(site.around, around)),
  );
  const paths = new Set(seen.map((site) => pathOf(site.app)));
  const last = seen.at(-1);
  return last && paths.size === 1 ? [last.app] : [];
}

/** What the configuration holds before anything in this function happens to it; undefined where that is not known. */
function beginning(
  context: Context,
  app: Expr,
  around: FunctionExpr | undefined,
  { key, at, hops }: Asked,
): readonly Case[] | undefined {
  const { module } = context;
  if (app.kind !== 'name') return undefined;
  const [binding, ...others] = module.bindings(app.name, at);
  if (!binding || others.length > 0) return undefined;
  if (binding.kind === 'import') {
    const lead = leadOf(context, app);
    if (lead?.kind !== 'definition') return undefined;
    const end = lead.context.module.text.length;
    return casesOf(lead.context, lead.context.ending(lead.name), {
      key,
      at: end,
      hops: hops + 1,
    });
  }
  const outer = functionAt(module, binding.span.start);
  if (binding.kind === 'parameter') {
    if (!isSameFunction(binding.function, around)) return undefined;
    const [only, ...further] = callsOf(context, binding.function);
    if (!only || further.length > 0) return undefined;
    const { args, span } = only.call;
    const index = binding.function.params.findIndex(({ name }) => name === app.name);
    const given = args.find(({ name }) => name === app.name) ?? args[index];
    if (!given || given.spread) return undefined;
    return casesOf(only.context, given.value, { key, at: span.start, hops: hops + 1 });
  }
  if (binding.kind !== 'assign' || binding.path.length > 0 || binding.value.kind !== 'call') return undefined;
  const made = madeBy(context, binding.value, key, hops);
  if (isSameFunction(outer, around)) return made;
  const level = stepsBefore(context, app, outer, outer ? at : module.text.length);
  return replayed(context, made, level, outer, { key, at, hops });
}

/** `Flask(__name__)`, or a function of the workspace that returns an application. */
function madeBy(context: Context, call: CallExpr, key: string, hops: number): readonly Case[] | undefined {
  const symbol = context.symbol(call.callee);
  if (symbol)
    return /^(?:flask|quart)(?:\.\w+)*\.(?:Flask|Quart)$/.test(qualifiedName(symbol)) ? EMPTY : undefined;
  const made = context.evaluate(call.callee);
  if (made.kind !== 'function') return undefined;
  const home = context.at(made.place.uri);
  const [only, ...others] = home.module.returns(made.function);
  if (!only?.value || others.length > 0) return undefined;
  return casesOf(home, only.value, {
    key,
    at: only.value.span.start,
    hops: hops + 1,
  });
}

/** What these steps make of it, one after the other. */
function replayed(
  context: Context,
  before: readonly Case[] | undefined,
  steps: readonly Step[],
  around: FunctionExpr | undefined,
  { key, at }: Asked,
): readonly Case[] | undefined {
  const shared = isSameFunction(around, functionAt(context.module, at)) ? context.module.conditions(at) : [];
  let cases = before;
  for (const step of steps) {
    const own = step.conditions.filter(
      ({ condition, context: { module } }) => !isPythonTry(module, condition),
    );
    if (own.some(({ condition }) => isElse(shared, condition))) continue;
    const left = own.filter(
      ({ condition }) =>
        !shared.some((one) => one.span.start === condition.span.start && one.outcome === condition.outcome),
    );
    if (left.some((each) => isLoop(each.context, each.condition))) return undefined;
    // Where nothing is known before, what is put there in some cases alone leaves it unknown in the others.
    const next = afterStep(step, left, cases ?? [{ value: unseen(step, key), when: [] }], key);
    const isKnown = next.some(({ value }) => value !== undefined && !isUnseen(value));
    cases = cases || isKnown ? next : undefined;
    if (next.length > 4 * MAX_ALTERNATIVES)
      return [{ value: tooComplex(place(step.context.module, step.site)), when: [] }];
  }
  return cases;
}

/** What one step makes of each case: changed where its conditions hold, left alone where they do not. */
function afterStep(
  step: Step,
  conditions: Step['conditions'],
  before: readonly Case[],
  key: string,
): readonly Case[] {
  const inside = withDefaults(step.context, step.site.around);
  const ways = waysThrough(conditions, ({ condition, at, context: home }) =>
    branchOutcomes(home.module === inside.module ? inside : home, condition, at),
  );
  return before.flatMap((each) => {
    const untouched = ways.left.flatMap((otherwise) => {
      const when = bothHold(each.when, otherwise);
      return when ? [{ value: each.value, when }] : [];
    });
    const when = ways.taken && bothHold(each.when, ways.taken);
    return when ? [...untouched, ...changed(inside, { ...each, when }, step, key)] : untouched;
  });
}

function unseen({ context, site }: Step, key: string): Plain {
  return unknown({ kind: 'attribute', path: `app.config["${key}"]` }, place(context.module, site));
}

function isUnseen(value: Plain): boolean {
  return value.kind === 'unknown' && value.reason.kind === 'attribute';
}

/** The other branch of one of these tests. */
function isElse(
  shared: readonly { readonly test?: Expr; readonly outcome: boolean }[],
  { test, outcome }: { readonly test?: Expr; readonly outcome: boolean },
): boolean {
  return test !== undefined && shared.some((one) => one.test === test && one.outcome !== outcome);
}

/** Parameters with a default, and what the one call in the file gives: how an application factory is told its configuration. */
function withDefaults(context: Context, fn: FunctionExpr | undefined): Context {
  if (!fn) return context;
  const { module } = context;
  const locals = new Map<string, Value>();
  const [call, ...others] = callsIn(module, fn);
  for (const [index, { name, default: fallback, rest }] of fn.params.entries()) {
    if (name === '' || rest) continue;
    const where = place(module, fn.span);
    const argument =
      others.length > 0 ? undefined : (call?.args.find((each) => each.name === name) ?? call?.args[index]);
    const isGiven = argument && !argument.spread && (argument.name === undefined || argument.name === name);
    const given: Value = isGiven
      ? context.evaluate(argument.value)
      : unknown({ kind: 'parameter', name }, where);
    if (!fallback) {
      if (isGiven) locals.set(name, given);
      continue;
    }
    const found = [
      ...under(context.evaluate(fallback), [givenWhen(fn, name, false)]),
      ...under(given, [givenWhen(fn, name, true)]),
    ];
    locals.set(name, oneOf(found, where));
  }
  return locals.size > 0 ? context.extended(localsOf(context, fn, locals), fn) : context;
}

function givenWhen(fn: FunctionExpr, name: string, outcome: boolean): When {
  const subject = `the parameter ${name} of ${fn.name ?? ''}`;
  const text = `\`${fn.name ?? 'the function'}()\` is ${outcome ? 'given' : 'not given'} \`${name}\``;
  return { subject, outcome, text, development: false, environment: false };
}
