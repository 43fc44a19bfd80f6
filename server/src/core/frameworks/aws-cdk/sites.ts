import type { Evaluator } from '../../evaluate/evaluator.ts';
import { qualifiedName } from '../../evaluate/read.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { snake } from '../shared/aws/given.ts';
import { isCdk } from './constants.ts';

/** Where a construct takes its cross-origin options. Names are those of TypeScript; Python's follow from them. */
export interface Sites {
  /** A part of the package that has the classes: `apigateway`. */
  readonly service: RegExp;
  readonly classes: readonly string[];
  /** Methods whose options have the property too. */
  readonly methods: readonly string[];
  readonly property: string;
  /** The property holds a list of them. */
  readonly isList?: true;
  /** The method that takes the options themselves. */
  readonly direct?: string;
  /** Python's class of the options. */
  readonly struct: string;
}

/** A file without an import of the CDK has no construct of it. */
export function importsCdk({ module }: Evaluator): boolean {
  return module.imports().some(({ from, name }) => isCdk(from) || (name === '*' && isCdk(from)));
}

/** `new apigateway.RestApi(…)`, `RestApi(…)` in Python, whatever the import calls it. */
export function constructions(evaluator: Evaluator, { classes, service }: Sites): readonly CallExpr[] {
  const { module } = evaluator;
  const names = new Set(classes);
  for (const { name, local } of module.imports()) if (names.has(name) && local !== '') names.add(local);
  return [...names]
    .flatMap((name) => module.occurrences(name))
    .filter((use) => isOne(evaluator, use, classes, service))
    .flatMap((use) => callOf(evaluator, use) ?? []);
}

function isOne(evaluator: Evaluator, use: Expr, classes: readonly string[], service: RegExp): boolean {
  const symbol = evaluator.symbol(use);
  if (!symbol || !isCdk(symbol.module)) return false;
  const name = qualifiedName(symbol);
  return service.test(name) && classes.includes(name.slice(name.lastIndexOf('.') + 1));
}

export function callsOf(evaluator: Evaluator, method: string): readonly CallExpr[] {
  const { module } = evaluator;
  const name = module.language === 'python' ? snake(method) : method;
  return module
    .occurrences(name)
    .flatMap((use) => (use.kind === 'member' ? (callOf(evaluator, use) ?? []) : []));
}

function callOf({ module }: Evaluator, use: Expr): CallExpr | undefined {
  const parent = module.parent(use);
  return parent.role === 'callee' ? parent.call : undefined;
}
