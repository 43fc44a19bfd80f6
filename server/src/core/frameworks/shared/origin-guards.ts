import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Expr } from '../../syntax/expr.ts';
import type { Span } from '../../text/span.ts';
import { isResponseHeader } from './header-writes/names.ts';

const MAX_USES = 60;

/**
 * True where the function looks at the origin in any way but to ask whether there is one, to print it, or to send it
 * back: an early return, a helper that is called with it, a flag that is set elsewhere. Then nothing is said about whom
 * the reflection lets in.
 */
export function isGuarded(
  evaluator: Evaluator,
  around: readonly Span[],
  names: readonly string[],
  isOrigin: (expr: Expr) => boolean,
): boolean {
  return around.some((span) =>
    originsIn(evaluator, span, names).some((expr) => isOrigin(expr) && looksAtIt(evaluator, expr)),
  );
}

function originsIn(evaluator: Evaluator, around: Span, names: readonly string[]): readonly Expr[] {
  const { module } = evaluator;
  const found = new Set<Expr>();
  for (const name of new Set([...names, 'origin', 'Origin'])) {
    for (const use of module.occurrences(name)) if (within(around, use)) found.add(use);
  }
  for (const literal of module.textLiterals(/\b(?:http_)?origin\b/gi)) {
    if (!within(around, literal) || !/^(?:http_)?origin$/i.test(literal.value)) continue;
    const parent = module.parent(literal);
    if (parent.role === 'argument') found.add(parent.call);
    if (parent.role === 'subscript') found.add(parent.member);
  }
  return [...found].slice(0, MAX_USES);
}

function within(around: Span, { span }: Expr): boolean {
  return around.start <= span.start && span.end <= around.end;
}

function looksAtIt(evaluator: Evaluator, expr: Expr): boolean {
  const { module } = evaluator;
  const parent = module.parent(expr);
  switch (parent.role) {
    case 'argument': {
      const { call } = parent;
      const name =
        call.callee.kind === 'member'
          ? call.callee.property
          : call.callee.kind === 'name'
            ? call.callee.name
            : '';
      if (HARMLESS.test(name)) return false;
      return !call.args.some(({ value }) => value.kind === 'text' && isResponseHeader(value.value));
    }
    case 'object': {
      const up = module.parent(parent.member);
      return (
        up.role === 'callee' &&
        !/^(?:toString|trim|toLowerCase|lower|strip|encode|decode)$/.test(parent.member.property)
      );
    }
    case 'part':
      return (
        parent.of.kind === 'binary' &&
        isComparison(parent.of.operator) &&
        !comparesWithNothing(parent.of.left, parent.of.right)
      );
    default:
      return false;
  }
}

const HARMLESS =
  /^(?:log|debug|info|warn|warning|error|trace|print|setHeader|header|set|append|add|String|str|Boolean|bool|set_header|add_header|send_header|writeHead|get|update|encodeURI|encodeURIComponent|setdefault)$/;

function isComparison(operator: string): boolean {
  return operator === '==' || operator === '!=' || operator === 'in' || operator === 'not in';
}

function comparesWithNothing(left: Expr, right: Expr): boolean {
  return [left, right].some(
    (side) =>
      side.kind === 'null' || (side.kind === 'text' && (side.value === '' || side.value === 'undefined')),
  );
}
