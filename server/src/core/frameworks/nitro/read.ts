import type { Evaluator } from '../../evaluate/evaluator.ts';
import { recordEntry } from '../../evaluate/read.ts';
import type { Entry, RecordValue } from '../../evaluate/value.ts';
import { type Option, type OptionProblem, optionOf, type Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { developmentOf } from '../shared/development.ts';
import { isResponseHeader } from '../shared/header-writes/names.ts';
import {
  type Config,
  type ConfigRecord,
  configRecords,
  entriesOf,
  exportedConfigs,
} from '../shared/javascript/config-files.ts';
import { runsWhen } from '../shared/javascript/references.ts';

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  if (!/\brouteRules\b/.test(module.text) || isNitro3(unit)) return NOTHING;
  const policies = configs(unit.evaluator)
    .flatMap((config) => configRecords(unit.evaluator, config))
    .flatMap(rulesOf)
    .flatMap((rules) => rules.record.entries.flatMap((entry) => rulePolicies(unit, rules, entry)));
  return { policies, misuses: [] };
}

/** Nitro 3 hands `cors` to h3, with options of its own. */
function isNitro3(unit: Unit): boolean {
  if (unit.version(['nitro']).from !== 'assumed') return true;
  return unit.evaluator.module.imports().some(({ from }) => /^nitro(?:$|\/)/.test(from));
}

const CONFIG_FILE = /(?:^|\/)(?:nitro|nuxt)\.config\.[cm]?[jt]s$/;
const DEFINE = ['defineNitroConfig', 'defineNuxtConfig'];

/** Nitro and Nuxt know both functions without an import. */
function configs(evaluator: Evaluator): readonly Config[] {
  const { module } = evaluator;
  const calls = DEFINE.flatMap((name) => module.occurrences(name)).flatMap((use): readonly CallExpr[] => {
    const parent = module.parent(use);
    return parent.role === 'callee' && use.kind === 'name' ? [parent.call] : [];
  });
  const given = calls.flatMap(({ args: [config], span }): readonly Config[] => {
    const when = runsWhen(evaluator, span.start);
    return config && !config.spread && when ? [{ value: evaluator.evaluate(config.value), when }] : [];
  });
  return [...given, ...exportedConfigs(evaluator, CONFIG_FILE)];
}

/** `{ routeRules }` of Nitro and Nuxt, `{ nitro: { routeRules } }` of Nuxt. */
function rulesOf(config: ConfigRecord): readonly ConfigRecord[] {
  const within = [config, ...recordsIn(config, 'nitro')];
  return within.flatMap((one) => recordsIn(one, 'routeRules'));
}

function recordsIn({ record, when }: ConfigRecord, name: string): readonly ConfigRecord[] {
  return entriesOf({ value: record, when }, name).flatMap(({ option, when: both }) =>
    option.value.kind === 'record' ? [{ record: option.value, when: both }] : [],
  );
}

/** One policy for `cors: true`, also with headers beside it that do not name the origin: those speak for themselves. */
function rulePolicies(unit: Unit, rules: ConfigRecord, { key, value }: Entry): readonly Policy[] {
  if (value.kind !== 'record' || value.rest.length > 0) return [];
  const cors = recordEntry(value, 'cors');
  const headers = recordEntry(value, 'headers')?.value;
  if (!cors || (headers && (headers.kind !== 'record' || headers.rest.length > 0))) return [];
  const written = headers?.kind === 'record' ? headersOf(headers) : [];
  if (written.some(({ name }) => name === 'access-control-allow-origin')) return [];
  const credentials = written.find(({ name }) => name === 'access-control-allow-credentials');
  const isOn = credentials?.value.kind === 'text' && credentials.value.value === 'true';
  return entriesOf({ value, when: rules.when }, 'cors').flatMap(({ option, when }): readonly Policy[] => {
    if (!isTrue(option)) return [];
    const { place, via } = option.value;
    const development = developmentOf(when, place.uri);
    return [
      {
        framework: 'nitro',
        title: 'Nitro',
        language: 'javascript',
        version: unit.version(['nitropack', 'nuxt']),
        setup: option.place,
        scope: key,
        when,
        ...(development !== undefined && { development }),
        options: new Map([option, ...written].map((one) => [one.name, one])),
        origins: [{ match: { kind: 'any' }, place, via, listed: false, isDefault: false }],
        originsPlace: place,
        credentials: isOn,
        ...(isOn && { credentialsOption: credentials }),
        problems: [...problemsOf(option), ...(isOption(option) ? [] : stillOn(rules, key))],
        open: false,
      },
    ];
  });
}

function headersOf(headers: RecordValue): readonly Option[] {
  return headers.entries
    .filter(({ key }) => isResponseHeader(key))
    .map((entry) => ({ ...optionOf(entry), name: entry.key.toLowerCase() }));
}

/** What is known to be truthy. */
function isTrue({ value }: Option): boolean {
  return value.kind === 'boolean' ? value.value : isOption({ value });
}

/** Options, where Nitro looks for a boolean. */
function isOption({ value }: Pick<Option, 'value'>): boolean {
  return value.kind === 'record' || value.kind === 'list' || (value.kind === 'text' && value.value !== '');
}

function problemsOf(option: Option): readonly OptionProblem[] {
  if (!isOption(option)) return [];
  const effect =
    'Nitro 2 only asks whether it is truthy, and answers every origin with `*`. Name the origins in a handler, with `handleCors`.';
  return [{ kind: 'wrong-option-type', option, value: option.value, expected: 'a boolean', effect }];
}

/** `cors: false` for a part of the path: the headers of the wider rule are merged in all the same. */
function stillOn({ record }: ConfigRecord, wider: string): readonly OptionProblem[] {
  const prefix = /^(.*)\/\*\*$/.exec(wider)?.[1];
  if (prefix === undefined) return [];
  return record.entries.flatMap((entry): readonly OptionProblem[] => {
    if (entry.key === wider || !entry.key.startsWith(`${prefix}/`) || entry.value.kind !== 'record')
      return [];
    const cors = recordEntry(entry.value, 'cors');
    if (cors?.value.kind !== 'boolean' || cors.value.value) return [];
    const effect = `The headers of \`${wider}\` reach this path all the same: Nitro 2 adds the rules of every pattern that matches, and \`false\` takes nothing away.`;
    return [{ kind: 'ignored-option', option: optionOf(cors), effect, misplaced: true }];
  });
}
