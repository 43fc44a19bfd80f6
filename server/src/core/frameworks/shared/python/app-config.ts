import type { Context } from '../../../evaluate/context.ts';
import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { leadOf } from '../../../evaluate/leads.ts';
import { baseOf, classOf, type LocalClass } from '../../../evaluate/owners.ts';
import { argumentOptions, recordOptions } from '../../../evaluate/read.ts';
import type { Entry } from '../../../evaluate/value.ts';
import type { CallExpr, Expr } from '../../../syntax/expr.ts';
import type { Condition } from '../../../syntax/module.ts';
import { placeOf } from '../../../text/span.ts';
import { settledValue } from './assigned.ts';
import { methodCalls, nameOf } from './calls.ts';

/** One key of an application's configuration. */
export interface Setting {
  /** The key as written. */
  readonly key: string;
  readonly entry: Entry;
  /** The application as written: `app` of `app.config`. Undefined where it has no plain name. */
  readonly app: string | undefined;
  readonly offset: number;
  readonly conditions: readonly Condition[];
}

export interface Config {
  readonly settings: readonly Setting[];
  /** The configuration is also loaded from somewhere that cannot be read. */
  readonly isOpen: boolean;
}

const LOADERS = ['from_object', 'from_pyfile', 'from_envvar', 'from_file', 'from_json', 'from_prefixed_env'];

/** What a file puts into the `config` of an application under these keys, in the ways of Flask and Quart. `keys` matches whole keys. */
export function readConfig(evaluator: Evaluator, keys: RegExp): Config {
  if (!/\bconfig\b/.test(evaluator.module.text)) return { settings: [], isOpen: false };
  const loaded = [mappings(evaluator, keys), fromObjects(evaluator, keys)];
  const settings = [...subscripts(evaluator, keys), ...loaded.flatMap((config) => config.settings)];
  return {
    settings: settings.sort((a, b) => a.offset - b.offset),
    isOpen: loaded.some(({ isOpen }) => isOpen),
  };
}

/** What each of these keys is after all statements that set it. */
export function settledEntries(
  evaluator: Evaluator,
  settings: readonly Setting[],
  keys: readonly string[],
): readonly Entry[] {
  return keys.flatMap((key) => {
    const written = settings.filter((setting) => setting.key === key);
    const last = written.at(-1);
    if (!last) return [];
    const statements = written.map(({ entry, conditions }) => ({ value: entry.value, conditions }));
    return [{ ...last.entry, value: settledValue(evaluator, statements) }];
  });
}

/** `app.config["CORS_ORIGINS"] = …` */
function subscripts(evaluator: Evaluator, keys: RegExp): readonly Setting[] {
  const { module } = evaluator;
  return module.textLiterals(/CORS_[A-Z_]+/g).flatMap((literal): Setting[] => {
    if (!keys.test(literal.value)) return [];
    const key = module.parent(literal);
    if (key.role !== 'subscript') return [];
    const app = applicationOf(key.member.object);
    const target = module.parent(key.member);
    if (!app || target.role !== 'target' || target.assignment.augmented) return [];
    const { assignment } = target;
    const entry: Entry = {
      key: literal.value,
      value: evaluator.evaluate(assignment.value),
      place: placeOf(module.uri, assignment.span),
      keyPlace: placeOf(module.uri, literal.span),
      form: 'assignment',
    };
    return [settingOf(evaluator, entry, app.name, assignment.span.start)];
  });
}

/** `app.config.CORS_ORIGINS = …`, which is Sanic's way. */
export function attributeSettings(evaluator: Evaluator, names: readonly string[]): readonly Setting[] {
  const { module } = evaluator;
  return names.flatMap((key) =>
    module.occurrences(key).flatMap((expr): Setting[] => {
      const app = expr.kind === 'member' ? applicationOf(expr.object) : undefined;
      const target = app && module.parent(expr);
      if (target?.role !== 'target' || target.assignment.augmented) return [];
      const { assignment } = target;
      const entry: Entry = {
        key,
        value: evaluator.evaluate(assignment.value),
        place: placeOf(module.uri, assignment.span),
        keyPlace: placeOf(module.uri, { start: expr.span.end - key.length, end: expr.span.end }),
        form: 'assignment',
      };
      return [settingOf(evaluator, entry, app?.name, assignment.span.start)];
    }),
  );
}

