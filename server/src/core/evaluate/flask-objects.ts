import type { Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { unknown } from './build.ts';
import { ownedValue } from './classes.ts';
import { alternatives } from './combine.ts';
import type { Context } from './context.ts';
import { isDevelopmentFlag } from './flags.ts';
import { leadOf } from './leads.ts';
import { baseOf, classOf, classValue, type LocalClass, MAX_BASES, type Owner, ownerOf } from './owners.ts';
import { starImports } from './stars.ts';
import type { UnknownValue, Value, When } from './value.ts';

/** What an application is given to take its configuration from. */
export type ConfigSource =
  | { readonly kind: 'class'; readonly owner: Owner }
  | { readonly kind: 'module'; readonly context: Context }
  | { readonly kind: 'unknown'; readonly value: UnknownValue };

export interface Choice {
  readonly source: ConfigSource;
  readonly when: readonly When[];
}

/**
 * What `app.config.from_object(…)` is given: a class, an instance, a module, the path of one as a text, or one of several
 * that a table or a function chooses from.
 */
export function sourcesOf(context: Context, expr: Expr): readonly Choice[] {
  const named = namedSource(context, expr);
  if (named) return [{ source: named, when: [] }];
  if (expr.kind === 'call') {
    const classes = chosen(context, context.evaluate(expr.callee));
    if (classes.length > 0 && classes.every(({ source }) => source.kind === 'class'))
      return classes.map((each) =>
        each.source.kind === 'class'
          ? {
              ...each,
              source: { kind: 'class', owner: { ...each.source.owner, made: { call: expr, context } } },
            }
          : each,
      );
  }
  const found = chosen(context, context.evaluate(expr));
  if (found.some(({ source }) => source.kind !== 'unknown')) return found;
  const owner = ownerOf(context, expr);
  return owner ? [{ source: { kind: 'class', owner }, when: owner.when ? [owner.when] : [] }] : found;
}

/** A source without any condition. */
function namedSource(context: Context, expr: Expr): ConfigSource | undefined {
  if (expr.kind === 'text') return sourceAt(context, expr.value);
  if (expr.kind !== 'name' && expr.kind !== 'member') return undefined;
  if (expr.kind === 'name' && expr.name === '__name__') return { kind: 'module', context };
  if (expr.kind === 'name' && context.locals.has(expr.name)) return undefined;
  const lead = leadOf(context, expr);
  if (lead?.kind === 'module') return { kind: 'module', context: lead.context };
  const found = classOf(context, expr);
  return found && { kind: 'class', owner: { class: found } };
}

function chosen(context: Context, value: Value): readonly Choice[] {
  return alternatives(value).map(({ value: plain, when }): Choice => {
    const found = classValue(context, plain);
    if (found) return { source: { kind: 'class', owner: { class: found } }, when: asNamed(found, when) };
    const source = plain.kind === 'text' ? sourceAt(context, plain.value) : undefined;
    if (source?.kind === 'class') return { source, when: asNamed(source.owner.class, when) };
    if (source) return { source, when };
    const reason =
      plain.kind === 'unknown' ? plain : unknown({ kind: 'syntax', what: plain.kind }, plain.place);
    return { source: { kind: 'unknown', value: reason }, when };
  });
}

/** What leads to a class that is called `DevelopmentConfig` is chosen in development. */
function asNamed({ name }: LocalClass, when: readonly When[]): readonly When[] {
  const last = when.at(-1);
  if (!last || !isDevelopmentFlag(name.replace(/_?(?:config|configuration|settings)$/i, ''))) return when;
  return [...when.slice(0, -1), { ...last, development: true }];
}

/** `"config.Production"`, `"config:Production"`, `"app.config"`: the path of a class or of a module. */
function sourceAt(context: Context, written: string): ConfigSource | undefined {
  const path = written.replace(':', '.');
  if (!/^\w+(?:\.\w+)*$/.test(path)) return undefined;
  const whole = context.follow(path);
  if (whole.kind === 'module') return { kind: 'module', context: whole.context };
  const dot = path.lastIndexOf('.');
  const outer = dot < 0 ? undefined : context.follow(path.slice(0, dot));
  if (outer?.kind !== 'module') return undefined;
  const found = classOf(outer.context, outer.context.ending(path.slice(dot + 1)));
  return found && { kind: 'class', owner: { class: found } };
}

/** What a source gives a key; undefined where it surely has none. Flask takes names in upper case alone (flask@3.1.2:flask/config.py). */
export function valueFrom(source: ConfigSource, key: string, where: Place): Value | undefined {
  if (key !== key.toUpperCase()) return undefined;
  if (source.kind === 'unknown') return { ...source.value, place: where };
  if (source.kind === 'module') {
    const { context } = source;
    const isThere = context.module.exported(key).length > 0 || starImports(context).length > 0;
    return isThere ? context.evaluate(context.ending(key)) : undefined;
  }
  const value = ownedValue(source.owner, key);
  if (value || isWhole(source.owner.class)) return value;
  return unknown({ kind: 'attribute', path: `${source.owner.class.name}.${key}` }, where);
}

/** Every base is a class of the workspace, one behind the other: what none of them has is not there. */
function isWhole(derived: LocalClass): boolean {
  let at: LocalClass | undefined = derived;
  for (let hops = 0; at && hops < MAX_BASES; hops += 1) {
    const bases = at.bases.filter((base) => base.kind !== 'name' || base.name !== 'object');
    if (bases.length === 0) return true;
    if (bases.length > 1) return false;
    at = baseOf(at);
  }
  return false;
}
