import { anyOf, type Predicate, type Subject } from '../../origins/predicate.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { aboutPart, bodyPredicate, functionPredicate, helperOf, withArguments } from './origin-helpers.ts';
import type { OriginReader } from './origin-reader.ts';
import { aboutSubject, patternRules } from './origin-rules.ts';

/** Helpers inside of each other. */
const MAX_HELPERS = 2;

/** What lets the origin in when the call gives something true; undefined where it is not followed. */
export function callPredicate(reader: OriginReader, call: CallExpr, depth: number): Predicate | undefined {
  const { callee, args } = call;
  const first = args[0]?.spread === false ? args[0].value : undefined;
  if (!first) return undefined;
  if (callee.kind === 'name' && /^(?:Boolean|bool|String|str|len)$/.test(callee.name)) {
    return reader.read(first, true, depth + 1);
  }
  if (callee.kind === 'name' && callee.name === 'any' && first.kind === 'comprehension') {
    if (first.conditions.length > 0 || first.element.kind === 'spread') return undefined;
    const { element } = first;
    return each(reader, first.iterable, first.target, (inner) => inner.read(element, true, depth + 1));
  }
  if (callee.kind === 'member') {
    const { object, property } = callee;
    const subject = reader.subject(first);
    if (subject) {
      if (/^(?:includes|has|contains|__contains__|hasOwnProperty)$/.test(property)) {
        // A class of the workspace may have a method of this name.
        const own = reader.value(object).kind === 'unknown' ? helperPredicate(reader, call) : undefined;
        return own ?? reader.contains(object, first, call);
      }
      if (/^(?:test|match|fullmatch|search|exec)$/.test(property))
        return patternPredicate(reader, object, property, subject, call);
    }
    const second = args[1]?.value;
    const secondSubject = second && reader.subject(second);
    // `Object.hasOwn(allowed, origin)`, `_.includes(allowed, origin)`
    if (secondSubject && /^(?:hasOwn|includes)$/.test(property)) return reader.contains(first, second, call);
    if (secondSubject && reader.evaluator.symbol(callee)?.module === 're')
      return patternPredicate(reader, first, property, secondSubject, call);
    const own = reader.subject(object);
    if (own) {
      if (/^(?:match|search)$/.test(property)) return patternPredicate(reader, first, 'search', own, call);
      return reader.part(property, first, object, call);
    }
    if (first.kind === 'function' && /^(?:some|find|findIndex|filter)$/.test(property)) {
      const item = first.params[0];
      return item && !item.rest && !first.isAsync
        ? each(reader, object, item.name, (inner) => bodyPredicate(inner, first))
        : undefined;
    }
  }
  return helperPredicate(reader, call);
}

/** A test of each item of a list, one of which must hold. Where the items are not known: the same test of the whole list. */
function each(
  reader: OriginReader,
  list: Expr,
  item: string,
  test: (inner: OriginReader) => Predicate,
): Predicate {
  const items = reader.itemsOf(list, item);
  if (items) return anyOf(items.map((one) => test(reader.with(one))));
  return test(reader.with(new Map([...reader.items, [item, reader.value(list)] as const])));
}

/** A function that is given the origin, or a part of it, and gives a verdict. */
function helperPredicate(reader: OriginReader, call: CallExpr): Predicate | undefined {
  if (reader.helpers >= MAX_HELPERS) return undefined;
  const index = call.args.findIndex(({ value, spread }) => !spread && reader.subject(value) !== undefined);
  const given = call.args[index];
  const subject = given && reader.subject(given.value);
  const helper = subject && helperOf(reader.evaluator, call.callee);
  if (!given || !helper) return undefined;
  const { params } = helper.function;
  const offset = /^(?:self|cls)$/.test(params[0]?.name ?? '') ? 1 : 0;
  const parameter =
    given.name === undefined ? params[index + offset] : params.find(({ name }) => name === given.name);
  if (!parameter || parameter.rest || helper.function.isAsync) return undefined;
  const informed = withArguments(reader, helper, call, given, offset);
  return aboutPart(reader, functionPredicate(reader, informed, parameter.name), subject);
}

function patternPredicate(
  reader: OriginReader,
  expr: Expr,
  method: string,
  subject: Subject,
  test: Expr,
): Predicate {
  const rules = patternRules(reader.value(expr), method, reader.evaluator.module.language, reader.mixed);
  return reader.member(aboutSubject(rules, subject), test);
}
