import type { ListValue, Value } from '../../../evaluate/value.ts';
import type { OriginMatch, OriginRule, ResolvedVersion } from '../../../policy/policy.ts';
import { isGivenByFunction } from '../javascript/callback.ts';
import { freshPattern, isObject, ruleFor, textMatch, unknownRule } from '../javascript/origin-values.ts';
import { atLeast } from '../versions.ts';

const LIBRARY = '@fastify/cors';

/**
 * What an `origin` option admits: a text alone is sent to everybody, a text in a list is compared, `'*'` in a list is
 * `*` since 8.2.1, a pattern is tested, and everything else that is truthy admits every origin. What is falsy has no
 * rules.
 */
export function fastifyOriginRules(value: Value, version: ResolvedVersion): readonly OriginRule[] {
  if (value.kind === 'text') {
    if (value.value === '') return [];
    return [
      ruleFor(value, false, value.value === '*' ? { kind: 'any' } : textMatch(value.value, 'fixed', LIBRARY)),
    ];
  }
  const boundary = isGivenByFunction(value) ? '11.4.3' : '8.2.1';
  if (value.kind === 'list' && value.form !== 'set' && atLeast(version, boundary)) {
    const star = value.items.find((item) => item.kind === 'text' && item.value === '*');
    // The other entries no longer count, and are judged for their form only.
    if (star) return itemsOf(value, 0).map((rule) => (rule.written === '*' ? { ...rule, match: ANY } : rule));
  }
  return rulesOf(value, false, 0);
}

const ANY: OriginMatch = { kind: 'any' };

const STAR_IN_LIST: OriginMatch = {
  kind: 'never',
  why: '@fastify/cors compares the entries of a list with the Origin as they are, so `*` matches no origin here.',
};

function rulesOf(value: Value, listed: boolean, depth: number): readonly OriginRule[] {
  switch (value.kind) {
    case 'text': {
      const match = value.value === '*' ? STAR_IN_LIST : textMatch(value.value, 'exact', LIBRARY);
      return [ruleFor(value, listed, match)];
    }
    case 'regex':
      return [ruleFor(value, listed, freshPattern(value))];
    case 'list':
      return value.form === 'set' ? [everything(value, listed)] : itemsOf(value, depth);
    case 'boolean':
      return value.value ? [ruleFor(value, listed, ANY)] : [];
    case 'number':
      return value.value ? [everything(value, listed)] : [];
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
      return [isObject(value) ? everything(value, listed) : unknownRule(value, listed)];
    case 'oneOf':
      return [unknownRule(value, listed)];
  }
}

function itemsOf(list: ListValue, depth: number): readonly OriginRule[] {
  if (depth > 8) return [ruleFor(list, true, { kind: 'unknown', reason: { kind: 'too-complex' } })];
  return list.items.flatMap((item) => rulesOf(item, true, depth + 1));
}

/** A value that is neither text, pattern nor list: the library only asks whether it is truthy. */
function everything(value: Value, listed: boolean): OriginRule {
  const what = '@fastify/cors knows no such value for an origin, and any truthy one allows every origin';
  return ruleFor({ ...value, via: [...value.via, { place: value.place, what }] }, listed, ANY);
}
