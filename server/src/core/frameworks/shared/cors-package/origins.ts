import type { ListValue, Value } from '../../../evaluate/value.ts';
import type { OriginMatch, OriginRule } from '../../../policy/policy.ts';
import { isObject, ruleFor, testedPattern, textMatch } from '../javascript/origin-values.ts';

/**
 * What an `origin` option admits, since 2.7.0 (`isOriginAllowed`): a text alone is sent to everybody, a text in a list
 * is compared, a pattern is tested, and everything else that is truthy admits every origin.
 */
export function originRules(value: Value): readonly OriginRule[] {
  return value.kind === 'text' ? loneText(value) : rulesOf(value, false, 0);
}

function loneText(value: Extract<Value, { kind: 'text' }>): readonly OriginRule[] {
  if (value.value === '') return [];
  return [
    ruleFor(value, false, value.value === '*' ? { kind: 'any' } : textMatch(value.value, 'fixed', '`cors`')),
  ];
}

function rulesOf(value: Value, listed: boolean, depth: number): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return [
        ruleFor(
          value,
          listed,
          value.value === '*' ? STAR_IN_LIST : textMatch(value.value, 'exact', '`cors`'),
        ),
      ];
    case 'regex':
      return [ruleFor(value, listed, testedPattern(value, '`cors`'))];
    case 'list':
      return value.form === 'set' ? [everything(value, listed)] : itemsOf(value, depth);
    case 'boolean':
    case 'number':
      return value.value
        ? [value.kind === 'number' ? everything(value, listed) : ruleFor(value, listed, { kind: 'any' })]
        : [];
    case 'null':
      return [];
    case 'function':
      // Called only where it is the whole option. In a list it is just a truthy value.
      return listed
        ? [everything(value, listed)]
        : [ruleFor(value, listed, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } })];
    case 'record':
      return [everything(value, listed)];
    case 'unknown':
      return [
        isObject(value)
          ? everything(value, listed)
          : ruleFor(value, listed, { kind: 'unknown', reason: value.reason }),
      ];
    case 'oneOf':
      return [ruleFor(value, listed, { kind: 'unknown', reason: { kind: 'too-complex' } })];
  }
}

function itemsOf(list: ListValue, depth: number): readonly OriginRule[] {
  if (depth > 8) return [ruleFor(list, true, { kind: 'unknown', reason: { kind: 'too-complex' } })];
  return list.items.flatMap((item) => rulesOf(item, true, depth + 1));
}

const STAR_IN_LIST: OriginMatch = {
  kind: 'never',
  why: '`cors` compares the entries of a list with the Origin as they are, so `*` in a list matches no origin.',
};

/** A value that is neither text, pattern nor list: `cors` only asks whether it is truthy. */
function everything(value: Value, listed: boolean): OriginRule {
  const what = '`cors` knows no such value for an origin, and any truthy one allows every origin';
  return ruleFor({ ...value, via: [...value.via, { place: value.place, what }] }, listed, { kind: 'any' });
}

/** Before 2.7.0 the option was sent as it prints, to everybody; only `true` looked at the request. */
export function originRulesBefore27(value: Value): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return loneText(value);
    case 'boolean':
      return value.value ? [ruleFor(value, false, { kind: 'any' })] : [];
    case 'null':
      return [];
    case 'list':
      return linesOf(value);
    case 'unknown':
    case 'function':
    case 'oneOf':
      return rulesOf(value, false, 0);
    default:
      return unread(value);
  }
}

/** One header line for each entry, which a browser reads as one value with commas. */
function linesOf(list: ListValue): readonly OriginRule[] {
  const texts = list.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
  if (texts.length !== list.items.length || list.form === 'set') return unread(list);
  const [only] = list.items;
  if (only && texts.length === 1) return [ruleFor(only, true, { kind: 'fixed', value: texts[0] ?? '' })];
  return texts.length === 0 ? [] : [ruleFor(list, false, { kind: 'fixed', value: texts.join(', ') })];
}

function unread(value: Value): readonly OriginRule[] {
  if (value.kind === 'unknown') return rulesOf(value, true, 0);
  const why = '`cors` before 2.7.0 sends a value of this type as text, and no origin is equal to it.';
  return [ruleFor(value, false, { kind: 'never', why })];
}
