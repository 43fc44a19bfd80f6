import type { Expr } from '../syntax/expr.ts';
import type { Context } from './context.ts';
import type { Symbol_ } from './evaluator.ts';
import { assignedLead, leadOf } from './leads.ts';

/** Files that may each give what another one gives under a name of their own. */
const MAX_FILES = 8;

/** See {@link Evaluator.symbol}. */
export function symbolOf(context: Context, expr: Expr): Symbol_ | undefined {
  let lead = leadOf(context, expr);
  for (let hops = 0; lead?.kind === 'definition' && hops < MAX_FILES; hops += 1) {
    const [only, ...others] = lead.bindings;
    if (!only || others.length > 0 || lead.attribute !== undefined) return undefined;
    lead = assignedLead(lead.context, only, { hops: 0, seen: new Set() });
  }
  if (lead?.kind === 'symbol') return settled(lead.symbol);
  return undefined;
}

/** In Python, attributes of an imported package are its modules up to the last one. */
function settled(symbol: Symbol_): Symbol_ {
  if (!symbol.name.startsWith('*.')) return symbol;
  const path = symbol.name.slice(2).split('.');
  const name = path.pop() ?? '*';
  return { module: [symbol.module, ...path].join('.'), name };
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
