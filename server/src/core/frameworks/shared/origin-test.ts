import { alternatives } from '../../evaluate/combine.ts';
import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Value } from '../../evaluate/value.ts';
import type { OriginMatch, OriginRule } from '../../policy/policy.ts';
import type { BinaryExpr, CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';

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
  isOrigin: (expr: Expr) => boolean,
): OriginVerdict {
  return new Reader(evaluator, isOrigin).verdict(test, outcome, 0);
}

/** Whether the origin has a part in an expression, also through names and functions. */
export function mentionsOrigin(evaluator: Evaluator, expr: Expr, isOrigin: (expr: Expr) => boolean): boolean {
  return new Reader(evaluator, isOrigin).mentions(expr, 0);
}

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

class Reader {
  readonly #evaluator: Evaluator;
  readonly #isOrigin: (expr: Expr) => boolean;
  #budget = 400;

  constructor(evaluator: Evaluator, isOrigin: (expr: Expr) => boolean) {
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

  #other(test: Expr): OriginVerdict {
    return this.#isOrigin(test) || !this.mentions(test, 0) ? NEUTRAL : UNREAD;
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
        return this.#comparison(left, right, (operator === '==') === outcome);
      case 'in':
      case 'not in':
        return this.#isOrigin(left)
          ? this.#member(right, (operator === 'in') === outcome)
          : this.#contained(test, outcome);
      default:
        return this.#other(test);
    }
  }

  /** One of two tests holds. A test that only asks whether there is an origin lets none in. */
  #either(
    sides: readonly [OriginVerdict, OriginVerdict],
    tests: readonly [Expr, Expr],
    outcome: boolean,
  ): OriginVerdict {
    const [first, second] = sides;
    if (first.kind === 'rules' && second.kind === 'rules')
      return { kind: 'rules', rules: [...first.rules, ...second.rules] };
    if (first.kind === 'rules' && this.#asksForAbsence(tests[1], outcome)) return first;
    if (second.kind === 'rules' && this.#asksForAbsence(tests[0], outcome)) return second;
    if (first.kind === 'neutral' && second.kind === 'neutral') return NEUTRAL;
    // Whom one test lets in is in, whatever the other does.
    if (first.kind === 'rules') return { kind: 'rules', rules: [...first.rules, this.#more(tests[1])] };
    if (second.kind === 'rules') return { kind: 'rules', rules: [...second.rules, this.#more(tests[0])] };
    return UNREAD;
  }

  /** What a test that is not followed lets in. */
  #more({ span }: Expr): OriginRule {
    const place = placeOf(this.#evaluator.module.uri, span);
    return {
      match: { kind: 'unknown', reason: { kind: 'request-origin' } },
      place,
      via: [],
      listed: false,
      isDefault: false,
    };
  }

  #asksForAbsence(test: Expr, outcome: boolean): boolean {
    if (test.kind === 'not') return this.#asksForAbsence(test.operand, !outcome);
    if (test.kind === 'binary' && (test.operator === '==' || test.operator === '!=')) {
      const equal = (test.operator === '==') === outcome;
      return (
        equal &&
        ((this.#isOrigin(test.left) && isNothing(test.right)) ||
          (this.#isOrigin(test.right) && isNothing(test.left)))
      );
    }
    return !outcome && this.#isOrigin(test);
  }

  #comparison(left: Expr, right: Expr, equal: boolean): OriginVerdict {
    if (asksForType(left, right) || asksForType(right, left)) return NEUTRAL;
    const index = this.#indexOf(left, right) ?? this.#indexOf(right, left);
    if (index) return index.found === equal ? UNREAD : index.verdict();
    const other = this.#isOrigin(left) ? right : this.#isOrigin(right) ? left : undefined;
    if (!other) return this.mentions(left, 0) || this.mentions(right, 0) ? UNREAD : NEUTRAL;
    if (isNothing(other)) return NEUTRAL;
    return equal ? this.#member(other, true) : UNREAD;
  }

  /** `list.indexOf(origin) !== -1`: the verdict of "it is not equal to -1". */
  #indexOf(call: Expr, number: Expr): { readonly found: true; verdict(): OriginVerdict } | undefined {
    if (call.kind !== 'call' || call.callee.kind !== 'member' || call.callee.property !== 'indexOf')
      return undefined;
    const value = this.#evaluator.evaluate(number);
    if (value.kind !== 'number' || value.value !== -1) return undefined;
    return {
      found: true,
      verdict: () => this.#call({ ...call, callee: { ...call.callee, property: 'includes' } as Expr }, true),
    };
  }

  #name(test: Expr & { readonly kind: 'name' }, outcome: boolean, depth: number): OriginVerdict {
    if (this.#isOrigin(test)) return NEUTRAL;
    const bindings = this.#evaluator.module.bindings(test.name, test.span.start);
    const [binding] = bindings;
    if (
      bindings.length === 1 &&
      binding?.kind === 'assign' &&
      binding.path.length === 0 &&
      binding.operator === undefined
    ) {
      return this.verdict(binding.value, outcome, depth + 1);
    }
    return this.#other(test);
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
      const second = args[1]?.value;
      if (second && this.#isOrigin(second) && this.#evaluator.symbol(callee)?.module === 're')
        return this.#pattern(first, property);
    }
    if (
      callee.kind === 'name' &&
      first &&
      /^(?:Boolean|bool|String|str|len)$/.test(callee.name) &&
      this.#isOrigin(first)
    )
      return NEUTRAL;
    return this.mentions(call, 0) ? UNREAD : NEUTRAL;
  }

  /** Membership in a list; in a text it is "is a part of". */
  #member(container: Expr, holds: boolean): OriginVerdict {
    if (!holds) return UNREAD;
    const rules: OriginRule[] = [];
    for (const { value } of alternatives(this.#evaluator.evaluate(this.#contents(container)))) {
      if (value.kind === 'list') rules.push(...value.items.flatMap((item) => memberRules(item, true)));
      else if (value.kind === 'record')
        rules.push(...value.entries.map((entry) => keyRule(entry.key, entry.keyPlace)));
      else if (value.kind === 'text') rules.push(...memberRules(value, false));
      else return UNREAD;
    }
    return { kind: 'rules', rules };
  }

  /** What a JavaScript `Set` is made from; any other expression is itself. */
  #contents(container: Expr): Expr {
    let at = container;
    if (at.kind === 'name') {
      const [binding, ...others] = this.#evaluator.module.bindings(at.name, at.span.start);
      if (binding?.kind === 'assign' && others.length === 0 && binding.path.length === 0) at = binding.value;
    }
    const isSet = at.kind === 'call' && at.isNew && at.callee.kind === 'name' && at.callee.name === 'Set';
    const first = isSet && at.kind === 'call' ? at.args[0] : undefined;
    return first && !first.spread ? first.value : container;
  }

  /** `'example.com' in origin` */
  #contained(test: BinaryExpr, outcome: boolean): OriginVerdict {
    if (this.#isOrigin(test.right) && (test.operator === 'in') === outcome)
      return this.#method('includes', test.left);
    return this.mentions(test, 0) ? UNREAD : NEUTRAL;
  }

  #pattern(expr: Expr, method: string): OriginVerdict {
    const rules: OriginRule[] = [];
    const { language } = this.#evaluator.module;
    for (const { value } of alternatives(this.#evaluator.evaluate(expr))) {
      if (value.kind !== 'regex' && !(value.kind === 'text' && language === 'python')) return UNREAD;
      const source = value.kind === 'regex' ? value.source : value.value;
      const flags = value.kind === 'regex' ? value.flags : '';
      const mode =
        method === 'fullmatch' ? 'full' : method === 'match' && language === 'python' ? 'prefix' : 'search';
      rules.push(
        ruleFor(value, false, { kind: 'pattern', source, flags: flags.replace(/[gy]/g, ''), language, mode }),
      );
    }
    return { kind: 'rules', rules };
  }

  /** `origin.endsWith('.example.com')` and its relatives, as patterns. */
  #method(property: string, argument: Expr): OriginVerdict {
    if (/^(?:match|search)$/.test(property)) return this.#pattern(argument, 'search');
    const shape = /^ends_?with$/i.test(property)
      ? 'end'
      : /^starts_?with$/i.test(property)
        ? 'start'
        : property === 'includes'
          ? 'part'
          : undefined;
    if (!shape) return UNREAD;
    const { language } = this.#evaluator.module;
    const rules: OriginRule[] = [];
    for (const { value } of alternatives(this.#evaluator.evaluate(argument))) {
      const texts = value.kind === 'list' ? value.items : [value];
      for (const text of texts) {
        if (text.kind !== 'text') return UNREAD;
        const plain = text.value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
        const source = shape === 'end' ? `${plain}$` : shape === 'start' ? `^${plain}` : plain;
        rules.push(
          ruleFor(text, value.kind === 'list', {
            kind: 'pattern',
            source,
            flags: '',
            language,
            mode: 'search',
          }),
        );
      }
    }
    return { kind: 'rules', rules };
  }

  mentions(expr: Expr, depth: number): boolean {
    if (this.#budget <= 0 || depth > MAX_DEPTH) return true;
    this.#budget -= 1;
    if (this.#isOrigin(expr)) return true;
    const any = (parts: readonly Expr[]): boolean => parts.some((part) => this.mentions(part, depth + 1));
    switch (expr.kind) {
      case 'name':
        return this.#held(expr, depth);
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
      case 'function':
        return this.#writtenIn(expr);
      case 'comprehension':
        return any([expr.element, expr.iterable, ...expr.conditions]);
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

  #held(name: Expr & { readonly kind: 'name' }, depth: number): boolean {
    return this.#evaluator.module
      .bindings(name.name, name.span.start)
      .slice(0, 8)
      .some((binding) => binding.kind === 'assign' && this.mentions(binding.value, depth + 1));
  }
}

/** Two tests hold. A list of origins is at most narrowed by one that is not understood; a pattern may be replaced by it. */
export function bothVerdicts(first: OriginVerdict, second: OriginVerdict): OriginVerdict {
  if (first.kind === 'neutral') return second;
  if (second.kind === 'neutral') return first;
  const [rules, other] = first.kind === 'rules' ? [first, second] : [second, first];
  if (rules.kind !== 'rules') return UNREAD;
  // Both are known: the shorter list of origins says more.
  if (other.kind === 'rules') {
    if (isExact(other) && (!isExact(rules) || other.rules.length < rules.rules.length)) return other;
    return isExact(rules) ? rules : UNREAD;
  }
  return isExact(rules) ? rules : UNREAD;
}

function isExact(verdict: OriginVerdict): boolean {
  return (
    verdict.kind === 'rules' &&
    verdict.rules.every(({ match }) => match.kind === 'exact' || match.kind === 'unknown')
  );
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

function memberRules(item: Value, listed: boolean): readonly OriginRule[] {
  if (item.kind === 'text') return [ruleFor(item, listed, { kind: 'exact', value: item.value })];
  if (item.kind === 'unknown') return [ruleFor(item, listed, { kind: 'unknown', reason: item.reason })];
  return [];
}

function keyRule(key: string, place: OriginRule['place']): OriginRule {
  return {
    match: { kind: 'exact', value: key },
    place,
    via: [],
    written: key,
    listed: true,
    isDefault: false,
  };
}

function ruleFor(value: Value, listed: boolean, match: OriginMatch): OriginRule {
  const rule = { match, place: value.place, via: value.via, listed, isDefault: false };
  return value.kind === 'text' ? { ...rule, written: value.value } : rule;
}
