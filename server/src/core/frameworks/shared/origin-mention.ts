import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives } from '../../evaluate/read.ts';
import type { Value } from '../../evaluate/value.ts';
import type { Expr } from '../../syntax/expr.ts';

export type IsOrigin = (expr: Expr) => boolean;

const MAX_DEPTH = 12;
const MAX_EXPRESSIONS = 400;

/** True for an expression that is worth the request's own Origin header, or nothing where there is none. */
export function isRequestOrigin(evaluator: Evaluator, expr: Expr): boolean {
  // `origin && list.includes(origin)` can be worth the origin too, but is a test.
  const isTest =
    expr.kind === 'not' || (expr.kind === 'binary' && expr.operator !== 'or' && expr.operator !== 'nullish');
  if (isTest || expr.kind === 'conditional') return false;
  return isReflected(evaluator.evaluate(expr));
}

export function isReflected(value: Value): boolean {
  return alternatives(value).some(
    ({ value: one }) => one.kind === 'unknown' && one.reason.kind === 'request-origin',
  );
}

/** Whether the origin has a part in an expression, also through names and functions. Doubt counts as yes. */
export function mentionsOrigin(evaluator: Evaluator, expr: Expr, isOrigin: IsOrigin): boolean {
  return new Search(evaluator, isOrigin).mentions(expr, 0);
}

class Search {
  readonly #evaluator: Evaluator;
  readonly #isOrigin: IsOrigin;
  #left = MAX_EXPRESSIONS;

  constructor(evaluator: Evaluator, isOrigin: IsOrigin) {
    this.#evaluator = evaluator;
    this.#isOrigin = isOrigin;
  }

  mentions(expr: Expr, depth: number): boolean {
    if (this.#left <= 0 || depth > MAX_DEPTH) return true;
    this.#left -= 1;
    return this.#isOrigin(expr) || this.#within(expr, depth);
  }

  #within(expr: Expr, depth: number): boolean {
    const any = (parts: readonly Expr[]): boolean => parts.some((part) => this.mentions(part, depth + 1));
    switch (expr.kind) {
      case 'name':
        return this.#held(expr.name, expr.span.start, depth);
      case 'member':
        return any([expr.object]);
      case 'index':
        return any([expr.object, expr.index]);
      case 'call':
        return any([expr.callee, ...expr.args.map((argument) => argument.value)]);
      case 'binary':
        return any([expr.left, expr.right]);
      case 'not':
        return any([expr.operand]);
      case 'conditional':
        return any([expr.test, expr.then, expr.otherwise]);
      case 'template':
        return any(expr.parts.filter((part): part is Expr => typeof part !== 'string'));
      case 'list':
        return any(expr.items.slice(0, 50));
      case 'spread':
        return any([expr.value]);
      case 'comprehension':
        return any([expr.element, expr.iterable, ...expr.conditions]);
      case 'function':
      case 'opaque':
        return this.#writtenIn(expr);
      default:
        return false;
    }
  }

  #writtenIn({ span }: Expr): boolean {
    return /origin/i.test(
      this.#evaluator.module.text.slice(span.start, Math.min(span.end, span.start + 5000)),
    );
  }

  #held(name: string, at: number, depth: number): boolean {
    return this.#evaluator.module
      .bindings(name, at)
      .slice(0, 8)
      .some((binding) => binding.kind === 'assign' && this.mentions(binding.value, depth + 1));
  }
}
