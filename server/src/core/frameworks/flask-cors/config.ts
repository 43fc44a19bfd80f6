import type { Context } from '../../evaluate/context.ts';
import type { Evaluator } from '../../evaluate/evaluator.ts';
import { leadOf } from '../../evaluate/leads.ts';
import { baseOf, classOf, type LocalClass } from '../../evaluate/owners.ts';
import { argumentOptions, recordOptions } from '../../evaluate/read.ts';
import type { Entry, Value } from '../../evaluate/value.ts';
import { type Option, optionOf } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Condition } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import { meantOption } from '../shared/meant.ts';
import { ABSENT, settledValue } from '../shared/python/assigned.ts';
import { methodCalls, nameOf } from '../shared/python/calls.ts';
import { FLASK_CORS_OPTIONS } from './options.ts';

/** One `CORS_…` key of an application's configuration. */
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

const KEY = /^CORS_[A-Z_]+$/;
const NAMES = FLASK_CORS_OPTIONS.map(({ name }) => name);
/** Configuration that flask-cors reads, by its key: `CORS_` and the option in capitals (core.py: CONFIG_OPTIONS). */
const OPTION_OF_KEY = new Map(NAMES.map((name) => [`CORS_${name.toUpperCase()}`, name]));
const LOADERS = ['from_object', 'from_pyfile', 'from_envvar', 'from_file', 'from_json', 'from_prefixed_env'];

export function readConfig(evaluator: Evaluator): Config {
  if (!/\bconfig\b/.test(evaluator.module.text)) return { settings: [], isOpen: false };
  const loaded = [mappings(evaluator), fromObjects(evaluator)];
  const settings = [...subscripts(evaluator), ...loaded.flatMap((config) => config.settings)];
  return {
    settings: settings.sort((a, b) => a.offset - b.offset),
    isOpen: loaded.some(({ isOpen }) => isOpen),
  };
}

/** Keys that flask-cors does not read though they look like it. */
export function strangersOf({ settings }: Config): readonly Option[] {
  return settings
    .filter(({ key }) => !OPTION_OF_KEY.has(key) && meantOption(key, NAMES) !== undefined)
    .map(({ entry }) => optionOf(entry));
}

/** Keys that flask-cors reads, among those that are written. */
export function knownSettings({ settings }: Config): readonly Setting[] {
  return settings.filter(({ key }) => OPTION_OF_KEY.has(key));
}

/** The options that the configuration gives. */
export function optionsOf(evaluator: Evaluator, settings: readonly Setting[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [key, name] of OPTION_OF_KEY) {
    const written = settings.filter((setting) => setting.key === key);
    const last = written.at(-1);
    if (!last) continue;
    const value = settledValue(
      evaluator,
      written.map(({ entry, conditions }) => ({ value: entry.value, conditions })),
    );
    entries.push({ ...last.entry, key: name, value: withoutNone(value) });
  }
  return entries;
}

/** A key whose value is None counts as not set (core.py: `get_app_kwarg_dict`). */
function withoutNone(value: Value): Value {
  if (value.kind === 'null') return ABSENT;
  if (value.kind !== 'oneOf') return value;
  return {
    ...value,
    alternatives: value.alternatives.map((each) =>
      each.value.kind === 'null' ? { ...each, value: ABSENT } : each,
    ),
  };
}

/** `app.config["CORS_ORIGINS"] = …` */
function subscripts(evaluator: Evaluator): readonly Setting[] {
  const { module } = evaluator;
  return module.textLiterals(/CORS_[A-Z_]+/g).flatMap((literal): Setting[] => {
    if (!KEY.test(literal.value)) return [];
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

/** `app.config.update(CORS_ORIGINS=…)`, `app.config.from_mapping({"CORS_ORIGINS": …})` */
function mappings(evaluator: Evaluator): Config {
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
      if (KEY.test(entry.key)) settings.push(settingOf(evaluator, entry, app, call.span.start));
    }
  }
  return { settings, isOpen };
}

/** `app.config.from_object(Config)` with a class or module of the workspace; every other source cannot be seen. */
function fromObjects(evaluator: Evaluator): Config {
  const settings: Setting[] = [];
  let isOpen = false;
  for (const method of LOADERS) {
    for (const { call, app } of configCalls(evaluator, method)) {
      const source = method === 'from_object' ? call.args[0]?.value : undefined;
      const found = source && classSettings(evaluator, source, app, call.span.start);
      if (found) settings.push(...found);
      else isOpen = true;
    }
  }
  return { settings, isOpen };
}

function classSettings(
  asked: Evaluator,
  source: Expr,
  app: string | undefined,
  offset: number,
): readonly Setting[] | undefined {
  const found = objectOf(asked.context, source);
  if (!found) return undefined;
  return found.flatMap(({ context, inClass }) => {
    const isOwn = (assigned: { readonly inClass?: string; readonly operator?: string }) =>
      assigned.inClass === inClass && assigned.operator === undefined;
    return context.module
      .assignments(KEY)
      .filter(isOwn)
      .map((assigned) => {
        const entry: Entry = {
          key: assigned.name,
          value: context.evaluate(assigned.value),
          place: placeOf(context.module.uri, assigned.statement),
          keyPlace: placeOf(context.module.uri, assigned.span),
          form: 'assignment',
        };
        return { key: assigned.name, entry, app, offset, conditions: assigned.conditions };
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
