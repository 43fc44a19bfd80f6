import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold, conditionsAt, recordEntry } from '../../../evaluate/read.ts';
import type { FunctionValue, RecordValue, Value, When } from '../../../evaluate/value.ts';
import { type Option, optionOf } from '../../../policy/policy.ts';
import type { Expr } from '../../../syntax/expr.ts';

/** What a tool is configured with: an object, or a function that gives one. */
export interface Config {
  readonly value: Value;
  readonly when: readonly When[];
}

export interface ConfigRecord {
  readonly record: RecordValue;
  readonly when: readonly When[];
}

/** What a file of this name exports without the help of a function such as `defineConfig`. */
export function exportedConfigs(evaluator: Evaluator, file: RegExp): readonly Config[] {
  const { module } = evaluator;
  if (!file.test(module.uri)) return [];
  const expressions = ['default', '*'].flatMap((name) =>
    module.exported(name).flatMap((binding): readonly Expr[] => {
      if (binding.kind === 'function') return [binding.function];
      return binding.kind === 'assign' && binding.path.length === 0 ? [binding.value] : [];
    }),
  );
  // `module.exports = …` is exported under both names; a call has been read already.
  return [...new Set(expressions)].flatMap((expr): readonly Config[] =>
    expr.kind === 'call' ? [] : [{ value: evaluator.evaluate(expr), when: [] }],
  );
}

/** The objects that a configuration can be, those that its function gives included. */
export function configRecords(
  evaluator: Evaluator,
  { value, when }: Config,
  depth = 0,
): readonly ConfigRecord[] {
  return alternatives(value).flatMap((alternative): readonly ConfigRecord[] => {
    const both = bothHold(when, alternative.when);
    if (!both) return [];
    const plain = alternative.value;
    if (plain.kind === 'function' && depth === 0)
      return results(evaluator, plain, both).flatMap((config) => configRecords(evaluator, config, 1));
    return plain.kind === 'record' ? [{ record: plain, when: both }] : [];
  });
}

/** `defineConfig(({ mode }) => ({ … }))`: everything that it may return. */
function results(
  asked: Evaluator,
  { function: fn, place }: FunctionValue,
  when: readonly When[],
): readonly Config[] {
  const evaluator = asked.at(place.uri);
  if (fn.result) return [{ value: evaluator.evaluate(fn.result), when }];
  return evaluator.module.returns(fn).flatMap((one): readonly Config[] => {
    const taken = one.value && conditionsAt(evaluator, one.span.start);
    const both = taken && bothHold(when, taken);
    return one.value && both ? [{ value: evaluator.evaluate(one.value), when: both }] : [];
  });
}

/** One entry of a configuration: each object that it can be gives its own. */
export function entriesOf(
  { value, when }: Config,
  name: string,
): readonly { readonly option: Option; readonly when: readonly When[] }[] {
  return alternatives(value).flatMap((alternative) => {
    const both = bothHold(when, alternative.when);
    const entry = alternative.value.kind === 'record' ? recordEntry(alternative.value, name) : undefined;
    return both && entry ? [{ option: optionOf(entry), when: both }] : [];
  });
}
