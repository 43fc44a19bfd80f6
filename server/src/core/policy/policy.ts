import type { Entry, EntryForm, Reason, Step, UnknownValue, Value, When } from '../evaluate/value.ts';
import type { Predicate } from '../origins/predicate.ts';
import type { Language } from '../syntax/module.ts';
import type { Place } from '../text/span.ts';

/**
 * What one cross-origin set-up means, whatever library it is written for. Plain data. A set-up whose options depend on
 * conditions gives several policies, one for each combination that can hold.
 */
export interface Policy {
  /** A key of the framework registry. */
  readonly framework: string;
  /** How messages call the library: `Starlette`, `flask-cors`. */
  readonly title: string;
  readonly language: Language;
  readonly version: ResolvedVersion;
  /** The call, the decorator, the first setting: what a finding about a default points at. */
  readonly setup: Place;
  /** Where a new option can be written; absent where that cannot be known. */
  readonly insertion?: Insertion;
  /** What it applies to, where that is narrower than the application: a path, a route, a function. */
  readonly scope?: string;
  readonly when: readonly When[];
  /** Why this is thought to run in development only, or undefined. Ends a sentence: "`DEBUG` is true". */
  readonly development?: string;
  /** What the source gives, by the library's own option name, defaults not included. */
  readonly options: ReadonlyMap<string, Option>;
  readonly origins: readonly OriginRule[];
  /** The option that says which origins are allowed, or the set-up where the default applies. */
  readonly originsPlace: Place;
  readonly credentials: Tri;
  /** The option that turns credentials on; absent for a default. */
  readonly credentialsOption?: Option;
  readonly problems: readonly OptionProblem[];
  /** Nothing in the source concerns origins: only what the installed version does by itself is judged. */
  readonly unconfigured?: true;
  /** The code answers OPTIONS and nothing else. */
  readonly preflightOnly?: true;
  /** No cache keeps these answers: they belong to one session (polling of a socket). */
  readonly uncached?: true;
  /** WebSockets are accepted from pages of every origin, whatever the other options say. `why` is a whole sentence. */
  readonly openSockets?: {
    readonly place: Place;
    readonly why: string;
    /** `certain` unless said. */
    readonly confidence?: 'likely';
    /** The site of somebody else that is let in, where it is not everybody. */
    readonly foreign?: string;
    /** Whether cookies count for it, where that is not the same as `credentials`. */
    readonly cookies?: boolean;
  };
  /** Something beyond the known options can change the answer (an unread spread, a delegate): absence proves nothing. */
  readonly open: boolean;
  /** For the set-up of a gateway: the programs to which it hands requests, as far as the source names them. */
  readonly behind?: Behind;
}

export interface Behind {
  /**
   * What the gateway does with the CORS headers of a program's answers: it puts its own `beside` them, or `instead` of them.
   */
  readonly adds: 'beside' | 'instead';
  readonly programs: readonly Program[];
}

/** A function of another file that answers the requests of a gateway. */
export interface Program {
  /** The file that names it, and how: a module request. */
  readonly from: string;
  readonly specifier: string;
  /** The name under which its file exports it. */
  readonly entry: string;
}

export type Tri = boolean | 'unknown';

export interface ResolvedVersion {
  /** The distribution: `starlette`, `cors`, `@nestjs/core`. Empty for hand-written headers. */
  readonly package: string;
  /** An exact version, or undefined where the newest behaviour is assumed. */
  readonly version?: string;
  /** A range, where only a range is declared. */
  readonly range?: string;
  readonly from: 'lock' | 'manifest' | 'assumed';
  /** The file that says it. */
  readonly file?: string;
}

/** One option as written. */
export interface Option {
  readonly name: string;
  readonly value: Value;
  readonly place: Place;
  readonly keyPlace: Place;
  readonly form: EntryForm;
  /**
   * The value holds under these conditions, beside those of the policy, and is `otherwise` something unknown. Such outcomes make
   * no policies of their own: nothing is judged by them.
   */
  readonly when?: readonly When[];
  readonly otherwise?: readonly UnknownValue[];
}

