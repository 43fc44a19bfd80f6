import type { Place } from '../text/span.ts';
import { matches, type Pattern, type PatternMode } from './patterns/run.ts';

/**
 * Whom a set-up lets in, as a formula over tests of the origin. `unknown` is what is not understood: it may let anybody in
 * or nobody.
 */
export type Predicate =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not'; readonly part: Predicate }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Predicate[] }
  | OriginTest;

/** One test that the origin, or a part of it, must pass. */
export interface OriginTest {
  readonly kind: 'test';
  readonly subject: Subject;
  readonly compare: Comparison;
  /** Where the test is written: the call, the comparison. */
  readonly place?: Place;
  /** The expression that stands for the subject there: `origin`. */
  readonly written?: string;
}

/** `host` has the port with it, `hostname` has not; `protocol` is the scheme with its colon. */
export type Subject = 'origin' | 'host' | 'hostname' | 'scheme' | 'protocol';

export type Comparison =
  /** The subject equals the text, begins or ends with it, or holds it. */
  | {
      readonly kind: 'equals' | 'starts' | 'ends' | 'holds';
      readonly text: string;
      readonly ignoreCase?: boolean;
    }
  /** The subject is a part of the text. */
  | { readonly kind: 'within'; readonly text: string }
  | ({ readonly kind: 'matches'; readonly mode: PatternMode } & Pattern);

export const ALWAYS: Predicate = { kind: 'constant', value: true };
export const NEVER: Predicate = { kind: 'constant', value: false };
export const UNKNOWN: Predicate = { kind: 'unknown' };

export function not(part: Predicate): Predicate {
  if (part.kind === 'constant') return part.value ? NEVER : ALWAYS;
  if (part.kind === 'unknown') return part;
  return part.kind === 'not' ? part.part : { kind: 'not', part };
}

export function allOf(parts: readonly Predicate[]): Predicate {
  return joined('and', parts, true);
}

export function anyOf(parts: readonly Predicate[]): Predicate {
  return joined('or', parts, false);
}

/** Without parts that change nothing, and without layers of the same kind. */
function joined(kind: 'and' | 'or', parts: readonly Predicate[], neutral: boolean): Predicate {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  if (flat.some((part) => part.kind === 'constant' && part.value !== neutral)) {
    return { kind: 'constant', value: !neutral };
  }
  const kept = flat.filter((part) => part.kind !== 'constant');
  const [only] = kept;
  if (!only) return { kind: 'constant', value: neutral };
  return kept.length === 1 ? only : { kind, parts: kept };
}

/** Every test of the formula, in order. */
export function testsOf(predicate: Predicate): readonly OriginTest[] {
  switch (predicate.kind) {
    case 'test':
      return [predicate];
    case 'not':
      return testsOf(predicate.part);
    case 'and':
    case 'or':
      return predicate.parts.flatMap(testsOf);
    default:
      return [];
  }
}

/** Whether the formula holds, given what each test says; undefined where it depends on what is not known. */
export function holds(
  predicate: Predicate,
  answer: (test: OriginTest) => boolean | undefined,
): boolean | undefined {
  switch (predicate.kind) {
    case 'constant':
      return predicate.value;
    case 'unknown':
      return undefined;
    case 'test':
      return answer(predicate);
    case 'not': {
      const part = holds(predicate.part, answer);
      return part === undefined ? undefined : !part;
    }
    case 'and':
    case 'or': {
      const decisive = predicate.kind === 'or';
      let open = false;
      for (const part of predicate.parts) {
        const value = holds(part, answer);
        if (value === decisive) return decisive;
        if (value === undefined) open = true;
      }
      return open ? undefined : !decisive;
    }
  }
}

/** Whether an origin is let in; undefined where it depends on what is not understood. */
export function lets(predicate: Predicate, origin: string): boolean | undefined {
  return holds(predicate, (test) => passes(test, origin));
}

function passes({ subject, compare }: OriginTest, origin: string): boolean {
  const text = subjectOf(subject, origin);
  if (text === undefined) return false;
  switch (compare.kind) {
    case 'within':
      return compare.text.includes(text);
    case 'matches':
      return matches(compare, compare.mode, text);
    default: {
      const [a, b] = compare.ignoreCase
        ? [text.toLowerCase(), compare.text.toLowerCase()]
        : [text, compare.text];
      switch (compare.kind) {
        case 'equals':
          return a === b;
        case 'starts':
          return a.startsWith(b);
        case 'ends':
          return a.endsWith(b);
        case 'holds':
          return a.includes(b);
      }
    }
  }
}

/** Undefined where the origin has no such part: `new URL('null')` throws. */
export function subjectOf(subject: Subject, origin: string): string | undefined {
  if (subject === 'origin') return origin;
  const match = /^([a-z][a-z0-9+.-]*):\/\/((\[[^\]]*\]|[^:]*)(?::\d*)?)$/.exec(origin);
  if (!match) return undefined;
  switch (subject) {
    case 'scheme':
      return match[1];
    case 'protocol':
      return `${match[1]}:`;
    case 'host':
      return match[2];
    case 'hostname':
      return match[3];
  }
}
