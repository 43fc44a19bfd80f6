import type { SyntaxNode } from '@lezer/common';
import { caseTest } from './cases.ts';
import type { Expr } from './expr.ts';
import { childrenOf, isExpression, type Source } from './javascript-nodes.ts';
import type { Condition } from './module.ts';

/** More branches of one `switch` are not told apart. */
const MOST = 32;

/** One branch: the labels that lead to it, and whether what stands before it always leaves. */
interface Branch {
  readonly labels: Expr[];
  isDefault: boolean;
  readonly parts: SyntaxNode[];
}

/**
 * What must hold for a statement of a `switch` to run, outermost first: its own label, and none before it. Undefined
 * where one branch may run on into another, or leaves before it is at its end.
 */
export function switchConditions(
  source: Source,
  body: SyntaxNode,
  child: SyntaxNode,
): Condition[] | undefined {
  const head = body.parent?.getChild('ParenthesizedExpression');
  if (!head) return undefined;
  const branches = branchesOf(source, body);
  const own = branches?.findIndex((branch) => branch.parts.some((part) => part.from === child.from));
  if (
    !branches ||
    own === undefined ||
    own < 0 ||
    !branches.every((branch, at) => leaves(source, branch, at === branches.length - 1))
  )
    return undefined;
  const subject = source.expr(head);
  const found: Condition[] = [];
  const wanted = branches[own];
  for (const [at, branch] of branches.entries()) {
    if (branch.isDefault || (at > own && !wanted?.isDefault) || at === own) continue;
    const test = caseTest(subject, branch.labels);
    if (!test) return undefined;
    found.push({ test, outcome: false, span: test.span });
  }
  if (!wanted || wanted.isDefault) return found;
  const test = caseTest(subject, wanted.labels);
  return test && [...found, { test, outcome: true, span: test.span }];
}

function branchesOf(source: Source, body: SyntaxNode): readonly Branch[] | undefined {
  const branches: Branch[] = [];
  let open: Branch | undefined;
  for (const part of childrenOf(body)) {
    if (part.name === '{' || part.name === '}') continue;
    if (part.name === 'CaseLabel' || part.name === 'DefaultLabel') {
      if (!open || open.parts.length > 0) {
        open = { labels: [], isDefault: false, parts: [] };
        branches.push(open);
      }
      const label = childrenOf(part).find(isExpression);
      if (part.name === 'DefaultLabel') open.isDefault = true;
      else if (label) open.labels.push(source.expr(label));
      else return undefined;
    } else if (open) open.parts.push(part);
    if (branches.length > MOST) return undefined;
  }
  return branches;
}

const LEAVING: ReadonlySet<string> = new Set([
  'BreakStatement',
  'ReturnStatement',
  'ThrowStatement',
  'ContinueStatement',
]);

/** Whether a branch ends for good with its last statement, and not before. */
function leaves(source: Source, { parts, isDefault, labels }: Branch, isLast: boolean): boolean {
  if (isDefault && labels.length > 0) return false;
  const flat = parts.flatMap((part) => (part.name === 'Block' ? childrenOf(part).slice(1, -1) : [part]));
  const last = flat.at(-1);
  const ends = last !== undefined && LEAVING.has(last.name);
  if (!ends && !isLast) return false;
  const inner = flat.slice(0, ends ? -1 : undefined);
  return !inner.some((part) => /\bbreak\b/.test(source.text.slice(part.from, part.to)));
}
