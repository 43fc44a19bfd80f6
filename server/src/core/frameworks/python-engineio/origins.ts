import type { Value } from '../../evaluate/value.ts';
import type { Option, OriginMatch, OriginRule, ResolvedVersion } from '../../policy/policy.ts';
import type { Place } from '../../text/span.ts';
import { defaultRule, exactly, ruleOf, unknownMatch } from '../shared/python/policy.ts';
import { engineioHas } from './versions.ts';

/** What `_cors_allowed_origins` does with each value (python-engineio@4.15.1:src/engineio/base_server.py). */
export function originRules(
  option: Option | undefined,
  version: ResolvedVersion,
  setup: Place,
): readonly OriginRule[] {
  if (!option || option.value.kind === 'null') {
    // Only the server's own origin is let in, which is nobody from elsewhere. Before 3.9.0 the default was everybody.
    if (engineioHas(version, '3.9.0')) return [];
    return [option ? ruleOf(option.value, { kind: 'any' }, false) : defaultRule(setup, { kind: 'any' })];
  }
  const { value } = option;
  switch (value.kind) {
    case 'text':
      return [ruleOf(value, value.value === '*' ? { kind: 'any' } : compared(value.value), false)];
    case 'list':
      return value.items.flatMap((item) => ofItem(item, value, version));
    case 'record':
      return value.entries.map(({ key, keyPlace }) => {
        const item = { kind: 'text', value: key, place: keyPlace, via: [] } as const;
        return ruleOf(item, matchOf(key, version), true, value.via);
      });
    case 'unknown':
    case 'oneOf':
    case 'function':
      return [ruleOf(value, unknownMatch(value), false)];
    default:
      return [];
  }
}

function ofItem(item: Value, list: Value, version: ResolvedVersion): readonly OriginRule[] {
  if (item.kind === 'text') return [ruleOf(item, matchOf(item.value, version), true, list.via)];
  if (item.kind === 'unknown' || item.kind === 'oneOf')
    return [ruleOf(item, unknownMatch(item), true, list.via)];
  const why =
    'python-engineio compares entries as text, and this is none. A function as `cors_allowed_origins` can use patterns.';
  return item.kind === 'regex' ? [ruleOf(item, { kind: 'never', why }, true, list.via)] : [];
}

/** `*` in a list stands for itself before 4.12.3. */
function matchOf(text: string, version: ResolvedVersion): OriginMatch {
  if (text !== '*') return compared(text);
  if (engineioHas(version, '4.12.3')) return { kind: 'any' };
  return {
    kind: 'never',
    why: 'python-engineio takes `*` in a list for an origin of that name before 4.12.3; only the string `"*"` allows every origin.',
  };
}

function compared(text: string): OriginMatch {
  return exactly(
    text,
    'python-engineio compares origins as text, so this pattern matches no origin. A function as `cors_allowed_origins` can use patterns.',
  );
}
