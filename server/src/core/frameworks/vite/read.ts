import type { Evaluator, Symbol_ } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold, recordEntry } from '../../evaluate/read.ts';
import type { RecordValue, Value, When } from '../../evaluate/value.ts';
import type { Option, Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { CORS_READER } from '../shared/cors-package/read.ts';
import {
  configRecords,
  entriesOf,
  exportedConfigs,
  type Config as Given,
} from '../shared/javascript/config-files.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';
import { type SetupCall, valuePolicies } from '../shared/javascript/setups.ts';
import { lowerMerged, lowerVite } from './lower.ts';
import { isOpenByDefault, mergesDefaults } from './versions.ts';

const TITLE = 'Vite';

/** A configuration of Vite, and how much of it is there. */
interface Config extends Given {
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
  return [...given, ...exportedConfigs(evaluator, CONFIG_FILE)];
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

function configPolicies(unit: Unit, config: Config): readonly Policy[] {
  return configRecords(unit.evaluator, config).flatMap(({ record, when }) =>
    recordPolicies(unit, record, when, config.place),
  );
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