export function optionOf(entry: Entry): Option {
  return {
    name: entry.key,
    value: entry.value,
    place: entry.place,
    keyPlace: entry.keyPlace,
    form: entry.form,
  };
}

export interface Insertion {
  /** `argument`: inside the parentheses of a call; `entry`: inside the braces of a literal; `assignment`: a line of its own after `place`. */
  readonly form: 'argument' | 'entry' | 'assignment';
  /** The parentheses or braces with what they hold, or the statement to insert after. */
  readonly place: Place;
}

/** One thing that admits origins: an entry of a list, a pattern, a wildcard, a fixed text. */
export interface OriginRule {
  readonly match: OriginMatch;
  /** The literal that says so. For a default: the set-up. */
  readonly place: Place;
  readonly via: readonly Step[];
  /** The text of the literal, where it is one. */
  readonly written?: string;
  /** True where the literal is an entry of a list (it can be removed), false where it is the option's whole value. */
  readonly listed: boolean;
  readonly isDefault: boolean;
  /** What this library does with a malformed entry that others would never match. Undefined: it never matches. */
  readonly forgiven?: (flaw: string) => Forgiveness | undefined;
}

export type Forgiveness =
  /** It works. */
  | { readonly kind: 'works' }
  /** It works, or does harm, in a way worth saying; `note` is a whole sentence. */
  | { readonly kind: 'warns'; readonly note: string };

export type OriginMatch =
  /** Every origin. */
  | { readonly kind: 'any' }
  /** Compared with the request's Origin, byte for byte unless `ignoreCase`. */
  | { readonly kind: 'exact'; readonly value: string; readonly ignoreCase?: boolean }
  /** Sent to everybody as it is, whatever the Origin. */
  | { readonly kind: 'fixed'; readonly value: string }
  | {
      readonly kind: 'pattern';
      readonly source: string;
      readonly flags: string;
      readonly language: Language;
      readonly mode: 'full' | 'prefix' | 'search';
    }
  /** The Origin is allowed where it is a substring of this text. */
  | { readonly kind: 'within'; readonly value: string }
  /** A formula over tests of the origin: what a function or a condition of the program lets in. */
  | { readonly kind: 'predicate'; readonly predicate: Predicate }
  /** The library can never match it; `why` is a whole sentence, `convert` what would express it. */
  | { readonly kind: 'never'; readonly why: string; readonly convert?: string }
  | { readonly kind: 'unknown'; readonly reason: Reason };

/** What a library's own option table finds wrong with what is written. */
export type OptionProblem =
  | {
      readonly kind: 'unknown-option';
      readonly option: Option;
      /** The name that was meant. */
      readonly meant?: string;
      /** Goes on after a colon, with a full stop: "flask-cors ignores it, so every origin stays allowed." */
      readonly effect: string;
      /** The library refuses to start or answers every request with an error. */
      readonly raises: boolean;
    }
  | {
      readonly kind: 'wrong-option-type';
      readonly option: Option;
      /** The value that has the wrong type: the option's own or an item of it. */
      readonly value: Value;
      /** "a list of strings". */
      readonly expected: string;
      /** Whole sentence: what happens instead. */
      readonly effect: string;
      /** How to keep what was meant. */
      readonly repair?: Repair;
    }
  /** Values that are right by themselves and that the library refuses together. */
  | {
      readonly kind: 'conflicting-options';
      /** The one that a finding points at, and those that it does not go with. */
      readonly option: Option;
      readonly others: readonly Option[];
      /** Whole sentence: what the library raises, and when. */
      readonly effect: string;
    }
  /** An option that the library knows and that changes nothing as things stand. */
  | {
      readonly kind: 'ignored-option';
      readonly option: Option;
      /** Whole sentence: why it changes nothing ("`allow_origins` admits every origin already."). */
      readonly effect: string;
      /** `warning` unless said. */
      readonly severity?: 'warning' | 'hint';
      /** It only stands in the wrong place: what it says is still meant, so that nobody should remove it. */
      readonly misplaced?: true;
    };

export type Repair = { readonly kind: 'wrap-in-list' } | { readonly kind: 'replace'; readonly text: string };
