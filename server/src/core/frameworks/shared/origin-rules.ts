import { alternatives } from '../../evaluate/read.ts';
import type { TextValue, Value } from '../../evaluate/value.ts';
import type { OriginTest, Subject } from '../../origins/predicate.ts';
import type { OriginMatch, OriginRule } from '../../policy/policy.ts';
import { predicateOf } from '../../policy/predicate.ts';
import type { Language } from '../../syntax/module.ts';
import type { Place } from '../../text/span.ts';

/** What the usual comparisons with an origin let in; undefined where what it is compared with is not known. */
export type Rules = readonly OriginRule[] | undefined;

/** `origin === value`, and `origin in value`, `value.includes(origin)`: which of a text asks whether it is a part. */
export function memberRules(container: Value, comparison: 'equal' | 'in'): Rules {
  const rules: OriginRule[] = [];
  for (const { value } of alternatives(container)) {
    if (value.kind === 'list') rules.push(...value.items.flatMap((item) => itemRules(item, true)));
    else if (value.kind === 'record')
      rules.push(...value.entries.map((entry) => keyRule(entry.key, entry.keyPlace)));
    else if (value.kind === 'text') rules.push(comparison === 'equal' ? textRule(value) : withinRule(value));
    // What is not there is no origin.
    else if (value.kind !== 'null' || comparison !== 'equal') return undefined;
  }
  return rules;
}

function textRule(value: TextValue): OriginRule {
  return ruleFor(value, false, { kind: 'exact', value: value.value });
}

function withinRule(value: TextValue): OriginRule {
  return ruleFor(value, false, { kind: 'within', value: value.value });
}

function itemRules(item: Value, listed: boolean): readonly OriginRule[] {
  if (item.kind === 'text') return [ruleFor(item, listed, { kind: 'exact', value: item.value })];
  if (item.kind === 'unknown') return [ruleFor(item, listed, { kind: 'unknown', reason: item.reason })];
  if (item.kind === 'oneOf') return item.alternatives.flatMap(({ value }) => itemRules(value, listed));
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

/** `pattern.test(origin)`, `re.match(pattern, origin)`; also each pattern of a list. */
export function patternRules(pattern: Value, method: string, language: Language, mixed = false): Rules {
  const mode =
    method === 'fullmatch' ? 'full' : method === 'match' && language === 'python' ? 'prefix' : 'search';
  return eachItem(pattern, (value, listed) => {
    if (mixed && value.kind === 'text') return NOBODY;
    if (value.kind !== 'regex' && !(value.kind === 'text' && language === 'python')) return undefined;
    const source = value.kind === 'regex' ? value.source : value.value;
    const flags = value.kind === 'regex' ? value.flags.replace(/[gy]/g, '') : '';
    return ruleFor(value, listed, { kind: 'pattern', source, flags, language, mode });
  });
}

/** `origin.endsWith(text)` and its relatives. `place` is the test, `written` the expression that is tested. */
export function partRules(
  method: string,
  part: Value,
  subject: Subject,
  place: Place,
  written: string,
): Rules {
  const kind = KINDS[method.replace(/_/g, '').toLowerCase()];
  if (!kind) return undefined;
  return eachItem(part, (value, listed) => {
    if (value.kind !== 'text') return undefined;
    const where = listed ? value.place : place;
    const test: OriginTest = {
      kind: 'test',
      subject,
      compare: { kind, text: value.value },
      place: where,
      ...(listed ? {} : { written }),
    };
    return { ...ruleFor(value, listed, { kind: 'predicate', predicate: test }), place: where };
  });
}

const KINDS: Readonly<Record<string, 'starts' | 'ends' | 'holds'>> = {
  endswith: 'ends',
  startswith: 'starts',
  includes: 'holds',
};

/** The same rules about a part of the origin: its host, its scheme. */
export function aboutSubject(rules: Rules, subject: Subject): Rules {
  if (subject === 'origin') return rules;
  return rules?.map((rule): OriginRule => {
    const predicate = predicateOf(rule);
    if (predicate.kind !== 'test') return rule;
    return { ...rule, match: { kind: 'predicate', predicate: { ...predicate, subject } } };
  });
}

/** Stands for an item that a test leaves aside. */
const NOBODY: OriginRule = {
  match: { kind: 'never', why: '' },
  place: { uri: '', start: 0, end: 0 },
  via: [],
  listed: true,
  isDefault: false,
};

function eachItem(value: Value, make: (item: Value, listed: boolean) => OriginRule | undefined): Rules {
  const rules: OriginRule[] = [];
  for (const { value: one } of alternatives(value)) {
    const items = one.kind === 'list' ? one.items : [one];
    for (const item of items) {
      // An entry that is not known, such as one of the environment, leaves the others as they are.
      const rule =
        one.kind === 'list' && item.kind === 'unknown'
          ? ruleFor(item, true, { kind: 'unknown', reason: item.reason })
          : make(item, one.kind === 'list');
      if (!rule) return undefined;
      if (rule !== NOBODY) rules.push(rule);
    }
  }
  return rules;
}

function ruleFor(value: Value, listed: boolean, match: OriginMatch): OriginRule {
  const rule = { match, place: value.place, via: value.via, listed, isDefault: false };
  return value.kind === 'text' ? { ...rule, written: value.value } : rule;
}
