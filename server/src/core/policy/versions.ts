import type { ResolvedVersion } from './policy.ts';

/**
 * Whether the behaviour that came with `boundary` holds. Without an exact version the newest one that the range allows
 * counts, and without a range the newest there is.
 */
export function atLeast(version: ResolvedVersion, boundary: string): boolean {
  asked?.add(boundary);
  let wanted = boundaries.get(boundary);
  if (wanted === undefined) {
    wanted = read(boundary);
    if (!wanted) return true;
    boundaries.set(boundary, wanted);
  }
  const exact = version.version === undefined ? undefined : read(version.version);
  if (exact) return compare(exact, wanted) >= 0;
  const limit = version.range === undefined ? undefined : ceiling(version.range);
  return limit === undefined || compare(limit, wanted) > 0;
}

/**
 * Whether an exactly known version lies in a range such as `>=4.4.5 <4.10.3 || <2.0.0`. Comparisons beside one another all
 * hold. Of a version that is not known exactly, nothing is said.
 */
export function liesIn(version: ResolvedVersion, range: string): boolean {
  const exact = version.version === undefined ? undefined : read(version.version);
  if (!exact) return false;
  return range.split('||').some((part) =>
    part
      .trim()
      .split(/\s+/)
      .every((comparison) => holds(exact, comparison)),
  );
}

function holds(version: Numbers, comparison: string): boolean {
  const match = /^(<=|>=|<|>|=)(.+)$/.exec(comparison);
  const other = match?.[2] === undefined ? undefined : read(match[2]);
  if (!match || !other) throw new RangeError(`no comparison of versions: ${comparison}`);
  const order = compare(version, other);
  switch (match[1]) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return order === 0;
  }
}

/** Boundaries stand in the code of the libraries: there are few, and every probe asks about some. */
const boundaries = new Map<string, Numbers>();

/** Set while {@link boundariesAskedFor} listens. */
let asked: Set<string> | undefined;

/** The versions that something makes a difference at: the boundaries that it asks {@link atLeast} about. */
export function boundariesAskedFor(run: () => void): readonly string[] {
  const before = asked;
  const own = new Set<string>();
  asked = own;
  try {
    run();
  } finally {
    asked = before;
  }
  return [...own];
}

/** Of a range its lowest version, where it has one, and the boundaries that lie in it, the lowest first. */
export function versionsWithin(range: string, boundaries: readonly string[]): readonly string[] {
  const low = floor(range);
  const high = ceiling(range);
  const inside = boundaries.flatMap((text) => {
    const numbers = read(text);
    const fits =
      numbers &&
      (low === undefined || compare(numbers, low) > 0) &&
      (high === undefined || compare(numbers, high) < 0);
    return fits ? [numbers] : [];
  });
  const sorted = [...(low ? [low] : []), ...inside].sort(compare).map(({ parts }) => parts.join('.'));
  return [...new Set(sorted)].slice(0, MOST_VERSIONS);
}

const MOST_VERSIONS = 24;

/** The lowest version that the first part of a range names: 2.7.0 of `^2.7.0`, `~=2.7.0` and `>=2.7.0,<3`. */
function floor(range: string): Numbers | undefined {
  for (const part of range
    .slice(0, 200)
    .split('||')[0]
    ?.split(/[\s,]+/) ?? []) {
    const match = /^(?:[\^~]|~=|>=|={1,3})?v?(\d+(?:\.\d+)*)/.exec(part);
    if (match?.[1] !== undefined) return { parts: match[1].split('.').map(Number), preview: false };
  }
  return undefined;
}

interface Numbers {
  readonly parts: readonly number[];
  /** `1.0.0-rc.1`, `1.0b2`: comes before the release of the same number. */
  readonly preview: boolean;
}

function read(text: string): Numbers | undefined {
  const match = /^\s*[v=]*\s*(?:\d+!)?(\d+(?:\.\d+)*)(.*)$/s.exec(text);
  if (match?.[1] === undefined) return undefined;
  const preview = /^[-._]?(?:a|b|c|rc|alpha|beta|pre|preview|dev|next|canary)/i.test(match[2] ?? '');
  return { parts: match[1].split('.').map(Number), preview };
}

function compare(a: Numbers, b: Numbers): number {
  const length = Math.max(a.parts.length, b.parts.length);
  for (let i = 0; i < length; i++) {
    const difference = (a.parts[i] ?? 0) - (b.parts[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(b.preview) - Number(a.preview);
}

/** The version that a range stays below, where it has a limit: `^2.7.0` and `>=2.7,<3` stay below 3. */
function ceiling(range: string): Numbers | undefined {
  if (range.includes('||')) return ceiling(range.slice(range.lastIndexOf('||') + 2));
  const limits: Numbers[] = [];
  for (const part of range.slice(0, 200).split(/[\s,]+/)) {
    const limit = ceilingOf(part);
    if (limit) limits.push(limit);
  }
  return limits.sort(compare)[0];
}

function ceilingOf(part: string): Numbers | undefined {
  const match = /^([\^~<=!>]*)v?(\d+(?:\.\d+)*)(\.[x*])?/.exec(part);
  if (match?.[2] === undefined) return undefined;
  const parts = match[2].split('.').map(Number);
  const open = match[3] !== undefined;
  switch (match[1]) {
    case '':
    case '=':
    case '==':
      // The version itself is allowed, so the limit lies right behind it.
      return open ? next(parts, parts.length - 1) : { parts: [...parts, 0, 1], preview: false };
    case '^': {
      const leading = parts.findIndex((n) => n !== 0);
      return next(parts, leading < 0 ? parts.length - 1 : leading);
    }
    case '~':
      return next(parts, Math.min(1, parts.length - 1));
    case '~=':
      return next(parts, Math.max(0, parts.length - 2));
    case '<':
      return { parts, preview: false };
    case '<=':
      return { parts: [...parts, 0, 1], preview: false };
    default:
      return undefined;
  }
}

function next(parts: readonly number[], at: number): Numbers {
  return { parts: [...parts.slice(0, at), (parts[at] ?? 0) + 1], preview: false };
}
