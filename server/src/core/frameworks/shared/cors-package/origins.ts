import type { ListValue, RegexValue, Step, UnknownValue, Value } from '../../../evaluate/value.ts';
import { readOrigin } from '../../../origins/origin.ts';
import type { OriginMatch, OriginRule } from '../../../policy/policy.ts';

/**
 * What an `origin` option admits, since 2.7.0 (`isOriginAllowed`): a text alone is sent to everybody, a text in a list
 * is compared, a pattern is tested, and everything else that is truthy admits every origin.
 */
export function originRules(value: Value): readonly OriginRule[] {
  return value.kind === 'text' ? loneText(value) : rulesOf(value, false, 0);
}

function loneText(value: Extract<Value, { kind: 'text' }>): readonly OriginRule[] {
  if (value.value === '') return [];
  return [ruleFor(value, false, value.value === '*' ? { kind: 'any' } : textMatch(value.value, 'fixed'))];
}

function rulesOf(value: Value, listed: boolean, depth: number): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return [ruleFor(value, listed, value.value === '*' ? STAR_IN_LIST : textMatch(value.value, 'exact'))];
    case 'regex':
      return [ruleFor(value, listed, patternMatch(value))];
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

/** `new Set(…)`, `new URL(…)`: whatever it holds, it is neither text, pattern nor list. */
function isObject({ reason }: UnknownValue): boolean {
  return reason.kind === 'call' && /^(?:Set|Map|WeakSet|WeakMap|URL|Object)$/.test(reason.callee);
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

function ruleFor(value: Value, listed: boolean, match: OriginMatch): OriginRule {
  const via: readonly Step[] = value.via;
  const rule = { match, place: value.place, via, listed, isDefault: false };
  return value.kind === 'text' ? { ...rule, written: value.value } : rule;
}

function textMatch(text: string, kind: 'exact' | 'fixed'): OriginMatch {
  const reading = readOrigin(text);
  if (reading.kind !== 'pattern') return { kind, value: text };
  const why =
    kind === 'exact'
      ? `\`cors\` compares a text with the Origin as it is: it reads no ${reading.looks === 'glob' ? 'wildcard' : 'pattern'} in it.`
      : '`cors` sends a text to every origin as it is, and no origin is equal to this one.';
  const convert = reading.looks === 'glob' ? globPattern(text) : textPattern(text);
  return convert === undefined ? { kind: 'never', why } : { kind: 'never', why, convert };
}

/** `https://*.example.com` as a pattern: a star is one label of a host, or a port. */
function globPattern(glob: string): string | undefined {
  const address = glob.includes('://') ? glob : `https://${glob}`;
  if (!/^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9*:.-]+$/.test(address)) return undefined;
  const source = address
    .replace(/[.]/g, '\\.')
    .replace(/\//g, '\\/')
    .replace(/:\*/g, ':\\d+')
    .replace(/\*+/g, '[a-z0-9-]+');
  return `/^${source}$/`;
}

/** A pattern that stands in quotes: `'^https://.*\\.example\\.com$'`, `'/example\\.com$/i'`. */
function textPattern(text: string): string | undefined {
  const delimited = /^\/(.+)\/([dimsuv]*)$/s.exec(text);
  const source = delimited?.[1] ?? text;
  const flags = delimited?.[2] ?? '';
  try {
    return `/${new RegExp(source, flags).source}/${flags}`;
  } catch {
    return undefined;
  }
}

function patternMatch(value: RegexValue): OriginMatch {
  const stateful = /[gy]/.exec(value.flags)?.[0];
  const source = value.source;
  if (stateful === undefined)
    return { kind: 'pattern', source, flags: value.flags, language: 'javascript', mode: 'search' };
  return {
    kind: 'never',
    why: `A pattern with the flag \`${stateful}\` remembers where it stopped, so \`cors\` lets the same origin in on one request and refuses it on the next.`,
    convert: `/${source}/${value.flags.replace(/[gy]/g, '')}`,
  };
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
