import type { ListValue, Value } from '../../evaluate/value.ts';
import { readOrigin } from '../../origins/origin.ts';
import type { Option, OriginMatch, OriginRule, ResolvedVersion } from '../../policy/policy.ts';
import { isValidPattern } from '../shared/python/pattern.ts';
import { ruleOf } from '../shared/python/policy.ts';
import { starletteHas } from './versions.ts';

/** What `is_allowed_origin` does with each thing that is written (starlette/middleware/cors.py). */
export function originRules(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
  title: string,
): OriginRule[] {
  const listed = options.get('allow_origins');
  const pattern = options.get('allow_origin_regex');
  return [
    ...(listed ? ofOrigins(listed.value, title) : []),
    ...(pattern ? ofPattern(pattern.value, version) : []),
  ];
}

function ofOrigins(value: Value, title: string): readonly OriginRule[] {
  switch (value.kind) {
    case 'text': {
      // `"*" in allow_origins` and `origin in allow_origins` look for a part of the text.
      const match: OriginMatch = value.value.includes('*')
        ? { kind: 'any' }
        : { kind: 'within', value: value.value };
      return [ruleOf(value, match, false)];
    }
    case 'list':
      return value.items.map((item) => ofItem(item, value, title));
    case 'record':
      return [
        ...value.entries.map(({ key, keyPlace }) =>
          ruleOf({ kind: 'text', value: key, place: keyPlace, via: value.via }, ofText(key, title), true),
        ),
        ...value.rest.map((rest) => ruleOf(rest, { kind: 'unknown', reason: rest.reason }, true)),
      ];
    case 'unknown':
      return [ruleOf(value, { kind: 'unknown', reason: value.reason }, false)];
    default:
      return [];
  }
}

function ofItem(item: Value, list: ListValue, title: string): OriginRule {
  return ruleOf(item, matchOf(item, title), true, list.via);
}

function matchOf(item: Value, title: string): OriginMatch {
  switch (item.kind) {
    case 'text':
      return ofText(item.value, title);
    case 'unknown':
      return { kind: 'unknown', reason: item.reason };
    case 'oneOf':
      return { kind: 'unknown', reason: { kind: 'too-complex' } };
    case 'regex':
      return {
        kind: 'never',
        why: `${title} compares list entries as text, and a compiled pattern equals no text. Patterns go into \`allow_origin_regex\`.`,
      };
    default:
      return { kind: 'never', why: `${title} compares list entries as text, and this is none.` };
  }
}

function ofText(text: string, title: string): OriginMatch {
  if (text === '*') return { kind: 'any' };
  if (readOrigin(text).kind !== 'pattern') return { kind: 'exact', value: text };
  return {
    kind: 'never',
    why: `${title} compares list entries as text, so this pattern matches no origin. Patterns go into \`allow_origin_regex\`.`,
  };
}

function ofPattern(value: Value, version: ResolvedVersion): readonly OriginRule[] {
  if (value.kind === 'unknown') return [ruleOf(value, { kind: 'unknown', reason: value.reason }, false)];
  const source = value.kind === 'text' ? value.value : value.kind === 'regex' ? value.source : undefined;
  const flags = value.kind === 'regex' ? value.flags : '';
  if (source === undefined || !isValidPattern(source, flags)) return [];
  const mode = starletteHas(version, '0.13.1') ? 'full' : 'prefix';
  return [
    {
      ...ruleOf(value, { kind: 'pattern', source, flags, language: 'python', mode }, false),
      written: source,
    },
  ];
}
