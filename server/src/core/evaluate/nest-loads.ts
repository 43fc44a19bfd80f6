import type { CallExpr, Expr, RecordExpr } from '../syntax/expr.ts';
import type { Import } from '../syntax/module.ts';
import type { Context } from './context.ts';
import { definitionOf, type Found } from './imported.ts';
import { leadOfImport } from './leads.ts';
import { isExport } from './symbols.ts';

/** What the application's modules tell `ConfigModule` of NestJS. */
export interface Configuration {
  /** False where no `ConfigModule.forRoot(…)` was reached. */
  readonly found: boolean;
  readonly loads: readonly Load[];
  /** Something that is loaded could not be read: it may hold any key. */
  readonly open: boolean;
  /** The schema or function that checks the environment, and may fill in what is unset. */
  readonly checks: readonly Check[];
}

/** One factory, and the name under which its result is kept. */
export interface Load extends Found {
  readonly namespace?: string;
}

export interface Check extends Found {
  readonly kind: 'validationSchema' | 'validate';
}

/** Files of an application that are looked into, and the length of the way to them. */
const MOST_FILES = 32;
const LONGEST_WAY = 5;
const MOST_LOADS = 100;

/** Where an application keeps its modules and its configuration. Controllers and entities need not be read. */
const WORTH_READING = /module|config|setting|\benv|\bapp\b|bootstrap|core\b|common\b|shared\b/i;

const known = new WeakMap<Context, Configuration>();

/**
 * What is loaded, as far as the imports of the file that is analysed lead to it. A factory that no `load` or
 * `forFeature` on that way names is not part of it: nothing would show that it is loaded.
 */
export function configurationOf(context: Context): Configuration {
  const start = context.first;
  const before = known.get(start);
  if (before) return before;
  const found: { loads: Load[]; checks: Check[]; open: boolean; found: boolean } = {
    loads: [],
    checks: [],
    open: false,
    found: false,
  };
  known.set(start, found);
  for (const at of filesFrom(start)) readModule(at, found);
  return found;
}

/** The files that a file imports, and so on, nearest first. */
function filesFrom(start: Context): readonly Context[] {
  const files = [start];
  const seen = new Set([start.module.uri]);
  let level: readonly Context[] = [start];
  for (let way = 0; way < LONGEST_WAY && level.length > 0; way += 1) {
    const next: Context[] = [];
    for (const at of level) {
      for (const imported of at.module.imports()) {
        const { from, name, local } = imported;
        if (!WORTH_READING.test(from) && !WORTH_READING.test(`${name} ${local}`)) continue;
        for (const { module } of reached(at, imported)) {
          if (files.length >= MOST_FILES) return files;
          if (seen.has(module.uri)) continue;
          seen.add(module.uri);
          files.push(at.at(module.uri));
          next.push(at.at(module.uri));
        }
      }
    }
    level = next;
  }
  return files;
}

/** The file that an import names, and the one that defines the name, which may lie behind a file of re-exports. */
function reached(context: Context, imported: Import): readonly Context[] {
  const followed = context.follow(imported.from);
  if (followed.kind !== 'module') return [];
  const lead = imported.name === '*' ? undefined : leadOfImport(context, imported);
  return lead?.kind === 'definition' ? [lead.context, followed.context] : [followed.context];
}

type Draft = { loads: Load[]; checks: Check[]; open: boolean; found: boolean };

function readModule(context: Context, draft: Draft): void {
  const { module } = context;
  if (!module.text.includes('@nestjs/config')) return;
  for (const method of ['forRoot', 'forFeature']) {
    for (const name of module.occurrences(method)) {
      if (name.kind !== 'member' || !isExport(context.symbol(name.object), '@nestjs/config', 'ConfigModule'))
        continue;
      const parent = module.parent(name);
      if (parent.role !== 'callee') continue;
      if (method === 'forFeature') readFeature(context, parent.call, draft);
      else readRoot(context, parent.call, draft);
    }
  }
}

function readFeature(context: Context, call: CallExpr, draft: Draft): void {
  const [first] = call.args;
  if (first && !first.spread) addLoad(context, first.value, draft);
  else draft.open = true;
}

function readRoot(context: Context, call: CallExpr, draft: Draft): void {
  draft.found = true;
  const [first] = call.args;
  if (!first) return;
  const options = literal(context, first.value, 'record');
  if (!options || first.spread) {
    draft.open = true;
    return;
  }
  for (const entry of (options.expr as RecordExpr).entries) {
    if (entry.spread || entry.key === undefined) draft.open = true;
    else if (entry.key === 'load') addLoads(options.context, entry.value, draft, 0);
    else if (entry.key === 'validationSchema' || entry.key === 'validate')
      draft.checks.push({ context: options.context, expr: entry.value, kind: entry.key });
  }
}

function addLoads(context: Context, expr: Expr, draft: Draft, hops: number): void {
  const list = literal(context, expr, 'list');
  if (list?.expr.kind !== 'list' || hops > 4) {
    draft.open = true;
    return;
  }
  for (const item of list.expr.items) {
    if (item.kind === 'spread') addLoads(list.context, item.value, draft, hops + 1);
    else addLoad(list.context, item, draft);
  }
}

function addLoad(context: Context, expr: Expr, draft: Draft): void {
  const load = registration(context, expr) ?? { context, expr };
  if (draft.loads.some((each) => each.expr === load.expr)) return;
  if (draft.loads.length < MOST_LOADS) draft.loads.push(load);
  else draft.open = true;
}

/** `registerAs('cors', () => …)`, also behind a name; undefined for a factory without a namespace. */
export function registration(context: Context, expr: Expr): Load | undefined {
  const found = expr.kind === 'call' ? { context, expr } : definitionOf(context, expr);
  if (found?.expr.kind !== 'call') return undefined;
  const { callee, args } = found.expr;
  if (!isExport(found.context.symbol(callee), '@nestjs/config', 'registerAs')) return undefined;
  const [name, factory] = args;
  if (!name || !factory || name.spread || factory.spread) return undefined;
  const namespace = found.context.evaluate(name.value);
  if (namespace.kind !== 'text') return undefined;
  return { context: found.context, expr: factory.value, namespace: namespace.value };
}

function literal(context: Context, expr: Expr, kind: 'record' | 'list'): Found | undefined {
  const found = expr.kind === kind ? { context, expr } : definitionOf(context, expr);
  return found?.expr.kind === kind ? found : undefined;
}
