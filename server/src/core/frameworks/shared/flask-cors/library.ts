import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { ResolvedVersion } from '../../../policy/policy.ts';
import type { CallExpr } from '../../../syntax/expr.ts';
import type { Misuse, OptionSpec } from '../../framework.ts';

/** flask-cors, or a library that was copied from one of its versions. */
export interface FlaskCorsLike {
  readonly id: string;
  readonly title: string;
  readonly packages: readonly string[];
  /** Modules that have `CORS` and `cross_origin`. */
  readonly modules: readonly string[];
  /** A file without this holds no set-up. */
  readonly mention: RegExp;
  /** Whole qualified names of the class of blueprints. */
  readonly blueprint: RegExp;
  readonly options: readonly OptionSpec[];
  /** The configuration is also set as `app.config.CORS_…`. */
  readonly hasAttributes: boolean;
  /** Functions that load it, with its options in `config={"CORS_OPTIONS": …}`. */
  readonly loaders?: readonly string[];
  /** Of two set-ups for one application the later one answers, and the earlier one only where that sends nothing. */
  readonly lastAnswersFirst?: true;
  /** What `@cross_origin` without parentheses does: a whole sentence. */
  readonly uncalled: string;
  /** Positional arguments of `@cross_origin`. */
  readonly decoratorArguments: readonly string[];
  behaviour(version: ResolvedVersion): Behaviour;
  placements(
    evaluator: Evaluator,
    extensions: readonly CallExpr[],
    decorators: readonly CallExpr[],
  ): readonly Misuse[];
}

/** What one version does. */
export interface Behaviour {
  /** For messages. */
  readonly title: string;
  /** The version of flask-cors that it is like. */
  readonly like: ResolvedVersion;
  /** It answers OPTIONS itself, with this status where `automatic_options` is off. */
  readonly optionsWithout?: number;
  /**
   * An error while the headers of an answer are made leaves it without them, except for OPTIONS and for `@cross_origin`;
   * status 500 otherwise.
   */
  readonly survivesErrors?: true;
  /** `Access-Control-Max-Age` is sent whatever the option says. */
  readonly sendsEveryAge?: true;
  /** Which of several literals a request without `Origin` is answered with. */
  readonly literal: 'first' | 'last';
}
