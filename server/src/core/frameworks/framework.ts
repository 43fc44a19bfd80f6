import type { Evaluator } from '../evaluate/evaluator.ts';
import type { When } from '../evaluate/value.ts';
import type { Answer, ServerRequest } from '../policy/answer.ts';
import type { Policy, ResolvedVersion } from '../policy/policy.ts';
import type { Language } from '../syntax/module.ts';
import type { Place } from '../text/span.ts';

/** One library: how to recognise it, what its options are, what a set-up means, what it answers. */
export interface Framework {
  readonly id: string;
  /** As its own documentation writes it. */
  readonly title: string;
  readonly languages: readonly Language[];
  /** Distributions whose version counts, the first that resolves. */
  readonly packages: readonly string[];
  /**
   * Patterns of words, in any case: a file without any of them holds no set-up of this library and is not parsed. Each
   * is searched for in every file of a workspace, so it must be plain and rare.
   */
  readonly words: readonly string[];
  /**
   * Words that many other files hold too. They count in a text that holds one of `beside` as well and is no longer than what a
   * person writes.
   */
  readonly commonWords?: { readonly words: readonly string[]; readonly beside: readonly string[] };
  readonly options: OptionTable;
  /** For a library of both languages whose options have other names in one of them. */
  readonly optionsIn?: Partial<Readonly<Record<Language, OptionTable>>>;
  /** Reads every set-up of the file. Set-ups that cannot be read at all are left out. */
  read(unit: Unit): Reading;
  /** The library as a function. Unknown parts of the policy admit nothing. */
  respond(policy: Policy, request: ServerRequest): Answer;
  /** For the table of libraries. */
  readonly support: Support;
}

/** One file under analysis, as frameworks see it. */
export interface Unit {
  readonly evaluator: Evaluator;
  /** The version of the first of these distributions that the project pins, for this file. */
  version(packages: readonly string[]): ResolvedVersion;
}

export interface Reading {
  readonly policies: readonly Policy[];
  readonly misuses: readonly Misuse[];
}

export const NOTHING: Reading = { policies: [], misuses: [] };

/**
 * A set-up that cannot do its work where it stands, or beside what else stands there. `kind` is the id of the rule that
 * says so.
 */
export interface Misplaced {
  readonly kind:
    | 'middleware-order'
    | 'inactive-cors-setup'
    | 'unanswered-preflight'
    | 'duplicate-cors-headers';
  readonly framework: string;
  readonly title: string;
  readonly place: Place;
  /** Whole sentences: which request fails, and how; then what to do. */
  readonly message: string;
  /** `certain` unless said. */
  readonly confidence?: 'likely';
  /** It holds under these conditions alone, which the finding says. */
  readonly when?: readonly When[];
  /** What else takes part, with a sentence each. */
  readonly others?: readonly { readonly place: Place; readonly message: string }[];
  readonly repair?: Relocation;
}

/** How the source would have to change. */
export type Relocation =
  /** One of several that commas separate, put before another of the same list. */
  | { readonly kind: 'move-item'; readonly title: string; readonly item: Place; readonly before: Place }
  /** A statement, put before another of the same block. */
  | {
      readonly kind: 'move-statement';
      readonly title: string;
      readonly statement: Place;
      readonly before: Place;
    }
  /** A new item before one of a list. */
  | { readonly kind: 'add-item'; readonly title: string; readonly text: string; readonly before: Place }
  /** A new statement before another. */
  | { readonly kind: 'add-statement'; readonly title: string; readonly text: string; readonly before: Place }
  /** Two decorators or lines that change places. */
  | { readonly kind: 'swap'; readonly title: string; readonly first: Place; readonly second: Place }
  | { readonly kind: 'replace'; readonly title: string; readonly place: Place; readonly text: string };

/** Things that are wrong before there is a policy, or whatever it says. */
export type Misuse =
  | Misplaced
  /** `app.use(cors)`, `@cross_origin`: passed or applied without being called. `effect` is a whole sentence. */
  | {
      readonly kind: 'uncalled';
      readonly framework: string;
      readonly title: string;
      readonly place: Place;
      readonly written: string;
      readonly effect: string;
      /** What the call needs, as it would be written. */
      readonly arguments?: string;
    }
  /** A response header written on a request. */
  | {
      readonly kind: 'request-header';
      readonly framework: string;
      readonly title: string;
      readonly name: string;
      readonly place: Place;
      readonly entry: Place /** How `entry` is written: one of several that commas separate, or a statement of its own. */;
      readonly form: 'entry' | 'statement';
      readonly removable: boolean;
      readonly api: string;
    }
  /** The method of a request that a page makes, where it is known. */
  | {
      readonly kind: 'request-method';
      readonly framework: string;
      readonly title: string;
      readonly place: Place;
      readonly method: string;
      readonly api: string;
    }
  /** A header that a page writes onto its request, in code that runs in browsers. */
  | {
      readonly kind: 'page-header';
      readonly framework: string;
      readonly title: string;
      readonly name: string;
      readonly place: Place;
      readonly entry: Place;
      readonly form: 'entry' | 'statement';
      readonly removable: boolean;
    }
  /** `mode: 'no-cors'` on a request whose answer is read. */
  | {
      readonly kind: 'opaque-read';
      readonly framework: string;
      readonly title: string;
      /** The value of the mode. */
      readonly place: Place;
      readonly read: { readonly place: Place; readonly property: string };
      /** The address leads to another origin for certain. */
      readonly isForeign: boolean;
    };

export interface OptionTable {
  /** What an unknown name does: the library raises, or ignores it. Ends "… ignores it". */
  readonly unknown: 'raises' | 'ignores' | 'logs';
  readonly options: readonly OptionSpec[];
}

export type OptionRole =
  | 'origins'
  | 'origin-pattern'
  | 'all-origins'
  | 'credentials'
  | 'methods'
  | 'headers'
  | 'expose-headers'
  | 'max-age'
  | 'private-network'
  | 'vary'
  | 'other';

export interface OptionSpec {
  readonly name: string;
  readonly role: OptionRole;
  /** For hovers: "list of strings". */
  readonly type: string;
  /** In source form: `()`, `'*'`, `False`. */
  readonly default: string;
  /** One or two sentences for a hover: what it does, in which response. */
  readonly meaning: string;
  /** Versions that know it, when not all: `>=0.51.0`. */
  readonly versions?: string;
  /** The name is old and still works: the name to use. */
  readonly replacedBy?: string;
}

export interface Support {
  /** For the table of libraries: `FastAPI, Starlette`. */
  readonly name: string;
  readonly versions: string;
  /** Forms in source: `` `add_middleware(CORSMiddleware, …)` ``. */
  readonly forms: readonly string[];
  readonly modelled: string;
  readonly checked: string;
}
