import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Subject } from '../../origins/predicate.ts';
import type { Expr } from '../../syntax/expr.ts';
import type { IsOrigin } from './origin-mention.ts';

const MAX_HOPS = 6;

/** Which part of the origin an expression stands for: itself, its host, its scheme. Undefined for anything else. */
export function subjectOf(
  evaluator: Evaluator,
  expr: Expr,
  isOrigin: IsOrigin,
  hops = 0,
): Subject | undefined {
  if (hops > MAX_HOPS) return undefined;
  const again = (next: Expr): Subject | undefined => subjectOf(evaluator, next, isOrigin, hops + 1);
  if (isOrigin(expr)) return 'origin';
  switch (expr.kind) {
    case 'member':
      return PARTS[expr.property] !== undefined && isAddress(evaluator, expr.object, isOrigin, 0)
        ? PARTS[expr.property]
        : undefined;
    case 'call': {
      const { callee, args } = expr;
      const first = args[0]?.value;
      if (callee.kind === 'name' && /^(?:String|str)$/.test(callee.name)) return first && again(first);
      if (callee.kind !== 'member') return undefined;
      if (/^(?:toString|trim|toLowerCase|lower|strip|casefold)$/.test(callee.property) && args.length === 0)
        return again(callee.object);
      // `origin.replace(/^https?:\/\//, '')`
      const isBare =
        callee.property === 'replace' &&
        first?.kind === 'regex' &&
        /^\^\(?(?:\?:)?http.*:\\?\/\\?\/\)?$/.test(first.source) &&
        args[1]?.value.kind === 'text' &&
        args[1].value.value === '';
      return isBare && again(callee.object) === 'origin' ? 'host' : undefined;
    }
    case 'binary':
      // `origin || ''`
      return (expr.operator === 'or' || expr.operator === 'nullish') &&
        expr.right.kind === 'text' &&
        expr.right.value === ''
        ? again(expr.left)
        : undefined;
    case 'name': {
      const [binding, ...others] = evaluator.module.bindings(expr.name, expr.span.start);
      if (binding?.kind !== 'assign' || others.length > 0 || binding.operator !== undefined) return undefined;
      const [part, ...further] = binding.path;
      if (part === undefined) return again(binding.value);
      if (further.length > 0 || typeof part !== 'string') return undefined;
      return isAddress(evaluator, binding.value, isOrigin, 0) ? PARTS[part] : undefined;
    }
    default:
      return undefined;
  }
}

/** Parts of JavaScript's `URL` and of Python's `urlparse`. */
const PARTS: Readonly<Record<string, Subject>> = {
  origin: 'origin',
  host: 'host',
  netloc: 'host',
  hostname: 'hostname',
  protocol: 'protocol',
  scheme: 'scheme',
};

/** `new URL(origin)`, `urlparse(origin)`, and names that hold one. */
function isAddress(evaluator: Evaluator, expr: Expr, isOrigin: IsOrigin, hops: number): boolean {
  if (hops > MAX_HOPS) return false;
  if (expr.kind === 'call') {
    const name =
      expr.callee.kind === 'member'
        ? expr.callee.property
        : expr.callee.kind === 'name'
          ? expr.callee.name
          : '';
    const first = expr.args[0]?.value;
    return (
      /^(?:URL|parse|urlparse|urlsplit)$/.test(name) &&
      first !== undefined &&
      subjectOf(evaluator, first, isOrigin, hops + 1) === 'origin'
    );
  }
  if (expr.kind !== 'name') return false;
  const [binding, ...others] = evaluator.module.bindings(expr.name, expr.span.start);
  const isPlain = binding?.kind === 'assign' && others.length === 0 && binding.path.length === 0;
  return isPlain && isAddress(evaluator, binding.value, isOrigin, hops + 1);
}