/** `app.config.update(CORS_ORIGINS=…)`, `app.config.from_mapping({"CORS_ORIGINS": …})` */
function mappings(evaluator: Evaluator, keys: RegExp): Config {
  const settings: Setting[] = [];
  let isOpen = false;
  for (const { call, app } of ['update', 'from_mapping'].flatMap((method) =>
    configCalls(evaluator, method),
  )) {
    const [first] = call.args;
    const isMapping = first !== undefined && first.name === undefined && !first.spread;
    const mapping = recordOptions(isMapping ? evaluator.evaluate(first.value) : undefined);
    const named = argumentOptions(call, evaluator);
    // Several cases of one call are not told apart.
    isOpen ||=
      mapping.length !== 1 ||
      named.length !== 1 ||
      [...mapping, ...named].some(({ rest }) => rest.length > 0);
    for (const entry of [...(mapping[0]?.entries ?? []), ...(named[0]?.entries ?? [])]) {
      if (keys.test(entry.key)) settings.push(settingOf(evaluator, entry, app, call.span.start));
    }
  }
  return { settings, isOpen };
}

/** `app.config.from_object(Config)` with a class or module of the workspace; every other source cannot be seen. */
function fromObjects(evaluator: Evaluator, keys: RegExp): Config {
  const settings: Setting[] = [];
  let isOpen = false;
  for (const method of LOADERS) {
    for (const { call, app } of configCalls(evaluator, method)) {
      const source = method === 'from_object' ? call.args[0]?.value : undefined;
      const found = source && classSettings(evaluator, source, { app, offset: call.span.start }, keys);
      if (found) settings.push(...found);
      else isOpen = true;
    }
  }
  return { settings, isOpen };
}

function classSettings(
  asked: Evaluator,
  source: Expr,
  load: Pick<Setting, 'app' | 'offset'>,
  keys: RegExp,
): readonly Setting[] | undefined {
  const found = objectOf(asked.context, source);
  if (!found) return undefined;
  return found.flatMap(({ context, inClass }) => {
    const isOwn = (assigned: { readonly inClass?: string; readonly operator?: string }) =>
      assigned.inClass === inClass && assigned.operator === undefined;
    return context.module
      .assignments(keys)
      .filter(isOwn)
      .map((assigned) => {
        const entry: Entry = {
          key: assigned.name,
          value: context.evaluate(assigned.value),
          place: placeOf(context.module.uri, assigned.statement),
          keyPlace: placeOf(context.module.uri, assigned.span),
          form: 'assignment',
        };
        return { key: assigned.name, entry, ...load, conditions: assigned.conditions };
      });
  });
}

interface Source {
  readonly context: Context;
  /** The class; undefined for the module itself. */
  readonly inClass: string | undefined;
}

const MAX_BASES = 8;

/** The class or module that holds the configuration, behind those that it inherits from. */
function objectOf(context: Context, source: Expr): readonly Source[] | undefined {
  if (source.kind === 'name' && source.name === '__name__') return [{ context, inClass: undefined }];
  if (source.kind === 'text') return namedObject(context, source.value);
  const lead = leadOf(context, source);
  if (lead?.kind === 'module') return [{ context: lead.context, inClass: undefined }];
  return chainOf(classOf(context, source));
}

/** `"config.Production"`, `"app.config"`: the path of a class or of a module. */
function namedObject(context: Context, path: string): readonly Source[] | undefined {
  if (!/^\w+(?:\.\w+)*$/.test(path)) return undefined;
  const whole = context.follow(path);
  if (whole.kind === 'module') return [{ context: whole.context, inClass: undefined }];
  const dot = path.lastIndexOf('.');
  const outer = dot < 0 ? undefined : context.follow(path.slice(0, dot));
  if (outer?.kind !== 'module') return undefined;
  return chainOf(classOf(outer.context, outer.context.ending(path.slice(dot + 1))));
}

function chainOf(derived: LocalClass | undefined): readonly Source[] | undefined {
  if (!derived) return undefined;
  const chain: Source[] = [];
  for (let at: LocalClass | undefined = derived; at && chain.length < MAX_BASES; at = baseOf(at)) {
    chain.unshift({ context: at.context, inClass: at.name });
  }
  return chain;
}

function settingOf(evaluator: Evaluator, entry: Entry, app: string | undefined, offset: number): Setting {
  return { key: entry.key, entry, app, offset, conditions: evaluator.module.conditions(offset) };
}

function configCalls(
  evaluator: Evaluator,
  method: string,
): readonly { readonly call: CallExpr; readonly app: string | undefined }[] {
  return methodCalls(evaluator, method).flatMap((call) => {
    const app = call.callee.kind === 'member' ? applicationOf(call.callee.object) : undefined;
    return app ? [{ call, app: app.name }] : [];
  });
}

/** The application whose `config` an expression is. */
function applicationOf(expr: Expr): { readonly name: string | undefined } | undefined {
  return expr.kind === 'member' && expr.property === 'config' && !expr.subscript
    ? { name: nameOf(expr.object) }
    : undefined;
}
