import type { CallExpr, Expr, FunctionExpr, MemberExpr } from '../syntax/expr.ts';
import type { Condition, Module } from '../syntax/module.ts';
import { type Context, pathOf } from './context.ts';
import { leadOfImport } from './leads.ts';
import { functionAt, isSameFunction, nameOfFunction } from './running.ts';

/** A statement that changes the configuration of an application. */
export interface Site {
  /** The application: `app` of `app.config`. */
  readonly app: Expr;
  readonly act: Act;
  readonly start: number;
  readonly end: number;
  /** The function around it. */
  readonly around: FunctionExpr | undefined;
}

export type Act =
  /** `app.config["KEY"] = value` */
  | {
      readonly kind: 'set';
      readonly key: string;
      readonly value: Expr;
      readonly augmented: boolean;
    }
  /** `app.config.from_object(…)` */
  | { readonly kind: 'call'; readonly method: string; readonly call: CallExpr }
  /** Anything else: `app.config = …`, `app.config[name] = …`. */
  | { readonly kind: 'open' };

/** A site as a use sees it: where it runs, under which conditions, and in which file it is written. */
export interface Step {
  readonly site: Site;
  readonly context: Context;
  readonly offset: number;
  readonly conditions: readonly {
    readonly condition: Condition;
    readonly at: number;
    readonly context: Context;
  }[];
}

const MOST_SITES = 200;
const MOST_HELPERS = 40;

const METHODS: ReadonlySet<string> = new Set(
  `from_object from_mapping from_pyfile from_envvar from_file from_json from_prefixed_env update setdefault
  pop clear`.split(/\s+/),
);

const known = new WeakMap<Module, readonly Site[]>();

/** Every statement of a file that changes the `config` of something, in source order. */
export function sitesIn({ module }: Context): readonly Site[] {
  const before = known.get(module);
  if (before) return before;
  const found = module
    .occurrences('config')
    .slice(0, MOST_SITES)
    .flatMap((each): Site[] => {
      if (each.kind !== 'member' || each.subscript) return [];
      const act = actOn(module, each);
      if (!act) return [];
      const { start, end } = module.statement(each.span.start);
      return [
        {
          app: each.object,
          act,
          start,
          end,
          around: functionAt(module, each.span.start),
        },
      ];
    });
  known.set(module, found);
  return found;
}

function actOn(module: Module, config: MemberExpr): Act | undefined {
  const parent = module.parent(config);
  if (parent.role === 'target') return { kind: 'open' };
  if (parent.role === 'part')
    return module.parent(parent.of).role === 'target' ? { kind: 'open' } : undefined;
  if (parent.role !== 'object') return undefined;
  const { member } = parent;
  const outer = module.parent(member);
  if (member.subscript) {
    if (outer.role !== 'target') return undefined;
    const { value, augmented } = outer.assignment;
    return { kind: 'set', key: member.property, value, augmented };
  }
  return outer.role === 'callee' && METHODS.has(member.property)
    ? { kind: 'call', method: member.property, call: outer.call }
    : undefined;
}

/** What happens to the configuration of `app` in one function, or outside of all, in front of `at`; helpers are looked into. */
export function stepsBefore(
  context: Context,
  app: Expr,
  around: FunctionExpr | undefined,
  at: number,
): readonly Step[] {
  const path = pathOf(app);
  if (path === undefined) return [];
  const own = sitesIn(context)
    .filter((site) => site.end <= at && isSameFunction(site.around, around) && pathOf(site.app) === path)
    .map(
      (site): Step => ({
        site,
        context,
        offset: site.start,
        conditions: conditionsOf(context, site.start),
      }),
    );
  const helped = helpersGiven(context, app, around, at).flatMap(({ call, home, parameter, fn }) =>
    sitesIn(home)
      .filter((site) => isSameFunction(site.around, fn) && pathOf(site.app) === parameter)
      .map(
        (site): Step => ({
          site,
          context: home,
          offset: call.span.start,
          conditions: [...conditionsOf(context, call.span.start), ...conditionsOf(home, site.start)],
        }),
      ),
  );
  return [...own, ...helped].sort((a, b) => a.offset - b.offset || a.site.start - b.site.start);
}

