import { alternatives, bothHold, recordEntry } from '../../evaluate/read.ts';
import type { ListValue, Value, When } from '../../evaluate/value.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Reading, Unit } from '../framework.ts';
import { toJs, UNKNOWN } from '../shared/javascript/js-value.ts';
import { exportedSettings, isBeforeOne } from '../shared/javascript/sails-files.ts';
import { type OptionsReader, type SetupCall, valuePolicies } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { lowerSails } from './lower.ts';

export function read(unit: Unit): Reading {
  const { uri } = unit.evaluator.module;
  if (/(?:^|\/)config\/security\.[cm]?[jt]s$/.test(uri)) return { policies: readSecurity(unit), misuses: [] };
  if (/(?:^|\/)config\/env\/[\w-]+\.[cm]?[jt]s$/.test(uri))
    return { policies: readEnvironment(unit), misuses: [] };
  if (/(?:^|\/)config\/cors\.[cm]?[jt]s$/.test(uri)) return { policies: readOldFile(unit), misuses: [] };
  // What a route says to an older Sails, which has other names for it, is not looked at.
  const isOlder = !atLeast(unit.version(['sails']), '1.0.0');
  if (!isOlder && /(?:^|\/)config\/routes\.[cm]?[jt]s$/.test(uri))
    return { policies: readRoutes(unit), misuses: [] };
  return { policies: [], misuses: [] };
}

/** `module.exports.security = { cors: { … } }` */
function readSecurity(unit: Unit): readonly Policy[] {
  return exportedSettings(unit.evaluator, 'security').flatMap((security) =>
    inRecord(security, 'cors', []).flatMap(({ value, when }) => setup(unit, value, when, 'allRoutes')),
  );
}

/** `module.exports.cors = { … }` in `config/cors.js`, where Sails had it before 1.0. Sails 1 still reads it. */
function readOldFile(unit: Unit): readonly Policy[] {
  return exportedSettings(unit.evaluator, 'cors')
    .filter((value) => !isBeforeOne(unit, value))
    .flatMap((value) => setup(unit, value, [], 'allRoutes'));
}

/** `module.exports = { security: { cors: { … } } }` changes the settings of one environment. */
function readEnvironment(unit: Unit): readonly Policy[] {
  return exportedSettings(unit.evaluator, '*').flatMap((config) =>
    inRecord(config, 'security', []).flatMap((security) =>
      inRecord(security.value, 'cors', security.when).flatMap(({ value, when }) =>
        setup(unit, value, when, 'unless off'),
      ),
    ),
  );
}

/** `module.exports.routes = { 'GET /orders': { action: …, cors: { … } } }` */
function readRoutes(unit: Unit): readonly Policy[] {
  return exportedSettings(unit.evaluator, 'routes').flatMap((routes) =>
    alternatives(routes).flatMap(({ value, when }) =>
      value.kind === 'record'
        ? value.entries.flatMap((route) =>
            inRecord(route.value, 'cors', when).flatMap((cors) => routePolicies(unit, cors, route.key)),
          )
        : [],
    ),
  );
}

interface Found {
  readonly value: Value;
  readonly when: readonly When[];
}

function routePolicies(unit: Unit, { value, when }: Found, scope: string): readonly Policy[] {
  return alternatives(value).flatMap((each) => {
    const both = bothHold(when, each.when);
    if (!both) return [];
    // `true` stands for the settings of the application, which another file holds; so does what is left out.
    const isOwn =
      each.value.kind === 'text' ||
      (each.value.kind === 'record' &&
        ['allowOrigins', 'origin'].some(
          (name) => each.value.kind === 'record' && recordEntry(each.value, name),
        ));
    return isOwn
      ? valuePolicies(unit.evaluator, { ...about(unit, each.value), scope }, each.value, both, READER)
      : [];
  });
}

/** Settings that hold for every route. What other files say of the routes is not known. */
function setup(
  unit: Unit,
  value: Value,
  when: readonly When[],
  holds: 'allRoutes' | 'unless off',
): readonly Policy[] {
  return valuePolicies(unit.evaluator, about(unit, value), value, when, READER).filter(({ options }) => {
    const all = toJs(options.get('allRoutes')?.value);
    if (holds === 'allRoutes') return all === true || all === UNKNOWN;
    const isSaid = options.has('allowOrigins') || options.has('origin') || all === true;
    return isSaid && (all === undefined || all === true || all === UNKNOWN);
  });
}

function about(unit: Unit, value: Value): SetupCall {
  return { framework: 'sails', title: 'Sails', version: unit.version(['sails']), setup: value.place };
}

function inRecord(value: Value, name: string, when: readonly When[]): readonly Found[] {
  return alternatives(value).flatMap((each) => {
    const entry = each.value.kind === 'record' ? recordEntry(each.value, name) : undefined;
    const both = bothHold(when, each.when);
    return entry && both ? [{ value: entry.value, when: both }] : [];
  });
}

const READER: OptionsReader = {
  lower: lowerSails,
  given: (_evaluator, value) => {
    // `cors: 'https://a.example'` of a route.
    if (value.kind !== 'text') return undefined;
    const list: ListValue = {
      kind: 'list',
      form: 'array',
      items: [value],
      place: value.place,
      via: value.via,
    };
    const { place } = value;
    const option = { name: 'allowOrigins', value: list, place, keyPlace: place, form: 'positional' } as const;
    return { options: new Map([['allowOrigins', option]]), open: false, problems: [] };
  },
};
