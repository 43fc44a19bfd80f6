import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Binding, Import } from '../syntax/module.ts';
import type { Context } from './context.ts';
import type { Symbol_ } from './evaluator.ts';
import { starExports } from './stars.ts';

/** What an imported name, or an attribute of one, leads to. */
export type Lead =
  /** Something of a package, or of a file that is not at hand. */
  | { readonly kind: 'symbol'; readonly symbol: Symbol_ }
  /** A file of the workspace as a whole. */
  | { readonly kind: 'module'; readonly context: Context; readonly from: Context; readonly specifier: string }
  | Definition;

/** What a file of the workspace itself defines under a name. */
export interface Definition {
  readonly kind: 'definition';
  /** Of the file that defines it. */
  readonly context: Context;
  readonly name: string;
  /** Every binding of the exported name; never empty. */
  readonly bindings: readonly Binding[];
  /** The attribute of what is bound: `origins` of `module.exports = config`. */
  readonly attribute?: string;
}

/** How far a question has come: the length of the way, and the names asked for, which end re-exports in a circle. */
export interface Way {
  readonly hops: number;
  readonly seen: Set<string>;
}

const MAX_HOPS = 32;

/** Undefined for what the file itself defines, and for attributes of values. */
export function leadOf(context: Context, expr: Expr): Lead | undefined {
  return resolve(context, expr, { hops: 0, seen: new Set() });
}

export function leadOfImport(context: Context, imported: Import): Lead | undefined {
  return importLead(context, imported, { hops: 0, seen: new Set() });
}

function resolve(context: Context, expr: Expr, way: Way): Lead | undefined {
  // `a.b.c` is read from its root, so that a long path needs no deep recursion.
  const attributes: string[] = [];
  let root = expr;
  while (root.kind === 'member') {
    attributes.push(root.property);
    root = root.object;
  }
  let lead = rootLead(context, root, way);
  for (const attribute of attributes.reverse()) lead = lead && attributeLead(context, lead, attribute, way);
  return lead;
}

function rootLead(context: Context, root: Expr, way: Way): Lead | undefined {
  if (way.hops > MAX_HOPS) return undefined;
  if (root.kind === 'name') return nameLead(context, root.name, root.span.start, further(way));
  if (root.kind === 'call' && context.module.language === 'javascript')
    return requireLead(context, root, further(way));
  return undefined;
}

function further(way: Way): Way {
  return { hops: way.hops + 1, seen: way.seen };
}

function nameLead(context: Context, name: string, at: number, way: Way): Lead | undefined {
  const bindings = context.module.bindings(name, at);
  if (bindings.length === 0) return starExports(context, name, way).at(-1)?.lead;
  // `try: from a import X` with `except ImportError: X = None`: the import is what was meant.
  for (const binding of bindings)
    if (binding.kind === 'import') return importLead(context, binding.import, way);
  const [only] = bindings;
  return only && bindings.length === 1 ? assignedLead(context, only, way) : undefined;
}

/** Past an assignment that only gives another name. */
export function assignedLead(context: Context, binding: Binding, way: Way): Lead | undefined {
  if (binding.kind !== 'assign' || binding.operator !== undefined) return undefined;
  let lead = resolve(context, binding.value, way);
  for (const key of binding.path) {
    lead = lead && typeof key === 'string' ? attributeLead(context, lead, key, way) : undefined;
  }
  return lead;
}

function importLead(context: Context, imported: Import, way: Way): Lead | undefined {
  const { from, name } = imported;
  if (name === '**' || way.hops > MAX_HOPS) return undefined;
  const symbol: Lead = { kind: 'symbol', symbol: { module: from, name } };
  const python = context.module.language === 'python';
  const followed = context.follow(from);
  if (followed.kind === 'module') {
    const whole: Lead = { kind: 'module', context: followed.context, from: context, specifier: from };
    if (name === '*') return python ? whole : wholeExport(whole, way);
    const found = exportLead(followed.context, name, further(way));
    if (found || !python) return found ?? symbol;
  }
  // `from app import config`, where `config` is a module of the package.
  if (!python || name === '*' || followed.kind === 'wanted' || !MODULE_NAME.test(name)) return symbol;
  return submodule(context, from, name) ?? symbol;
}

const MODULE_NAME = /^[a-z_][a-z0-9_]*$/;

function submodule(context: Context, parent: string, name: string): Lead | undefined {
  const specifier = parent.endsWith('.') ? `${parent}${name}` : `${parent}.${name}`;
  const followed = context.follow(specifier);
  if (followed.kind === 'module')
    return { kind: 'module', context: followed.context, from: context, specifier };
  return followed.kind === 'wanted' ? { kind: 'symbol', symbol: { module: parent, name } } : undefined;
}

