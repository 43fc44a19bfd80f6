import type { Expr, FunctionExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';

/**
 * What an expression is worth, as far as that can be known without running anything. Every part knows the place where
 * it is written and the way it took to the place that was asked about.
 */
export type Value =
  | TextValue
  | NumberValue
  | BooleanValue
  | NullValue
  | ListValue
  | RecordValue
  | RegexValue
  | FunctionValue
  | OneOfValue
  | UnknownValue;

interface Base {
  /** Where the value is written: a literal's place, never the place of a name that leads to it. */
  readonly place: Place;
  /** The names it came through, nearest to the literal first. Empty where it is written at the spot. */
  readonly via: readonly Step[];
  /** The literal, where there is one in an open module: fixes print from it. */
  readonly expr?: Expr;
}

export interface Step {
  readonly place: Place;
  /** For instance "`origins` is assigned here". */
  readonly what: string;
  /** Whole sentence: what to do where this step is what spoils the value. */
  readonly advice?: string;
}

export interface TextValue extends Base {
  readonly kind: 'text';
  readonly value: string;
}
export interface NumberValue extends Base {
  readonly kind: 'number';
  readonly value: number;
}
export interface BooleanValue extends Base {
  readonly kind: 'boolean';
  readonly value: boolean;
}
export interface NullValue extends Base {
  readonly kind: 'null';
  readonly undefined: boolean;
}

export interface ListValue extends Base {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set' | 'array';
  /** An `unknown` item may stand for any number of items when `spread` is set on it. */
  readonly items: readonly Value[];
}

export interface RecordValue extends Base {
  readonly kind: 'record';
  /** Later entries win over earlier ones with the same key; both are kept so that each can be shown. */
  readonly entries: readonly Entry[];
  /** Parts that could not be read: any key may come from them. */
  readonly rest: readonly UnknownValue[];
}

export interface Entry {
  readonly key: string;
  readonly value: Value;
  /** `key: value`, `key=value`, or the assignment that sets it. */
  readonly place: Place;
  readonly keyPlace: Place;
  /** What this entry is an entry of, for edits. */
  readonly form: EntryForm;
}

/** How an option is written: as an argument, as an entry of a literal, as an assignment of its own. */
export type EntryForm = 'argument' | 'entry' | 'shorthand' | 'assignment' | 'positional';

/** A JavaScript RegExp or a compiled Python pattern. */
export interface RegexValue extends Base {
  readonly kind: 'regex';
  readonly language: 'python' | 'javascript';
  readonly source: string;
  /** JavaScript's letters; Python's flags as the same letters (`i`, `m`, `s`, `x`, `a`). */
  readonly flags: string;
}

export interface FunctionValue extends Base {
  readonly kind: 'function';
  readonly function: FunctionExpr;
}

/** One of several, each with what must hold for it. Alternatives are never `oneOf` themselves. */
export interface OneOfValue extends Base {
  readonly kind: 'oneOf';
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  readonly value: Exclude<Value, OneOfValue>;
  readonly when: readonly When[];
}

/** A condition that the source decides at run time. */
export interface When {
  /** What is asked about: `DEBUG`, `process.env.NODE_ENV === 'production'`, the variable `ORIGINS`. Two conditions with the same subject and different outcomes exclude each other. */
  readonly subject: string;
  readonly outcome: boolean | 'set' | 'unset';
  /** Ends a sentence: "when `DEBUG` is true", "when `ORIGINS` is unset". */
  readonly text: string;
  /** The branch is taken in development only (`DEBUG`, `NODE_ENV !== 'production'`). */
  readonly development: boolean;
  /** It depends on the environment of the process, which the source cannot show. */
  readonly environment: boolean;
  /** The variables that it depends on, as far as they are known. */
  readonly variables?: readonly string[];
  /** What else holds whenever this does. It excludes other conditions, but need not be said. */
  readonly implies?: readonly When[];
  /** It holds in one of these cases alone: what fits none of them cannot hold together with it. */
  readonly cases?: readonly (readonly When[])[];
}

export interface UnknownValue extends Base {
  readonly kind: 'unknown';
  readonly reason: Reason;
  /** It may stand for any number of list items. */
  readonly spread?: boolean;
  /** The text of a variable as it comes. */
  readonly raw?: true;
  /** Of a comparison or a negation: it is as well true as false, also where it is made of something that is there. */
  readonly isTest?: true;
}

/** Why a value is unknown, in data. {@link describeReason} gives the words. */
export type Reason =
  | { readonly kind: 'environment'; readonly variable: string }
  /** The request's own `Origin` header: the value that a hand-written reflection sends back. */
  | { readonly kind: 'request-origin' }
  | { readonly kind: 'import'; readonly from: string; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'call'; readonly callee: string }
  | { readonly kind: 'attribute'; readonly path: string }
  | { readonly kind: 'undefined-name'; readonly name: string }
  | { readonly kind: 'reassigned'; readonly name: string }
  | { readonly kind: 'syntax'; readonly what: string }
  | { readonly kind: 'too-complex' };

export function describeReason(reason: Reason): string {
  switch (reason.kind) {
    case 'environment':
      return `the environment variable \`${reason.variable}\``;
    case 'request-origin':
      return "the request's own Origin header";
    case 'import':
      return reason.name === '*'
        ? `the module \`${reason.from}\``
        : `\`${reason.name}\` of \`${reason.from}\``;
    case 'parameter':
      return `the parameter \`${reason.name}\``;
    case 'call':
      return `what \`${reason.callee}()\` returns`;
    case 'attribute':
      return `\`${reason.path}\``;
    case 'undefined-name':
      return `\`${reason.name}\`, which this file does not define`;
    case 'reassigned':
      return `\`${reason.name}\`, which is changed in a way that cannot be followed`;
    case 'syntax':
      return `an expression that is not followed (${reason.what})`;
    case 'too-complex':
      return 'an expression with too many outcomes to follow';
  }
}
