import { alternatives, bothHold } from '../../evaluate/read.ts';
import type { Value, When } from '../../evaluate/value.ts';
import { optionOf, type Policy } from '../../policy/policy.ts';
import type { Expr } from '../../syntax/expr.ts';
import type { Unit } from '../framework.ts';
import { entryOf, type Nested, nestedRecords, within } from '../shared/javascript/nested.ts';
import { NO_OPTIONS, type OptionsSetup, valuePolicies } from '../shared/javascript/setups.ts';

/** Where a configuration has its `cors`. */
export type Kind = 'http' | 'httpApi' | 'url';

const CONFIG_FILE = /(?:^|\/)serverless(?:[.-][\w-]+)*\.[cm]?[jt]s$/;

/** `serverless.ts`, and any other file that takes the types of its configuration. */
function isConfig({ evaluator: { module } }: Unit): boolean {
  return (
    CONFIG_FILE.test(module.uri) ||
    module.imports().some(({ from }) => from === '@serverless/typescript' || from === 'serverless/aws')
  );
}

/** Every `cors` of one kind in the configuration that a file exports. */
export function policiesOf(
  unit: Unit,
  framework: string,
  kind: Kind,
  lower: (setup: OptionsSetup) => Policy,
): readonly Policy[] {
  if (!isConfig(unit)) return [];
  return configurations(unit).flatMap((config) =>
    holders(config, kind).flatMap((holder) => corsPolicies(unit, framework, holder, lower)),
  );
}

function configurations({ evaluator }: Unit): readonly Nested[] {
  const { module } = evaluator;
  const exported = ['default', '*'].flatMap((name) =>
    module
      .exported(name)
      .flatMap((binding): readonly Expr[] =>
        binding.kind === 'assign' && binding.path.length === 0 ? [binding.value] : [],
      ),
  );
  // `module.exports = …` is exported under both names.
  return [...new Set(exported)].flatMap((expr) => nestedRecords(evaluator.evaluate(expr), []));
}

/** The objects whose entry `cors` counts. */
function holders(config: Nested, kind: Kind): readonly Nested[] {
  if (kind === 'httpApi')
    return within(config, 'provider').flatMap((provider) => within(provider, 'httpApi'));
  const functions = within(config, 'functions').flatMap((all) =>
    all.record.entries.flatMap(({ value }) => nestedRecords(value, all.when)),
  );
  if (kind === 'url') return functions.flatMap((one) => within(one, 'url'));
  return functions.flatMap((one) => {
    const events = entryOf(one, 'events');
    return events ? eventsIn(events.value, one.when) : [];
  });
}

function eventsIn(value: Value, given: readonly When[]): readonly Nested[] {
  return nestedRecords(value, given).flatMap((event) => within(event, 'http'));
}

function corsPolicies(
  unit: Unit,
  framework: string,
  holder: Nested,
  lower: (setup: OptionsSetup) => Policy,
): readonly Policy[] {
  const { evaluator } = unit;
  const entry = entryOf(holder, 'cors');
  if (!entry) return [];
  const option = optionOf(entry);
  const path = entryOf(holder, 'path')?.value;
  const setup = {
    framework,
    title: framework === 'serverless-url' ? 'Lambda' : 'API Gateway',
    version: unit.version(['serverless', 'osls']),
    setup: option.place,
    ...(path?.kind === 'text' && { scope: path.value }),
  };
  return alternatives(option.value).flatMap((one) => {
    const when = bothHold(holder.when, one.when);
    if (!when || !isOn(one.value)) return [];
    return valuePolicies(evaluator, setup, one.value, when, {
      lower,
      given: (_, value) => (value.kind === 'boolean' ? NO_OPTIONS : undefined),
    });
  });
}

/** `true`, or an object of options. */
function isOn(value: Value): boolean {
  return value.kind === 'record' || (value.kind === 'boolean' && value.value);
}
