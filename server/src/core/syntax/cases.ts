import type { BinaryExpr, Expr } from './expr.ts';

/** The test that a label of `switch` or a pattern of `match` makes; for each label the same one each time. */
const tests = new WeakMap<Expr, Expr>();

/** More labels of one branch than this are not told as a test. */
const MOST = 12;

/** `subject == label`, or one of several; undefined without labels. Its span is that of the labels alone. */
export function caseTest(subject: Expr, labels: readonly Expr[]): Expr | undefined {
  const [first, ...others] = labels;
  if (!first || labels.length > MOST) return undefined;
  const key = labels.at(-1) ?? first;
  const known = tests.get(key);
  if (known) return known;
  const equals = (label: Expr): BinaryExpr => ({
    kind: 'binary',
    operator: '==',
    left: subject,
    right: label,
    span: label.span,
  });
  const made = others.reduce<Expr>(
    (left, label) => ({
      kind: 'binary',
      operator: 'or',
      left,
      right: equals(label),
      span: { start: first.span.start, end: label.span.end },
    }),
    equals(first),
  );
  tests.set(key, made);
  return made;
}
