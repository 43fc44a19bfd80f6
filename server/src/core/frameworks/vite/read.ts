import type { Evaluator, Symbol_ } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold, conditionsAt, recordEntry } from '../../evaluate/read.ts';
import type { FunctionValue, RecordValue, Value, When } from '../../evaluate/value.ts';
import { type Option, optionOf, type Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { CORS_READER } from '../shared/cors-package/read.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';
import { type SetupCall, valuePolicies } from '../shared/javascript/setups.ts';
import { lowerMerged, lowerVite } from './lower.ts';
import { isOpenByDefault, mergesDefaults } from './versions.ts';

const TITLE = 'Vite';

/** A configuration of Vite, where it is written, and how much of it is there. */
interface Config {
  readonly value: Value;
  readonly when: readonly When[];
  /** What a finding about a default points at; absent where another part may hold what this one does not. */
  readonly place?: Place;
}

export function read(unit: Unit): Reading {
  const policies = configs(unit.evaluator).flatMap((config) => configPolicies(unit, config));
  return { policies, misuses: [] };
}

const OTHERS: Readonly<Record<string, string>> = { 'astro/config': 'vite', vitepress: 'vite' };

function isVite({ module, name }: Symbol_): boolean {
  if (module === 'vite') return /^(?:defineConfig|mergeConfig|createServer|preview)$/.test(name);
  if (module === 'vitest/config') return /^(?:defineConfig|mergeConfig)$/.test(name);
  return OTHERS[module] !== undefined && name === 'defineConfig';
}

function configs(evaluator: Evaluator): readonly Config[] {
  const { module } = evaluator;
  const calls = references(evaluator, isVite).flatMap((expr): readonly CallExpr[] => {
    const parent = module.parent(expr);
    return parent.role === 'callee' ? [parent.call] : [];
  });
  const given = calls.flatMap((call) => callConfigs(evaluator, call));
  return [...given, ...exported(evaluator)];
}

function callConfigs(evaluator: Evaluator, call: CallExpr): readonly Config[] {
  const when = runsWhen(evaluator, call.span.start);
  if (!when) return [];
  const symbol = evaluator.symbol(call.callee);
  const inner = OTHERS[symbol?.module ?? ''];
  const isWhole = symbol?.module === 'vite' && symbol.name === 'defineConfig' && !isArgument(evaluator, call);
  return call.args.flatMap(({ value, spread }): readonly Config[] => {
    if (spread) return [];
    const config = { value: evaluator.evaluate(value), when };
    if (inner !== undefined)
      return entriesOf(config, inner).map(({ option, when: all }) => ({ value: option.value, when: all }));
    return [{ ...config, ...(isWhole && { place: placeOf(evaluator.module.uri, call.callee.span) }) }];
  });
}

/** Of `mergeConfig`: the other one may say what this one does not. */
function isArgument(evaluator: Evaluator, call: CallExpr): boolean {
  return evaluator.module.parent(call).role === 'argument';
}

const CONFIG_FILE = /(?:^|\/)(?:vite|vitest)(?:\.[\w-]+)*\.config(?:\.[\w-]+)*\.[cm]?[jt]s$/;

/** What a configuration file exports without the help of `defineConfig`. */
function exported(evaluator: Evaluator): readonly Config[] {
  const { module } = evaluator;
  if (!CONFIG_FILE.test(module.uri)) return [];
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

function configPolicies(unit: Unit, { value, when, place }: Config, depth = 0): readonly Policy[] {
  return alternatives(value).flatMap((alternative): readonly Policy[] => {
    const both = bothHold(when, alternative.when);
    if (!both) return [];
    const plain = alternative.value;
    if (plain.kind === 'function' && depth === 0)
      return results(unit.evaluator, plain, both).flatMap((config) =>
        configPolicies(unit, { ...config, ...(place && { place }) }, 1),
      );
    return plain.kind === 'record' ? recordPolicies(unit, plain, both, place) : [];
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

function recordPolicies(
  unit: Unit,
  record: RecordValue,
  when: readonly When[],
  place: Place | undefined,
): readonly Policy[] {
  const version = unit.version(['vite']);
  const written = ['server', 'preview'].flatMap((section) =>
    entriesOf({ value: record, when }, section).flatMap((server) =>
      entriesOf({ value: server.option.value, when: server.when }, 'cors').flatMap((cors) =>
        sectionPolicies(unit, cors.option, cors.when, section),
      ),
    ),
  );
  const isGiven = recordEntry(record, 'server') && hasCors(recordEntry(record, 'server')?.value);
  if (isGiven || !place || record.rest.length > 0 || !isOpenByDefault(version)) return written;
  const reader = { ...CORS_READER, lower: lowerVite };
  const nothing: Value = { kind: 'null', undefined: true, place, via: [] };
  return [...written, ...valuePolicies(unit.evaluator, setupOf(unit, place), nothing, when, reader)];
}

/** Anything but an object that is known in full and has no such entry. */
function hasCors(server: Value | undefined): boolean {
  return server?.kind !== 'record' || server.rest.length > 0 || recordEntry(server, 'cors') !== undefined;
}

function entriesOf(
  { value, when }: Config,
  name: string,
): readonly { readonly option: Option; readonly when: readonly When[] }[] {
  return alternatives(value).flatMap((alternative) => {
    const both = bothHold(when, alternative.when);
    const entry = alternative.value.kind === 'record' ? recordEntry(alternative.value, name) : undefined;
    return both && entry ? [{ option: optionOf(entry), when: both }] : [];
  });
}

function setupOf(unit: Unit, setup: Place): SetupCall {
  return { framework: 'vite', title: TITLE, version: unit.version(['vite']), setup };
}

/** `true` takes the defaults of `cors`, `false` turns it off. */
function sectionPolicies(
  unit: Unit,
  option: Option,
  when: readonly When[],
  section: string,
): readonly Policy[] {
  const call = setupOf(unit, option.place);
  return alternatives(option.value).flatMap((alternative) => {
    const { value } = alternative;
    const both = bothHold(when, alternative.when);
    if (!both || !isOn(value)) return [];
    const isMerged = value.kind === 'record' && mergesDefaults(call.version, section);
    const reader = { ...CORS_READER, lower: isMerged ? lowerMerged : lowerVite };
    return valuePolicies(unit.evaluator, call, value, both, reader);
  });
}

function isOn(value: Value): boolean {
  if (value.kind === 'boolean') return value.value;
  return value.kind !== 'null' && value.kind !== 'unknown' && value.kind !== 'number';
}