/** What `require` gives: what `module.exports` holds, or an object of all exports. */
function wholeExport(whole: Extract<Lead, { kind: 'module' }>, way: Way): Lead | undefined {
  const bindings = whole.context.module.exported('*');
  if (bindings.length === 0) return whole;
  return exportLead(whole.context, '*', further(way)) ?? whole;
}

/** What a file gives under a name; undefined where it gives nothing, or goes in a circle. */
export function exportLead(context: Context, name: string, way: Way): Lead | undefined {
  const key = `${context.module.uri}\n${name}`;
  if (way.hops > MAX_HOPS || way.seen.has(key)) return undefined;
  way.seen.add(key);
  const next = further(way);
  if (context.module.language === 'python') return pythonExport(context, name, next);
  const bindings = context.module.exported(name);
  const imports = bindings.flatMap((binding) => (binding.kind === 'import' ? [binding.import] : []));
  const [first] = imports;
  if (first && first.name !== '**') return importLead(context, first, next);
  for (const star of imports) {
    const followed = context.follow(star.from);
    const lead =
      followed.kind === 'module'
        ? exportLead(followed.context, name, next)
        : imports.length === 1
          ? ({ kind: 'symbol', symbol: { module: star.from, name } } as const)
          : undefined;
    if (lead) return lead;
  }
  if (first) return undefined;
  if (bindings.length > 0) return { kind: 'definition', context, name, bindings };
  return insideWhole(context, name);
}

/** A named import of what `module.exports` holds as a whole, and a default import of a file with `exports.x = …`. */
function insideWhole(context: Context, name: string): Lead | undefined {
  if (name === '*') return undefined;
  const whole = context.module.exported('*');
  if (whole.length > 0) return { kind: 'definition', context, name: '*', bindings: whole, attribute: name };
  if (name !== 'default' || !/\bexports\s*[.[]/.test(context.module.text)) return undefined;
  return { kind: 'module', context, from: context, specifier: '' };
}

function pythonExport(context: Context, name: string, way: Way): Lead | undefined {
  const bindings = context.module.exported(name);
  for (const binding of bindings) {
    // A module that imports from itself: `from . import config` in a package.
    if (binding.kind === 'import') return importLead(context, binding.import, way);
  }
  if (bindings.length > 0) return { kind: 'definition', context, name, bindings };
  return starExports(context, name, way).at(-1)?.lead;
}

function attributeLead(context: Context, lead: Lead, attribute: string, way: Way): Lead | undefined {
  if (lead.kind === 'definition' || attribute === '') return undefined;
  if (lead.kind === 'symbol') return symbolAttribute(context, lead.symbol, attribute);
  const found = exportLead(lead.context, attribute, further(way));
  if (found || lead.context.module.language === 'javascript') return found;
  return submodule(lead.from, lead.specifier, attribute);
}

function symbolAttribute(context: Context, symbol: Symbol_, attribute: string): Lead | undefined {
  const python = context.module.language === 'python';
  if (symbol.name !== '*' && !symbol.name.startsWith('*.')) {
    // What bundlers and `esModuleInterop` make of a default export has a `default` of its own, which is the same.
    if (symbol.name === 'default' && attribute === 'default') return { kind: 'symbol', symbol };
    return { kind: 'symbol', symbol: { module: symbol.module, name: `${symbol.name}.${attribute}` } };
  }
  if (!python) return { kind: 'symbol', symbol: { module: symbol.module, name: attribute } };
  const name = `${symbol.name}.${attribute}`;
  // `import app.config` of a package without a file of its own.
  const path = `${symbol.module}${name.slice(1)}`;
  if (context.module.text.includes(`import ${path}`)) {
    const followed = context.follow(path);
    if (followed.kind === 'module')
      return { kind: 'module', context: followed.context, from: context, specifier: path };
  }
  return { kind: 'symbol', symbol: { module: symbol.module, name } };
}

const INTEROP = /(?:^|\.)(?:__importDefault|__importStar|__toESM|_interopRequire(?:Default|Wildcard))$/;

/** `require('x')`, `import('x')`, and what compilers wrap around them. */
function requireLead(context: Context, call: CallExpr, way: Way): Lead | undefined {
  const [argument] = call.args;
  if (!argument || argument.spread) return undefined;
  const { callee } = call;
  if (callee.kind === 'name' && (callee.name === 'require' || callee.name === 'import')) {
    if (argument.value.kind !== 'text') return undefined;
    if (context.module.bindings(callee.name, callee.span.start).length > 0) return undefined;
    const imported = { from: argument.value.value, name: '*', local: '', span: call.span };
    return importLead(context, imported, way);
  }
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return INTEROP.test(name) ? resolve(context, argument.value, way) : undefined;
}