function conditionsOf(context: Context, at: number): Step['conditions'] {
  return context.module.conditions(at).map((condition) => ({ condition, at, context }));
}

interface Helper {
  readonly call: CallExpr;
  readonly home: Context;
  readonly fn: FunctionExpr;
  /** The name that the application has in it. */
  readonly parameter: string;
}

/** `configure(app)`: calls of functions of the workspace that are given the application. */
function helpersGiven(
  context: Context,
  app: Expr,
  around: FunctionExpr | undefined,
  at: number,
): readonly Helper[] {
  if (app.kind !== 'name') return [];
  const { module } = context;
  return module
    .occurrences(app.name)
    .slice(0, MOST_SITES)
    .flatMap((each) => {
      const parent = each.kind === 'name' && each.span.end < at ? module.parent(each) : undefined;
      if (parent?.role !== 'argument' || parent.argument.spread) return [];
      const { call, argument, index } = parent;
      if (call.callee.kind !== 'name' || !isSameFunction(functionAt(module, each.span.start), around))
        return [];
      if (!mayConfigure(module, call.callee.name)) return [];
      const value = context.evaluate(call.callee);
      if (value.kind !== 'function') return [];
      const given = argument.name ?? value.function.params[index]?.name ?? '';
      return [
        {
          call,
          home: context.at(value.place.uri),
          fn: value.function,
          parameter: given,
        },
      ];
    })
    .slice(0, MOST_HELPERS);
}

/** Of the functions of other files, those are read that are called so. */
function mayConfigure(module: Module, name: string): boolean {
  return (
    /conf|setting|env|setup|set_up|init_app/i.test(name) || module.exported(name)[0]?.kind === 'function'
  );
}

/** The calls of a function in its own file, by its name. */
export function callsIn(module: Module, fn: FunctionExpr): readonly CallExpr[] {
  const name = nameOfFunction(module, fn);
  if (name === undefined) return [];
  return module
    .occurrences(name)
    .slice(0, MOST_SITES)
    .flatMap((each) => {
      const parent = each.kind === 'name' ? module.parent(each) : undefined;
      if (parent?.role !== 'callee') return [];
      const isInside = each.span.start >= fn.span.start && each.span.end <= fn.span.end;
      return isInside || module.bindings(name, each.span.start)[0]?.kind !== 'function' ? [] : [parent.call];
    });
}

export interface Call {
  readonly call: CallExpr;
  /** Of the file that calls. */
  readonly context: Context;
}

/** Where an application is made as a rule, seen from a module of its package. */
const FACTORIES = ['.', '..', '.app', '.factory', '.main'];

/** The calls of a function in its own file or else, where that has none, in the file of its package that makes the application. */
export function callsOf(context: Context, fn: FunctionExpr): readonly Call[] {
  const own = callsIn(context.module, fn);
  const name = nameOfFunction(context.module, fn);
  if (own.length > 0 || name === undefined) return own.map((call) => ({ call, context }));
  for (const specifier of FACTORIES) {
    const followed = context.follow(specifier);
    if (followed.kind !== 'module' || followed.context.module === context.module) continue;
    const found = callsFrom(followed.context, context, name);
    if (found.length > 0) return found;
  }
  return [];
}

/** The calls of a function that another file imports under its own name. */
function callsFrom(other: Context, home: Context, name: string): readonly Call[] {
  const { module } = other;
  const isImported = module.imports().some((imported) => {
    if (imported.name !== name || imported.local !== name) return false;
    const lead = leadOfImport(other, imported);
    return lead?.kind === 'definition' && lead.context.module === home.module && lead.name === name;
  });
  if (!isImported) return [];
  return module
    .occurrences(name)
    .slice(0, MOST_SITES)
    .flatMap((each) => {
      const parent = each.kind === 'name' ? module.parent(each) : undefined;
      return parent?.role === 'callee' ? [{ call: parent.call, context: other }] : [];
    });
}
