import { ALWAYS, allOf, anyOf, not, type Predicate } from '../../origins/predicate.ts';
import type { NameExpr } from '../../syntax/expr.ts';
import type { AssignBinding, Condition } from '../../syntax/module.ts';
import { conditionsHold } from './origin-helpers.ts';
import type { OriginReader } from './origin-reader.ts';

const MOST_ASSIGNMENTS = 8;

/**
 * A flag that is set on the way: `let allowed = false; if (…) { allowed = true; }`. What it holds at its use, as a formula;
 * undefined for a name that is assigned once, `unread` where it is not followed.
 */
export function flagPredicate(reader: OriginReader, name: NameExpr): Predicate | undefined {
  const { module } = reader.evaluator;
  const bindings = module.bindings(name.name, name.span.start);
  const assigned = bindings.filter((binding): binding is AssignBinding => binding.kind === 'assign');
  if (assigned.length < 2) return undefined;
  const [first] = assigned;
  // What the whole file sets is a setting.
  if (!first || !isHere(reader, name, first)) return undefined;
  const isPlain = assigned.every(({ path }) => path.length === 0) && assigned.length === bindings.length;
  if (!isPlain || first.conditions.length > 0 || first.operator !== undefined) return reader.unread(name);
  // What is set behind the use, or around it in a loop, is not what it holds.
  const inLoop = module.conditions(name.span.start).some((condition) => isLoopOf(condition, assigned));
  const isLate = assigned.some(({ span }) => span.start > name.span.start);
  const { flags } = reader.effort;
  if (inLoop || isLate || assigned.length > MOST_ASSIGNMENTS || flags.has(first.span.start))
    return reader.unread(name);
  flags.add(first.span.start);
  const worth = worthOf(reader, name, first, assigned.slice(1));
  flags.delete(first.span.start);
  return worth;
}

function worthOf(
  reader: OriginReader,
  name: NameExpr,
  first: AssignBinding,
  later: readonly AssignBinding[],
): Predicate {
  let holds = reader.read(first.value, true);
  for (const { span, value, operator, conditions } of later) {
    const reached = conditionsHold(reader, conditions, span.start);
    const repeated = conditions.some(({ test }) => !test);
    const set = reader.read(value, true);
    const isSwitch = value.kind === 'boolean';
    if (operator === '||' || operator === '|' || operator === 'or') {
      if (repeated && !isSwitch) return reader.unread(name);
      holds = anyOf([holds, allOf([reached, set])]);
    } else if (operator !== undefined) return reader.unread(name);
    else if (repeated && !(isSwitch && value.value)) return reader.unread(name);
    else
      holds =
        set === ALWAYS
          ? anyOf([reached, holds])
          : anyOf([allOf([reached, set]), allOf([not(reached), holds])]);
  }
  return holds;
}

function isLoopOf({ test, span }: Condition, assigned: readonly AssignBinding[]): boolean {
  return !test && assigned.some((one) => span.start <= one.span.start && one.span.start < span.end);
}

/** The flag is the function's own, so that nothing else can run in between. */
function isHere(reader: OriginReader, name: NameExpr, { span }: AssignBinding): boolean {
  const { module } = reader.evaluator;
  const [use] = module.enclosing(name.span.start).filter(({ kind }) => kind === 'function');
  const [made] = module.enclosing(span.start).filter(({ kind }) => kind === 'function');
  return (
    use?.kind === 'function' &&
    made?.kind === 'function' &&
    use.function.body.start === made.function.body.start
  );
}
