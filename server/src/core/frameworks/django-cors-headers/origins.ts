import type { Value } from '../../evaluate/value.ts';
import { readOrigin } from '../../origins/origin.ts';
import type { Forgiveness, Option, OriginMatch, OriginRule, ResolvedVersion } from '../../policy/policy.ts';
import { isValidPattern } from '../shared/python/pattern.ts';
import { truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { urlsplit } from './urls.ts';

/** The settings that say who is let in, each under the name that counts. */
export interface Sources {
  readonly all: Option | undefined;
  readonly list: Option | undefined;
  readonly regexes: Option | undefined;
}

/** What `origin_found_in_white_lists` does with each thing that is written (corsheaders/middleware.py). */
export function originRules(sources: Sources, version: ResolvedVersion): readonly OriginRule[] {
  const { all, list, regexes } = sources;
  return [...(all ? ofAll(all.value) : []), ...ofList(list?.value, version), ...ofRegexes(regexes?.value)];
}

function ofAll(value: Value): readonly OriginRule[] {
  const isOn = truth(value);
  if (isOn === false) return [];
  if (isOn === true)
    return [{ match: { kind: 'any' }, place: value.place, via: value.via, listed: false, isDefault: false }];
  return value.kind === 'unknown' ? [unread(value, false)] : [];
}

function ofList(value: Value | undefined, version: ResolvedVersion): readonly OriginRule[] {
  if (value?.kind === 'unknown') return [unread(value, false)];
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item): OriginRule[] => {
    if (item.kind === 'unknown') return [unread(item, true)];
    if (item.kind !== 'text') return [];
    const place = { place: item.place, via: [...item.via, ...value.via] };
    return [
      {
        match: ofEntry(item.value, version),
        ...place,
        written: item.value,
        listed: true,
        isDefault: false,
        forgiven: (flaw) => forgiveness(item.value, flaw, version),
      },
    ];
  });
}

function ofEntry(text: string, version: ResolvedVersion): OriginMatch {
  if (!atLeast(version, '3.0.0')) return ofHost(text);
  if (text === '*') {
    return {
      kind: 'never',
      why: 'here `*` is a text like any other. It has no scheme and no host, so the only origin that it admits is `null`, which every sandboxed frame has. `CORS_ALLOW_ALL_ORIGINS = True` allows every origin.',
    };
  }
  if (readOrigin(text).kind !== 'pattern') return { kind: 'exact', value: text };
  return {
    kind: 'never',
    why: 'django-cors-headers compares scheme and host letter by letter, so this pattern matches no origin. Patterns go into `CORS_ALLOWED_ORIGIN_REGEXES`.',
  };
}

/** Before 3.0.0 an entry is a host, and every scheme is allowed. */
function ofHost(text: string): OriginMatch {
  if (text === 'null') return { kind: 'exact', value: 'null' };
  if (/[/*\\^$]/.test(text)) {
    return {
      kind: 'never',
      why: 'django-cors-headers before 3.0.0 compares the entry with the host alone, without a scheme.',
    };
  }
  const source = `[a-z][a-z0-9+.-]*://${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`;
  return { kind: 'pattern', source, flags: '', language: 'python', mode: 'full' };
}

/** How scheme and host are compared apart forgives what others do not; what the check says is another matter. */
function forgiveness(text: string, flaw: string, version: ResolvedVersion): Forgiveness | undefined {
  if (!atLeast(version, '3.0.0')) return undefined;
  const split = urlsplit(text);
  if (!split) return undefined;
  const { scheme, netloc } = split;
  if (scheme === '' && netloc === '') {
    const note =
      'django-cors-headers finds no scheme and no host in it, which is also what it finds in `Origin: null`: the entry admits every sandboxed frame and no website.';
    return { kind: 'warns', note };
  }
  const works = readOrigin(`${scheme}://${netloc}`).kind === 'origin';
  if (!works) return undefined;
  switch (flaw) {
    case 'trailing-slash':
    case 'path':
      return {
        kind: 'warns',
        note: 'django-cors-headers ignores the path when it compares, but its check corsheaders.E014 stops `runserver`, `migrate` and `test`.',
      };
    case 'upper-case':
      return { kind: 'works' };
    case 'blank':
      return {
        kind: 'warns',
        note: 'Python drops the blank in front of it since 3.11.4; before, the entry allows nobody.',
      };
    default:
      return undefined;
  }
}

function ofRegexes(value: Value | undefined): readonly OriginRule[] {
  if (value?.kind === 'unknown') return [unread(value, false)];
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item): OriginRule[] => {
    if (item.kind === 'unknown') return [unread(item, true)];
    const source = item.kind === 'text' ? item.value : item.kind === 'regex' ? item.source : undefined;
    if (source === undefined) return [];
    const flags = item.kind === 'regex' ? item.flags : '';
    const match: OriginMatch = isValidPattern(source, flags)
      ? { kind: 'pattern', source, flags, language: 'python', mode: 'prefix' }
      : {
          kind: 'never',
          why: 'it is no regular expression, and `re.error` turns every request that reaches it into status 500.',
        };
    const via = [...item.via, ...value.via];
    return [{ match, place: item.place, via, written: source, listed: true, isDefault: false }];
  });
}

function unread(value: Extract<Value, { kind: 'unknown' }>, listed: boolean): OriginRule {
  const match: OriginMatch = { kind: 'unknown', reason: value.reason };
  return { match, place: value.place, via: value.via, listed, isDefault: false };
}
