import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold, type Plain, recordOptions } from '../../../evaluate/read.ts';
import type { RecordValue, Value, When } from '../../../evaluate/value.ts';
import type {
  Insertion,
  Option,
  OptionProblem,
  OriginRule,
  Policy,
  ResolvedVersion,
} from '../../../policy/policy.ts';
import type { Expr } from '../../../syntax/expr.ts';
import { type Place, placeOf } from '../../../text/span.ts';
import { developmentOf } from '../development.ts';
import { casesOf, optionsOf } from './cases.ts';
import type { OriginFunctionCase } from './origin-function.ts';
import { runsWhen } from './references.ts';

/** A place where a library is given an object of options. */
export interface SetupCall {
  readonly framework: string;
  readonly title: string;
  readonly version: ResolvedVersion;
  readonly setup: Place;
  /** Where the options would go if there are none. */
  readonly insertion?: Insertion;
  readonly scope?: string;
  /** The options as written; undefined where the defaults hold. */
  readonly options?: Expr;
}

/** One set-up with one value for each option: what a library lowers to a policy. */
export interface OptionsSetup extends Omit<SetupCall, 'options'> {
  readonly when: readonly When[];
  readonly development?: string;
  /** One value each: alternatives are already apart. */
  readonly options: ReadonlyMap<string, Option>;
  /** Options may come from somewhere that cannot be read. */
  readonly open: boolean;
  readonly problems: readonly OptionProblem[];
  /** Whom an `origin` function lets in, where that can be read. */
  readonly callback?: readonly OriginRule[];
}

/** How a library takes its options, where it differs from others. */
export interface OptionsReader {
  lower(setup: OptionsSetup): Policy;
  /** What a value gives in the place of the options, where it is not the entries of an object. */
  given?(evaluator: Evaluator, value: Plain, depth: number, version: ResolvedVersion): Given | undefined;
  /** An option whose function gives the same to every request, as if that was written. */
  settled?(evaluator: Evaluator, option: Option, version: ResolvedVersion): Option;
  /** Whom the option's function lets in, where that can be read: see `originFunction`. */
  callback?(
    evaluator: Evaluator,
    options: ReadonlyMap<string, Option>,
    version: ResolvedVersion,
  ): readonly OriginFunctionCase[] | undefined;
}

/** The options that one value gives. */
export interface Given {
  readonly options: ReadonlyMap<string, Option>;
  readonly open: boolean;
  readonly problems: readonly OptionProblem[];
  /** A function that always gives the same options, and which. */
  readonly result?: Value;
}

export const NO_OPTIONS: Given = { options: new Map(), open: false, problems: [] };
/** Any option may hold any value. */
export const OPEN_OPTIONS: Given = { ...NO_OPTIONS, open: true };

/** One policy for each combination of options that can hold. */
export function readSetup(evaluator: Evaluator, call: SetupCall, reader: OptionsReader): readonly Policy[] {
  const when = runsWhen(evaluator, call.setup.start);
  if (!when) return [];
  if (!call.options) return lowerAll(evaluator, call, { ...NO_OPTIONS, when }, call.insertion, reader);
  return valuePolicies(evaluator, call, evaluator.evaluate(call.options), when, reader);
}

/** The same for options that are known by their value only. */
export function valuePolicies(
  evaluator: Evaluator,
  call: SetupCall,
  value: Value,
  when: readonly When[],
  reader: OptionsReader,
  depth = 0,
): readonly Policy[] {
  return alternatives(value).flatMap((alternative) => {
    const all = bothHold(when, alternative.when);
    if (!all) return [];
    const given = optionsGiven(evaluator, call, alternative.value, reader, depth);
    if (given.result && depth < 4)
      return valuePolicies(evaluator, call, given.result, all, reader, depth + 1);
    return lowerAll(evaluator, call, { ...given, when: all }, insertionOf(alternative.value), reader);
  });
}

function optionsGiven(
  evaluator: Evaluator,
  call: SetupCall,
  value: Plain,
  reader: OptionsReader,
  depth: number,
): Given {
  const given = reader.given?.(evaluator, value, depth, call.version);
  if (given) return given;
  if (value.kind === 'record') return recordGiven(value);
  return value.kind === 'null' || value.kind === 'boolean' || value.kind === 'number'
    ? NO_OPTIONS
    : OPEN_OPTIONS;
}

export function recordGiven(record: RecordValue): Given {
  const [given] = recordOptions(record);
  return { options: optionsOf(given?.entries ?? []), open: record.rest.length > 0, problems: [] };
}

/** A value of another type in the place of the options. `wrap` says how to write what was meant. */
export function notOptions(
  evaluator: Evaluator,
  value: Value,
  effect: string,
  wrap?: (written: string) => string,
): Given {
  const option: Option = {
    name: 'options',
    value,
    place: value.place,
    keyPlace: value.place,
    form: 'positional',
  };
  const problem = {
    kind: 'wrong-option-type',
    option,
    value,
    expected: 'an object of options',
    effect,
  } as const;
  const { module } = evaluator;
  if (!wrap || value.place.uri !== module.uri || value.via.length > 0)
    return { ...NO_OPTIONS, problems: [problem] };
  const text = wrap(module.text.slice(value.place.start, value.place.end));
  return { ...NO_OPTIONS, problems: [{ ...problem, repair: { kind: 'replace', text } }] };
}

/** Inside the braces of an object that is written out. */
export function insertionOf(value: Value): Insertion | undefined {
  if (value.kind !== 'record' || value.expr?.kind !== 'record') return undefined;
  return { form: 'entry', place: placeOf(value.place.uri, value.expr.span) };
}

function lowerAll(
  evaluator: Evaluator,
  call: SetupCall,
  given: Given & { readonly when: readonly When[] },
  insertion: Insertion | undefined,
  reader: OptionsReader,
): readonly Policy[] {
  const options = new Map(
    [...given.options].map(([name, option]) => [
      name,
      reader.settled?.(evaluator, option, call.version) ?? option,
    ]),
  );
  const lowered = (
    one: ReturnType<typeof casesOf>[number],
    when: readonly When[],
    callback: readonly OriginRule[] | undefined,
  ): Policy => {
    const development = developmentOf(when, call.setup.uri);
    return reader.lower({
      framework: call.framework,
      title: call.title,
      version: call.version,
      setup: call.setup,
      ...(insertion && { insertion }),
      ...(call.scope !== undefined && { scope: call.scope }),
      when,
      ...(development !== undefined && { development }),
      options: one.options,
      open: given.open,
      problems: given.problems,
      ...(callback && { callback }),
    });
  };
  return casesOf(options, given.when).flatMap((one) => {
    const read = reader.callback?.(evaluator, one.options, call.version);
    if (!read) return [lowered(one, one.when, undefined)];
    return read.flatMap(({ when, rules }) => {
      const all = bothHold(one.when, when);
      return all ? [lowered(one, all, rules)] : [];
    });
  });
}

/** What a library finds out about a set-up, beside what is given. */
export type Lowered = Pick<
  Policy,
  'origins' | 'originsPlace' | 'credentials' | 'credentialsOption' | 'problems'
>;

export function policyOf(setup: OptionsSetup, lowered: Lowered): Policy {
  const { callback: _, ...given } = setup;
  return { ...given, language: 'javascript', ...lowered };
}
