import type { SyntaxNode } from '@lezer/common';
import type { BinaryOperator, ConditionalExpr, Expr } from './expr.ts';
import { numberValue } from './javascript-literals.ts';
import {
  firstExpression,
  isExpression,
  lastExpression,
  missing,
  nextOf,
  operatorOf,
  type Source,
  sliceOf,
} from './javascript-nodes.ts';
import { spanOf } from './lezer.ts';

const BINARY_OPERATORS: Readonly<Record<string, BinaryOperator>> = {
  '||': 'or',
  '&&': 'and',
  '??': 'nullish',
  '+': '+',
  '|': '|',
  '==': '==',
  '===': '==',
  '!=': '!=',
  '!==': '!=',
  in: 'in',
};

export function conditionalExpression(source: Source, node: SyntaxNode): ConditionalExpr {
  const [question, colon] = node.getChildren('LogicOp');
  const after = (mark: SyntaxNode | undefined): SyntaxNode | undefined => {
    const next = mark && nextOf(mark);
    return next && isExpression(next) ? next : undefined;
  };
  const test = firstExpression(node);
  const then = after(question);
  const otherwise = after(colon);
  const absent = missing(node.to);
  return {
    kind: 'conditional',
    span: spanOf(node),
    get test() {
      return test ? source.expr(test) : absent;
    },
    // biome-ignore lint/suspicious/noThenProperty: it is an expression, not a function, so it is no thenable
    get then() {
      return then ? source.expr(then) : absent;
    },
    get otherwise() {
      return otherwise ? source.expr(otherwise) : absent;
    },
  };
}

export function binaryExpression(source: Source, node: SyntaxNode): Expr {
  const left = node.firstChild;
  const right = lastExpression(node);
  const absent = missing(node.to);
  return {
    kind: 'binary',
    span: spanOf(node),
    operator: BINARY_OPERATORS[operatorOf(source, node)] ?? 'other',
    get left() {
      return left ? source.expr(left) : absent;
    },
    get right() {
      return right && right.from !== left?.from ? source.expr(right) : absent;
    },
  };
}

export function unaryExpression(source: Source, node: SyntaxNode): Expr {
  const span = spanOf(node);
  const operand = firstExpression(node);
  const operator = operatorOf(source, node);
  if (operator === '!') {
    return {
      kind: 'not',
      span,
      get operand() {
        return operand ? source.expr(operand) : missing(node.to);
      },
    };
  }
  if (operator === 'void') return { kind: 'null', span, undefined: true };
  if ((operator === '-' || operator === '+') && operand?.name === 'Number') {
    const value = numberValue(sliceOf(source, operand));
    return { kind: 'number', span, value: operator === '-' ? -value : value };
  }
  return { kind: 'opaque', span, what: operator };
}
