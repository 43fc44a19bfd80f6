import type { Decision } from '../browser/index.ts';
import type { Advisory } from '../frameworks/advisories.ts';
import type { Misuse, OptionTable } from '../frameworks/framework.ts';
import type { Answer } from '../policy/answer.ts';
import type { Policy, ResolvedVersion } from '../policy/policy.ts';
import type { Edit, Place } from '../text/span.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Confidence = 'certain' | 'likely' | 'possible';

/** One rule: a flaw with a name. One file a rule. */
export interface Rule {
  readonly id: string;
  /** The level of the catalogue; a draft may carry another. */
  readonly level: Severity;
  /** One line without a full stop, for tables, settings and SARIF. */
  readonly summary: string;
  /** `none` where no safe or unsafe fix exists; the page says why. */
  readonly fix: 'safe' | 'unsafe' | 'both' | 'none';
  /** Also asked of set-ups that configure nothing. */
  readonly judgesUnconfigured?: true;
  readonly policy?: (policy: Policy, context: RuleContext) => readonly Draft[];
  readonly misuse?: (misuse: Misuse, context: RuleContext) => readonly Draft[];
}

export interface RuleContext {
  /** The text of an open or asked-for module. */
  text(uri: string): string;
  /** What this policy answers to a browser's request, and what the browser then does. Remembered for each policy. */
  ask(policy: Policy, question: Question): Witness;
  /** The options that the policy's library knows. */
  options(policy: Policy): OptionTable;
  /** What is known against the very version that the policy's library has. */
  advisories(policy: Policy): readonly Advisory[];
  /** The set-ups of the programs behind a gateway's set-up that take part in their answers. */
  behind(policy: Policy): readonly Policy[];
}

/** A browser's request in short. */
export interface Question {
  readonly origin: string;
  readonly credentials: boolean;
  readonly method?: string;
  /** Header names beyond the safelist. */
  readonly headers?: readonly string[];
  /** The preflight asks for a private network (`Access-Control-Request-Private-Network`), as Chromium did until 141. */
  readonly privateNetwork?: boolean;
}

/** A concrete exchange that shows a flaw. */
export interface Witness {
  readonly question: Question;
  readonly preflight?: Answer;
  readonly response: Answer;
  readonly decision: Decision;
}

/** What a rule reports. `analyze` adds rule id, settings, conditions, development, suppression. */
export interface Draft {
  readonly place: Place;
  readonly severity?: Severity;
  /** `certain` unless said; conditions of the policy lower it. */
  readonly confidence?: Confidence;
  /** By the message doctrine: what is wrong, why, what to do. Conditions are added by `analyze`. */
  readonly message: string;
  readonly related?: readonly Related[];
  readonly witness?: Witness;
  readonly fixes?: readonly Fix[];
  /** It judges the value at its place: of several such findings of one value the worst speaks, and mentions the others. */
  readonly topic?: 'value';
}

export interface Related {
  readonly place: Place;
  readonly message: string;
}

/**
 * `safe`: keeps the meaning that the author evidently had; applied in bulk. `unsafe`: changes who is let in; offered singly.
 */
export type Fix =
  | {
      readonly kind: 'edit';
      readonly title: string;
      readonly safety: 'safe' | 'unsafe';
      readonly edits: readonly Edit[];
    }
  /** The user chooses origins; `edits` is asked with the choice (never empty). */
  | {
      readonly kind: 'choose-origins';
      readonly title: string;
      readonly safety: 'unsafe';
      readonly edits: (origins: readonly string[]) => readonly Edit[];
    };

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly place: Place;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly witness?: Witness;
  readonly framework?: string;
  readonly version?: ResolvedVersion;
}
