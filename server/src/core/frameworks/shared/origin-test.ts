import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { OriginRule } from '../../policy/policy.ts';
import type { BinaryExpr, CallExpr, Expr, FunctionExpr, NameExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { type IsOrigin, mentionsOrigin } from './origin-mention.ts';
import { memberRules, partRules, patternRules, type Rules } from './origin-rules.ts';

/** What a test of the program says about the request's origin when it comes out as asked. */
export type OriginVerdict =
  /** Only these origins pass. */
  | { readonly kind: 'rules'; readonly rules: readonly OriginRule[] }
  /** Which origin it is does not matter: the test asks whether there is one, or about something else. */
  | { readonly kind: 'neutral' }
  /** It looks at the origin in a way that is not followed. */
  | { readonly kind: 'unread' };

const NEUTRAL: OriginVerdict = { kind: 'neutral' };
const UNREAD: OriginVerdict = { kind: 'unread' };
const MAX_DEPTH = 12;

/** `isOrigin` says which expressions stand for the origin. */
export function originVerdict(
  evaluator: Evaluator,
  test: Expr,
  outcome: boolean,
  isOrigin: IsOrigin,
): OriginVerdict {
  return new Reader(evaluator, isOrigin).verdict(test, outcome, 0);
}

/** True for a test that, with this outcome, only requests without an origin pass. */
export function asksForAbsence(test: Expr, outcome: boolean, isOrigin: IsOrigin): boolean {
  if (test.kind === 'not') return asksForAbsence(test.operand, !outcome, isOrigin);
  if (test.kind === 'binary' && (test.operator === '==' || test.operator === '!=')) {
    const equal = (test.operator === '==') === outcome;
    const { left, right } = test;
    return equal && ((isOrigin(left) && isNothing(right)) || (isOrigin(right) && isNothing(left)));
  }
  return !outcome && isOrigin(test);
}

/** Two tests hold. A list of origins is at most narrowed by one that is not understood; a pattern may be replaced by it. */
export function bothVerdicts(first: OriginVerdict, second: OriginVerdict): OriginVerdict {
  if (first.kind === 'neutral') return second;
  if (second.kind === 'neutral') return first;
  const [rules, other] = first.kind === 'rules' ? [first, second] : [second, first];
  if (rules.kind !== 'rules') return UNREAD;
  // Both are known: the shorter list of origins says more.
  if (other.kind === 'rules' && isExact(other)) {
    return !isExact(rules) || other.rules.length < rules.rules.length ? other : rules;
  }
  return isExact(rules) ? rules : UNREAD;
}

function isExact(verdict: OriginVerdict): boolean {
  return (
    verdict.kind === 'rules' &&
    verdict.rules.every(({ match }) => match.kind === 'exact' || match.kind === 'unknown')
  );
}

class Reader {
  readonly #evaluator: Evaluator;
  readonly #isOrigin: IsOrigin;

  constructor(evaluator: Evaluator, isOrigin: IsOrigin) {
    this.#evaluator = evaluator;
    this.#isOrigin = isOrigin;
  }

  verdict(test: Expr, outcome: boolean, depth: number): OriginVerdict {
    if (depth > MAX_DEPTH) return UNREAD;
    switch (test.kind) {
      case 'not':
        return this.verdict(test.operand, !outcome, depth + 1);
      case 'binary':
        return this.#binary(test, outcome, depth);
      case 'call':
        return this.#call(test, outcome);
      case 'name':
        return this.#name(test, outcome, depth);
      default:
        return this.#other(test);
    }
  }

  #mentions(...exprs: readonly Expr[]): boolean {
    return exprs.some((expr) => mentionsOrigin(this.#evaluator, expr, this.#isOrigin));
  }

  #other(test: Expr): OriginVerdict {
    return this.#isOrigin(test) || !this.#mentions(test) ? NEUTRAL : UNREAD;
  }

  #binary(test: BinaryExpr, outcome: boolean, depth: number): OriginVerdict {
    const { operator, left, right } = test;
    switch (operator) {
      case 'and':
      case 'or': {
        const sides = [
          this.verdict(left, outcome, depth + 1),
          this.verdict(right, outcome, depth + 1),
        ] as const;
        return (operator === 'and') === outcome
          ? bothVerdicts(...sides)
          : this.#either(sides, [left, right], outcome);
      }
      case '==':
      case '!=':
        return this.#comparison(left, right, (operator === '==') === outcome, depth);
      case 'in':
      case 'not in':
        return this.#isOrigin(left)
          ? this.#member(right, (operator === 'in') === outcome)
          : this.#contained(test, outcome);
      default:
        return this.#position(test, outcome) ?? this.#other(test);
    }
  }

  /** One of two tests holds. A test that only asks whether there is an origin lets none in. */
  #either(
    [first, second]: readonly [OriginVerdict, OriginVerdict],
    tests: readonly [Expr, Expr],
    outcome: boolean,
  ): OriginVerdict {
    if (first.kind === 'rules' && second.kind === 'rules') {
      return { kind: 'rules', rules: [...first.rules, ...second.rules] };
    }
    const [rules, other] = first.kind === 'rules' ? [first, tests[1]] : [second, tests[0]];
    if (rules.kind !== 'rules')
      return first.kind === 'neutral' && second.kind === 'neutral' ? NEUTRAL : UNREAD;
    if (asksForAbsence(other, outcome, this.#isOrigin)) return rules;
    // Whom one test lets in is in, whatever the other does.
    return { kind: 'rules', rules: [...rules.rules, this.#more(other)] };
  }

  /** What a test that is not followed lets in. */
  #more({ span }: Expr): OriginRule {
    const place = placeOf(this.#evaluator.module.uri, span);
    const match = { kind: 'unknown', reason: { kind: 'request-origin' } } as const;
    return { match, place, via: [], listed: false, isDefault: false };
  }

  #comparison(left: Expr, right: Expr, equal: boolean, depth: number): OriginVerdict {
    if (right.kind === 'boolean') return this.verdict(left, right.value === equal, depth + 1);
    if (asksForType(left, right) || asksForType(right, left)) return NEUTRAL;
    const call = isIndexOf(left) && this.#isNumber(right, -1) ? left : undefined;
    if (call) return equal ? this.#unless(call) : this.#found(call);
    const other = this.#isOrigin(left) ? right : this.#isOrigin(right) ? left : undefined;
    if (!other) return this.#mentions(left, right) ? UNREAD : NEUTRAL;
    if (isNothing(other)) return NEUTRAL;
    return equal ? verdictOf(memberRules(this.#evaluator.evaluate(other), 'equal')) : UNREAD;
  }

  /** `list.indexOf(origin) > -1`, `>= 0`, `< 0` */
  #position({ left, right }: BinaryExpr, outcome: boolean): OriginVerdict | undefined {
    if (!isIndexOf(left)) return undefined;
    const sign = this.#evaluator.module.text.slice(left.span.end, right.span.start).trim();
    const found = (sign === '>' && this.#isNumber(right, -1)) || (sign === '>=' && this.#isNumber(right, 0));
    const missing = sign === '<' && this.#isNumber(right, 0);
    if (!found && !missing) return undefined;
    return found === outcome ? this.#found(left) : this.#unless(left);
  }

  #isNumber(expr: Expr, wanted: number): boolean {
    const value = this.#evaluator.evaluate(expr);
    return value.kind === 'number' && value.value === wanted;
  }

  /** `x.indexOf(y)` gives a position: `y` is in `x`. */
  #found(call: IndexOfCall): OriginVerdict {
    const first = call.args[0]?.value;
    if (!first) return UNREAD;
    if (this.#isOrigin(first)) return this.#member(call.callee.object, true);
    return this.#isOrigin(call.callee.object) ? this.#part('includes', first) : this.#unless(call);
  }

  #unless(test: Expr): OriginVerdict {
    return this.#mentions(test) ? UNREAD : NEUTRAL;
  }

  #name(test: NameExpr, outcome: boolean, depth: number): OriginVerdict {
    if (this.#isOrigin(test)) return NEUTRAL;
    const held = this.#definition(test);
    return held ? this.verdict(held, outcome, depth + 1) : this.#other(test);
  }

  #definition(name: NameExpr): Expr | undefined {
    const [binding, ...others] = this.#evaluator.module.bindings(name.name, name.span.start);
    const isPlain = binding?.kind === 'assign' && binding.path.length === 0 && binding.operator === undefined;
    return isPlain && others.length === 0 ? binding.value : undefined;
  }

  #call(call: CallExpr, outcome: boolean): OriginVerdict {
    const { callee, args } = call;
    const first = args[0]?.spread === false ? args[0].value : undefined;
    if (callee.kind === 'member' && first && outcome) {
      const { object, property } = callee;
      if (this.#isOrigin(first)) {
        if (/^(?:includes|has|contains|__contains__)$/.test(property)) return this.#member(object, true);
        if (/^(?:test|match|fullmatch|search)$/.test(property)) return this.#pattern(object, property);
      }
      if (this.#isOrigin(object)) return this.#method(property, first);
      if (first.kind === 'function' && /^(?:some|find)$/.test(property))
        return this.#some(object, first, call);
      const second = args[1]?.value;
      const isPython = second && this.#isOrigin(second) && this.#evaluator.symbol(callee)?.module === 're';
      if (isPython) return this.#pattern(first, property);
    }
    const asks = callee.kind === 'name' && /^(?:Boolean|bool|String|str|len)$/.test(callee.name);
    return asks && first && this.#isOrigin(first) ? NEUTRAL : this.#unless(call);
  }

  #method(property: string, argument: Expr): OriginVerdict {
    return /^(?:match|search)$/.test(property)
      ? this.#pattern(argument, 'search')
      : this.#part(property, argument);
  }

  /** `list.some((item) => origin === item)`, `… item.test(origin)`, `… origin.endsWith(item)`. */
  #some(list: Expr, fn: FunctionExpr, call: CallExpr): OriginVerdict {
    const item = fn.params[0]?.name;
    const { result } = fn;
    const isItem = (expr: Expr): boolean => expr.kind === 'name' && expr.name === item;
    if (result?.kind === 'binary' && result.operator === '==') {
      const { left, right } = result;
      if ((isItem(left) && this.#isOrigin(right)) || (isItem(right) && this.#isOrigin(left)))
        return this.#member(list, true);
    }
    if (result?.kind === 'call' && result.callee.kind === 'member') {
      const { object, property } = result.callee;
      const first = result.args[0]?.value;
      if (first && isItem(object) && this.#isOrigin(first) && property === 'test')
        return this.#pattern(list, 'test');
      if (first && isItem(first) && this.#isOrigin(object)) return this.#method(property, list);
    }
    return this.#unless(call);
  }

  /** Membership in a list, being a part of a text. */
  #member(container: Expr, holds: boolean): OriginVerdict {
    return holds ? verdictOf(memberRules(this.#evaluator.evaluate(this.#contents(container)), 'in')) : UNREAD;
  }

  /** What a JavaScript `Set` is made from; any other expression is itself. */
  #contents(container: Expr): Expr {
    const at = (container.kind === 'name' ? this.#definition(container) : undefined) ?? container;
    const isSet = at.kind === 'call' && at.isNew && at.callee.kind === 'name' && at.callee.name === 'Set';
    const first = isSet ? at.args[0] : undefined;
    return first && !first.spread ? first.value : container;
  }

  /** `'example.com' in origin` */
  #contained(test: BinaryExpr, outcome: boolean): OriginVerdict {
    const holds = (test.operator === 'in') === outcome;
    return holds && this.#isOrigin(test.right) ? this.#part('includes', test.left) : this.#unless(test);
  }

  #pattern(expr: Expr, method: string): OriginVerdict {
    return verdictOf(patternRules(this.#evaluator.evaluate(expr), method, this.#evaluator.module.language));
  }

  #part(method: string, expr: Expr): OriginVerdict {
    return verdictOf(partRules(method, this.#evaluator.evaluate(expr), this.#evaluator.module.language));
  }
}

function verdictOf(rules: Rules): OriginVerdict {
  return rules ? { kind: 'rules', rules } : UNREAD;
}

type IndexOfCall = CallExpr & { readonly callee: Extract<Expr, { kind: 'member' }> };

function isIndexOf(expr: Expr): expr is IndexOfCall {
  return expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.property === 'indexOf';
}

/** `typeof origin === 'string'` */
function asksForType(question: Expr, type: Expr): boolean {
  return (
    question.kind === 'opaque' && type.kind === 'text' && /^(?:string|undefined|object)$/.test(type.value)
  );
}

function isNothing(expr: Expr): boolean {
  return expr.kind === 'null' || (expr.kind === 'text' && (expr.value === '' || expr.value === 'undefined'));
}
