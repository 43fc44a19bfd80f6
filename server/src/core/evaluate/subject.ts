import type { Expr } from '../syntax/expr.ts';
import type { Module } from '../syntax/module.ts';

const LONGEST = 300;

/**
 * The source text of a test in one spelling: blanks, quotes, `==` and `===`, optional chaining and parentheses do not
 * tell two tests apart. `!=` is spelt as `==`: the caller turns the outcome round.
 */
export function subjectOf(module: Module, test: Expr): string {
  return spelling(module, test, 0);
}

function spelling(module: Module, expr: Expr, depth: number): string {
  if (depth > 12) return plain(module, expr);
  const inner = (each: Expr): string => spelling(module, each, depth + 1);
  const equals = module.language === 'python' ? '==' : '===';
  switch (expr.kind) {
    case 'text':
      return `'${expr.value.slice(0, LONGEST)}'`;
    case 'name':
      return expr.name;
    case 'member':
      return expr.subscript && module.language === 'python'
        ? `${inner(expr.object)}['${expr.property}']`
        : `${inner(expr.object)}.${expr.property}`;
    case 'not':
      return `not ${inner(expr.operand)}`;
    case 'call':
      if (expr.args.length > 4) return plain(module, expr);
      return `${inner(expr.callee)}(${expr.args.map((argument) => named(argument.name, inner(argument.value))).join(', ')})`;
    case 'binary':
      switch (expr.operator) {
        case '==':
        case '!=':
          return `${inner(expr.left)} ${equals} ${inner(expr.right)}`;
        case 'in':
        case 'not in':
          return `${inner(expr.left)} in ${inner(expr.right)}`;
        case 'and':
        case 'or':
          return `(${inner(expr.left)} ${expr.operator} ${inner(expr.right)})`;
        default:
          return plain(module, expr);
      }
    default:
      return plain(module, expr);
  }
}

function named(name: string | undefined, value: string): string {
  return name === undefined ? value : `${name}=${value}`;
}

/** What is written, on one line; told apart by its place where it is long. */
function plain(module: Module, expr: Expr): string {
  const { start, end } = expr.span;
  const line = module.text.slice(start, Math.min(end, start + LONGEST)).replace(/\s+/g, ' ');
  return end - start > LONGEST ? `${line} @${start}` : line;
}
