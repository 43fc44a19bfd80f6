import { alternatives, bothHold } from '../../evaluate/read.ts';
import type { Value } from '../../evaluate/value.ts';
import { type Behind, optionOf, type Policy } from '../../policy/policy.ts';
import type { Expr } from '../../syntax/expr.ts';
import type { Unit } from '../framework.ts';
import { entryOf, type Nested, nestedRecords, within } from '../shared/javascript/nested.ts';
import { NO_OPTIONS, type OptionsSetup, valuePolicies } from '../shared/javascript/setups.ts';
import { CONFIG_FILE, handlerOf } from './handlers.ts';

/** Where a configuration has its `cors`. */
export type Kind = 'http' | 'httpApi' | 'url';

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
    holders(config, kind).flatMap(({ holder, functions }) => {
      const policies = corsPolicies(unit, framework, holder, lower);
      const adds = ADDS[kind];
      const programs = adds
        ? functions.flatMap((one) => handlerOf(unit.evaluator, entryOf(one, 'handler')?.value))
        : [];
      if (!adds || programs.length === 0) return policies;
      return policies.map((policy) => ({ ...policy, behind: { adds, programs } }));
    }),
  );
}

/**
 * What AWS does with the CORS headers of a function: an HTTP API drops them, a function URL adds its own, and the answers of
 * other events are the function's own.
 */
const ADDS: Readonly<Record<Kind, Behind['adds'] | undefined>> = {
  http: undefined,
  httpApi: 'instead',
  url: 'beside',
};

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

/** An object whose entry `cors` counts, and the functions for which it does. */
interface Holder {
  readonly holder: Nested;
  readonly functions: readonly Nested[];
}

function holders(config: Nested, kind: Kind): readonly Holder[] {
  const functions = within(config, 'functions').flatMap((all) =>
    all.record.entries.flatMap(({ value }) => nestedRecords(value, all.when)),
  );
  if (kind === 'httpApi') {
    const behind = functions.filter((one) => eventsOf(one).some((event) => entryOf(event, 'httpApi')));
    return within(config, 'provider')
      .flatMap((provider) => within(provider, 'httpApi'))
      .map((holder) => ({ holder, functions: behind }));
  }
  return functions.flatMap((one) => {
    const own = kind === 'url' ? within(one, 'url') : eventsOf(one).flatMap((event) => within(event, 'http'));
    return own.map((holder) => ({ holder, functions: [one] }));
  });
}

function eventsOf(one: Nested): readonly Nested[] {
  const events = entryOf(one, 'events');
  return events ? nestedRecords(events.value, one.when) : [];
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
