import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Binding, Import, Module } from '../syntax/module.ts';
import type { Symbol_ } from './evaluator.ts';

const MAX_HOPS = 32;

/** See {@link Evaluator.symbol}. */
export function symbolOf(module: Module, expr: Expr): Symbol_ | undefined {
  return settled(resolve(module, expr, 0));
}

function resolve(module: Module, expr: Expr, hops: number): Symbol_ | undefined {
  // `a.b.c` is read from its root, so that a long path needs no deep recursion.
  const attributes: string[] = [];
  let root = expr;
  while (root.kind === 'member') {
    attributes.push(root.property);
    root = root.object;
  }
  let symbol = rootSymbol(module, root, hops);
  for (const attribute of attributes.reverse()) symbol = symbol && attributeOf(module, symbol, attribute);
  return symbol;
}

function rootSymbol(module: Module, root: Expr, hops: number): Symbol_ | undefined {
  if (hops > MAX_HOPS) return undefined;
  if (root.kind === 'name') return nameSymbol(module, root.name, root.span.start, hops);
  if (root.kind === 'call' && module.language === 'javascript') return requireSymbol(module, root, hops);
  return undefined;
}

function nameSymbol(module: Module, name: string, at: number, hops: number): Symbol_ | undefined {
  const bindings = module.bindings(name, at);
  // `try: from a import X` with `except ImportError: X = None`: the import is what was meant.
  for (const binding of bindings) if (binding.kind === 'import') return importSymbol(binding.import);
  const [only] = bindings;
  return only && bindings.length === 1 ? assignedSymbol(module, only, hops) : undefined;
}

function assignedSymbol(module: Module, binding: Binding, hops: number): Symbol_ | undefined {
  if (binding.kind !== 'assign' || binding.operator !== undefined) return undefined;
  let symbol = resolve(module, binding.value, hops + 1);
  for (const key of binding.path) {
    symbol = symbol && typeof key === 'string' ? attributeOf(module, symbol, key) : undefined;
  }
  return symbol;
}

function importSymbol(imported: Import): Symbol_ | undefined {
  return imported.name === '**' ? undefined : { module: imported.from, name: imported.name };
}

function attributeOf(module: Module, symbol: Symbol_, attribute: string): Symbol_ {
  if (symbol.name !== '*' && !symbol.name.startsWith('*.')) {
    // What bundlers and `esModuleInterop` make of a default export has a `default` of its own, which is the same.
    if (symbol.name === 'default' && attribute === 'default') return symbol;
    return { module: symbol.module, name: `${symbol.name}.${attribute}` };
  }
  return {
    module: symbol.module,
    name: module.language === 'python' ? `${symbol.name}.${attribute}` : attribute,
  };
}

/** In Python, attributes of an imported package are its modules up to the last one. */
function settled(symbol: Symbol_ | undefined): Symbol_ | undefined {
  if (!symbol?.name.startsWith('*.')) return symbol;
  const path = symbol.name.slice(2).split('.');
  const name = path.pop() ?? '*';
  return { module: [symbol.module, ...path].join('.'), name };
}

const INTEROP = /(?:^|\.)(?:__importDefault|__importStar|__toESM|_interopRequire(?:Default|Wildcard))$/;

/** `require('x')`, `import('x')`, and what compilers wrap around them. */
function requireSymbol(module: Module, call: CallExpr, hops: number): Symbol_ | undefined {
  const [argument] = call.args;
  if (!argument || argument.spread) return undefined;
  const { callee } = call;
  if (callee.kind === 'name' && (callee.name === 'require' || callee.name === 'import')) {
    if (argument.value.kind !== 'text' || module.bindings(callee.name, callee.span.start).length > 0)
      return undefined;
    return { module: argument.value.value, name: '*' };
  }
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return INTEROP.test(name) ? resolve(module, argument.value, hops + 1) : undefined;
}

/** `flask.request.headers`: the whole path, however the import spells its parts. */
export function qualifiedName(symbol: Symbol_): string {
  return symbol.name === '*' ? symbol.module : `${symbol.module}.${symbol.name}`;
}

/**
 * True where `symbol` is the export `name` of the JavaScript package `module`. The default export is also what
 * `require` gives, and its attributes are also named exports: `express.json` is `json` after either way of importing.
 */
export function isExport(symbol: Symbol_ | undefined, module: string, name: string): boolean {
  if (symbol?.module !== module) return false;
  if (name === 'default') return symbol.name === 'default' || symbol.name === '*';
  return symbol.name === name || symbol.name === `default.${name}`;
}
