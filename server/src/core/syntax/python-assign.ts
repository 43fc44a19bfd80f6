import type { SyntaxNode } from '@lezer/common';
import type { Expr } from './expr.ts';
import type { Assignment } from './module.ts';
import { sequence } from './python-collections.ts';
import { childrenOf, isExpression, type PythonSource, spanWithin } from './python-nodes.ts';

/** `a = b = value`, `a: T = value`, `a += value`, `(a := value)`, taken apart. */
export interface AssignmentParts {
  readonly targets: readonly Expr[];
  /** Absent for `a: T`. */
  readonly value?: Expr;
  /** The operator of an augmented assignment, without `=`. */
  readonly operator?: string;
  /** The targets stand before this offset. */
  readonly targetsEnd: number;
}

export function isAssignment(node: SyntaxNode): boolean {
  return (
    node.name === 'AssignStatement' || node.name === 'UpdateStatement' || node.name === 'NamedExpression'
  );
}

export function assignmentParts(source: PythonSource, node: SyntaxNode): AssignmentParts {
  const key = `${node.type.id}:${node.from}`;
  const known = source.assignments.get(key);
  if (known) return known;
  const parts = takeApart(source, node);
  source.assignments.set(key, parts);
  return parts;
}

function takeApart(source: PythonSource, node: SyntaxNode): AssignmentParts {
  const children = childrenOf(node).filter((child) => child.name !== 'TypeDef');
  const groups: SyntaxNode[][] = [[]];
  let operator: SyntaxNode | undefined;
  for (const child of children) {
    if (child.name === 'AssignOp' || child.name === 'UpdateOp') {
      operator = child;
      groups.push([]);
    } else groups[groups.length - 1]?.push(child);
  }
  const values = operator ? groups.pop() : undefined;
  const targets = groups
    .filter((group) => group.some(isExpression))
    .map((group) => sequence(source, node, group, node.from));
  if (!operator || !values) return { targets, targetsEnd: node.to };
  const value = sequence(source, node, values, operator.to);
  if (operator.name === 'AssignOp') return { targets, value, targetsEnd: operator.from };
  return {
    targets,
    value,
    operator: source.text.slice(operator.from, operator.to - 1),
    targetsEnd: operator.from,
  };
}

/** The assignment in which an expression is a target or the value; a value of several targets tells the first. */
export function assignmentOf(source: PythonSource, node: SyntaxNode, expr: Expr): Assignment | undefined {
  const parts = assignmentParts(source, node);
  const target = parts.targets.includes(expr) ? expr : parts.targets[0];
  if (!parts.value || !target || (target !== expr && parts.value !== expr)) return undefined;
  return {
    target,
    value: parts.value,
    augmented: parts.operator !== undefined,
    span: spanWithin(node, source.text),
  };
}

/** `f(x := 1)` has no node for the assignment: its parts stand among the arguments. */
export function walrusArgument(source: PythonSource, list: SyntaxNode, expr: Expr): Assignment | undefined {
  const operators = list.getChildren('AssignOp').filter((each) => source.text[each.from] === ':');
  for (const operator of operators) {
    const name = operator.prevSibling;
    const value = operator.nextSibling;
    if (name?.name !== 'VariableName' || !value || !isExpression(value)) continue;
    const assignment: Assignment = {
      target: source.expr(name),
      value: source.expr(value),
      augmented: false,
      span: { start: name.from, end: value.to },
    };
    if (assignment.target === expr || assignment.value === expr) return assignment;
  }
  return undefined;
}
