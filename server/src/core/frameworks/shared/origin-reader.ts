import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, truthiness } from '../../evaluate/read.ts';
import type { Value } from '../../evaluate/value.ts';
import { ALWAYS, allOf, anyOf, NEVER, not, type Predicate, type Subject } from '../../origins/predicate.ts';
import type { OriginRule } from '../../policy/policy.ts';
import { predicateOf } from '../../policy/predicate.ts';
import type { BinaryExpr, CallExpr, Expr, NameExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { callPredicate } from './origin-calls.ts';
import { flagPredicate } from './origin-flags.ts';
import { type Items, itemsOf, itemVerdict, NO_ITEMS, valueWith } from './origin-items.ts';
import { type IsOrigin, mentionsOrigin } from './origin-mention.ts';
import { counted, isPosition, type MethodCall, mayGiveNothing, sliceTest } from './origin-positions.ts';
import { aboutSubject, memberRules, partRules, type Rules } from './origin-rules.ts';
import { subjectOf } from './origin-subject.ts';

/** What a test that is not about the origin is worth when it comes out as asked. */
export type Elsewhere = (test: Expr, outcome: boolean, where: Evaluator) => Predicate;

/** Which of its outcomes a value has: that is decided before anybody asks about an origin. */
export type Outcome = (value: Value, written: Expr, where: Evaluator) => Value;

const ALL_OUTCOMES: Outcome = (value) => value;

const MAX_DEPTH = 12;
/** Tests that are read for one question, with those that are read again for each item of a list. */
const MOST_READS = 1500;

/** What the readers of one question share. */
interface Effort {
  left: number;
  /** The flags whose worth is being found out, by where they are made: one may be made of itself. */
  readonly flags: Set<number>;
}

/**
 * Reads tests of a program as a formula over the origin. What is not understood is `unknown`. Remembers for each part of the
 * formula the rule that it comes from, with the literal that says so.
 */
export class OriginReader {
  readonly evaluator: Evaluator;
  readonly isOrigin: IsOrigin;
  readonly elsewhere: Elsewhere;
  readonly outcome: Outcome;
  readonly helpers: number;
  readonly rules: Map<Predicate, OriginRule>;
  readonly effort: Effort;
  /** What the variables of loops stand for. */
  readonly items: Items;
  /** Each item of a loop takes the branch that fits its type: a text is no pattern. */
  readonly mixed: boolean;

  constructor(
    evaluator: Evaluator,
    isOrigin: IsOrigin,
    elsewhere: Elsewhere,
    outer?: Partial<Pick<OriginReader, 'outcome' | 'helpers' | 'rules' | 'effort'>>,
    items: Items = NO_ITEMS,
    mixed = false,
  ) {
    this.evaluator = evaluator;
    this.isOrigin = isOrigin;
    this.elsewhere = elsewhere;
    this.outcome = outer?.outcome ?? ALL_OUTCOMES;
    this.helpers = outer?.helpers ?? 0;
    this.rules = outer?.rules ?? new Map();
    this.effort = outer?.effort ?? { left: MOST_READS, flags: new Set() };
    this.items = items;
    this.mixed = mixed;
  }

  /** The same, while the variables of loops stand for these items. */
  with(items: Items, mixed = this.mixed): OriginReader {
    return new OriginReader(this.evaluator, this.isOrigin, this.elsewhere, this, items, mixed);
  }

  /** What `name` stands for in a loop over a list, one after the other; undefined where that is not known. */
  itemsOf(list: Expr, name: string): readonly Items[] | undefined {
    return itemsOf(this.value(list), name, this.items);
  }

  read(test: Expr, outcome: boolean, depth = 0): Predicate {
    if (depth > MAX_DEPTH || --this.effort.left < 0) return this.unread(test);
    switch (test.kind) {
      case 'not':
        return this.read(test.operand, !outcome, depth + 1);
      case 'boolean':
        return test.value === outcome ? ALWAYS : NEVER;
      case 'null':
        return outcome ? NEVER : ALWAYS;
      case 'binary':
        return this.#binary(test, outcome, depth);
      case 'conditional':
        return this.#conditional(test, outcome, depth);
      case 'call':
        // A position of nothing is as true as any.
        return isPosition(test) && this.evaluator.module.language === 'javascript'
          ? this.#other(test, outcome)
          : this.#call(test, outcome, depth);
      case 'name':
        return this.#name(test, outcome, depth);
      default:
        return this.#other(test, outcome);
    }
  }

  /** A formula of its own, so that it has a place. */
  unread({ span }: Expr): Predicate {
    const unknown: Predicate = { kind: 'unknown' };
    const match = { kind: 'unknown', reason: { kind: 'request-origin' } } as const;
    const place = placeOf(this.evaluator.module.uri, span);
    this.rules.set(unknown, { match, place, via: [], listed: false, isDefault: false });
    return unknown;
  }

  /** Who is in one of the rules. */
  member(rules: Rules, expr: Expr): Predicate {
    if (!rules) return this.unread(expr);
    return anyOf(
      rules.map((rule) => {
        const predicate = predicateOf(rule);
        const own = predicate.kind === 'unknown' ? { ...predicate } : predicate;
        this.rules.set(own, rule);
        return own;
      }),
    );
  }

  #mentions(...exprs: readonly Expr[]): boolean {
    return exprs.some((expr) => mentionsOrigin(this.evaluator, expr, this.isOrigin));
  }

  subject(expr: Expr): Subject | undefined {
    return subjectOf(this.evaluator, expr, this.isOrigin);
  }

  value(expr: Expr): Value {
    return (
      valueWith(this.evaluator, this.items, expr) ??
      this.outcome(this.evaluator.evaluate(expr), expr, this.evaluator)
    );
  }

  #other(test: Expr, outcome: boolean): Predicate {
    if (this.isOrigin(test)) return outcome ? ALWAYS : NEVER;
    const some = counted(test);
    if (some) return this.#call(some, outcome, 0);
    if (test.kind === 'index' && this.subject(test.index)) return this.#key(test, outcome);
    if (this.#mentions(test)) return this.unread(test);
    const verdict = itemVerdict(this.evaluator, this.items, test);
    if (verdict === undefined) return this.elsewhere(test, outcome, this.evaluator);
    return verdict === 'unknown' ? this.unread(test) : verdict === outcome ? ALWAYS : NEVER;
  }

  /** `allowed[origin]`: the keys whose values are true. */
  #key(test: Extract<Expr, { kind: 'index' }>, outcome: boolean): Predicate {
    const { language } = this.evaluator.module;
    const known = alternatives(this.value(test.object)).map(({ value }) => {
      if (value.kind !== 'record' || value.rest.length > 0) return undefined;
      if (value.entries.some((entry) => truthiness(entry.value, language) === 'unknown')) return undefined;
      return {
        ...value,
        entries: value.entries.filter((entry) => truthiness(entry.value, language) === true),
      };
    });
    const [only, ...others] = known;
    if (!only || others.length > 0) return this.unread(test);
    const found = this.member(memberRules(only, 'in'), test);
    return outcome ? found : not(found);
  }

  #binary(test: BinaryExpr, outcome: boolean, depth: number): Predicate {
    const { operator, left, right } = test;
    switch (operator) {
      case 'and':
      case 'or': {
        const sides = [this.read(left, outcome, depth + 1), this.read(right, outcome, depth + 1)];
        return (operator === 'and') === outcome ? allOf(sides) : anyOf(sides);
      }
      case 'nullish':
        // `origin?.endsWith(…) ?? false`
        return right.kind === 'boolean' && !right.value
          ? this.read(left, outcome, depth + 1)
          : this.#other(test, outcome);
      case '==':
      case '!=':
        return this.#comparison(test, (operator === '==') === outcome, depth);
      case 'in':
      case 'not in':
        return this.#in(test, (operator === 'in') === outcome);
      default:
        return this.#position(test, outcome) ?? this.#other(test, outcome);
    }
  }

  #comparison(test: BinaryExpr, equal: boolean, depth: number): Predicate {
    const { left, right } = test;
    if (right.kind === 'boolean') return this.read(left, right.value === equal, depth + 1);
    const type = typeAsked(left, right) ?? typeAsked(right, left);
    if (type !== undefined) return (type === 'string') === equal ? ALWAYS : NEVER;
    if (isPosition(left) && this.#isNumber(right, -1)) return this.#found(left, !equal);
    if (mayGiveNothing(left) && isNothing(right) && !this.subject(left))
      return this.read(left, !equal, depth + 1);
    const cut = sliceTest(this, left, right, test) ?? sliceTest(this, right, left, test);
    if (cut) return equal ? cut : not(cut);
    const some = counted(left);
    if (some && this.#isNumber(right, 0)) return this.#call(some, !equal, depth);
    const subject = this.subject(left) ?? this.subject(right);
    if (!subject)
      return this.#mentions(left, right)
        ? this.unread(test)
        : this.elsewhere(test, equal === (test.operator === '=='), this.evaluator);
    const other = this.subject(left) ? right : left;
    if (isNothing(other)) return equal ? NEVER : ALWAYS;
    const rules = aboutSubject(memberRules(this.value(other), 'equal'), subject);
    const known = this.member(rules, test);
    return equal ? known : not(known);
  }

  /** `list.indexOf(origin) > -1`, `>= 0`, `< 0` */
  #position({ left, right }: BinaryExpr, outcome: boolean): Predicate | undefined {
    const some = counted(left);
    if (!some && !isPosition(left)) return undefined;
    const sign = this.evaluator.module.text.slice(left.span.end, right.span.start).trim();
    if (some) {
      const isAny = (sign === '>' && this.#isNumber(right, 0)) || (sign === '>=' && this.#isNumber(right, 1));
      return isAny ? this.#call(some, outcome, 0) : undefined;
    }
    if (!isPosition(left)) return undefined;
    const found = (sign === '>' && this.#isNumber(right, -1)) || (sign === '>=' && this.#isNumber(right, 0));
    const missing = sign === '<' && this.#isNumber(right, 0);
    const begins = /^={2,3}$/.test(sign) && this.#isNumber(right, 0);
    return found || missing || begins ? this.#found(left, found === outcome) : undefined;
  }

  #isNumber(expr: Expr, wanted: number): boolean {
    const value = this.evaluator.evaluate(expr);
    return value.kind === 'number' && value.value === wanted;
  }

  /** `x.indexOf(y)` gives a position: `y` is in `x`. */
  #found(call: MethodCall, outcome: boolean): Predicate {
    const first = call.args[0]?.value;
    if (!first) return this.unread(call);
    if (call.callee.property === 'findIndex' || call.callee.property === 'search')
      return this.#call(call, outcome, 0);
    const found = this.contains(call.callee.object, first, call);
    if (!found)
      return this.#mentions(call) ? this.unread(call) : this.elsewhere(call, outcome, this.evaluator);
    return outcome ? found : not(found);
  }

  #in(test: BinaryExpr, outcome: boolean): Predicate {
    const { left, right } = test;
    const found = this.contains(right, left, test);
    if (!found)
      return this.#mentions(left, right) ? this.unread(test) : this.elsewhere(test, outcome, this.evaluator);
    return outcome ? found : not(found);
  }

  /** `container` holds `part`, where one of them is the origin. */
  contains(container: Expr, part: Expr, test: Expr): Predicate | undefined {
    const subject = this.subject(part);
    if (subject) return this.member(aboutSubject(memberRules(this.value(container), 'in'), subject), test);
    return this.subject(container) ? this.part('includes', part, container, test) : undefined;
  }

  /** A method of texts, such as `endsWith`, is asked about the origin. */
  part(method: string, part: Expr, subject: Expr, test: Expr): Predicate {
    const { module } = this.evaluator;
    const about = this.subject(subject) ?? 'origin';
    const written = module.text.slice(subject.span.start, subject.span.end);
    const place = placeOf(module.uri, test.span);
    return this.member(partRules(method, this.value(part), about, place, written), test);
  }

  #conditional(test: Extract<Expr, { kind: 'conditional' }>, outcome: boolean, depth: number): Predicate {
    const { then, otherwise } = test;
    const verdict = this.#mentions(test.test)
      ? undefined
      : itemVerdict(this.evaluator, this.items, test.test);
    if (verdict === true) return this.read(then, outcome, depth + 1);
    if (verdict === false) return this.read(otherwise, outcome, depth + 1);
    // `item instanceof RegExp ? item.test(origin) : item === origin`: each item takes the branch that it fits.
    if (this.items.size > 0 && !this.#mentions(test.test) && outcome) {
      const inner = this.with(this.items, true);
      return anyOf([inner.read(then, true, depth + 1), inner.read(otherwise, true, depth + 1)]);
    }
    const [yes, no] = [this.read(test.test, true, depth + 1), this.read(test.test, false, depth + 1)];
    return anyOf([
      allOf([yes, this.read(then, outcome, depth + 1)]),
      allOf([no, this.read(otherwise, outcome, depth + 1)]),
    ]);
  }

  #name(test: NameExpr, outcome: boolean, depth: number): Predicate {
    if (this.isOrigin(test)) return outcome ? ALWAYS : NEVER;
    const flag = this.items.has(test.name) ? undefined : flagPredicate(this, test);
    if (flag) return outcome ? flag : not(flag);
    const held = this.#definition(test);
    return held ? this.read(held, outcome, depth + 1) : this.#other(test, outcome);
  }

  #definition(name: NameExpr): Expr | undefined {
    const [binding, ...others] = this.evaluator.module.bindings(name.name, name.span.start);
    const isPlain = binding?.kind === 'assign' && binding.path.length === 0 && binding.operator === undefined;
    return isPlain && others.length === 0 ? binding.value : undefined;
  }

  #call(call: CallExpr, outcome: boolean, depth: number): Predicate {
    const found = callPredicate(this, call, depth);
    if (found) return outcome ? found : not(found);
    return this.#other(call, outcome);
  }
}

/** `typeof origin === 'string'` */
function typeAsked(question: Expr, type: Expr): string | undefined {
  if (question.kind !== 'opaque' || type.kind !== 'text') return undefined;
  return /^(?:string|undefined|object)$/.test(type.value) ? type.value : undefined;
}

function isNothing(expr: Expr): boolean {
  return expr.kind === 'null' || (expr.kind === 'text' && (expr.value === '' || expr.value === 'undefined'));
}
