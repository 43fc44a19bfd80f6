import { argumentOptions, bothHold } from '../../evaluate/read.ts';
import type { Entry } from '../../evaluate/value.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { attributeSettings, readConfig, type Setting, settledEntries } from '../shared/python/app-config.ts';
import { callOf, references, runsWhen } from '../shared/python/calls.ts';
import { combinations } from '../shared/python/combinations.ts';
import { policyOf } from '../shared/python/policy.ts';
import { effective, originOption, originRules } from './meaning.ts';
import { SETTING_NAMES, SETTING_OF } from './options.ts';
import { problemsOf } from './problems.ts';

export const SANIC_EXT_PACKAGES = ['sanic-ext'];

const DECORATOR = new Set([
  'sanic_ext.cors',
  'sanic_ext.extensions.http.cors.cors',
  'sanic_ext.extensions.http.cors',
]);
const KEYS = new RegExp(`^(?:${SETTING_NAMES.join('|')})$`);

/** What is set on `app.config`, for each application that has origins, and each `@cors(…)`. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const sources = evaluator.module.imports().map(({ from, name }) => (from === '' ? name : from));
  if (!sources.some((from) => /^sanic(?:_ext)?(?:\.|$)/.test(from))) return NOTHING;
  // sanic-cors reads the same keys, and turns this extension off.
  if (sources.some((from) => /^sanic_cors\b/.test(from))) return NOTHING;
  const config = readConfig(evaluator, KEYS);
  const settings = [...config.settings, ...attributeSettings(evaluator, SETTING_NAMES)].sort(
    (a, b) => a.offset - b.offset,
  );
  const applications = [
    ...new Set(settings.flatMap(({ key, app }) => (key === 'CORS_ORIGINS' ? [app] : []))),
  ];
  const policies = [
    ...applications.flatMap((app) => ofApplication(unit, settings, app, config.isOpen)),
    ...references(evaluator, DECORATOR).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? ofDecorator(unit, call, applications.length > 1 ? [] : settings) : [];
    }),
  ];
  return { policies: policies.sort((a, b) => a.setup.start - b.setup.start), misuses: [] };
}

function ofApplication(
  unit: Unit,
  settings: readonly Setting[],
  app: string | undefined,
  open: boolean,
): readonly Policy[] {
  const { evaluator } = unit;
  const own = settings.filter((setting) => setting.app === app);
  const first = own.find(({ key }) => key === 'CORS_ORIGINS');
  const runs = first && runsWhen(evaluator, functionStart(unit, first.offset));
  if (!first || !runs) return [];
  const entries = settledEntries(evaluator, own, SETTING_NAMES);
  return combinations(entries, runs).flatMap(({ options, when }) =>
    options.has('CORS_ORIGINS')
      ? [made(unit, { setup: first.entry.place, options, when, open, scope: undefined })]
      : [],
  );
}

/** Conditions around a setting are those of its value; what is asked here is whether its function runs. */
function functionStart({ evaluator }: Unit, offset: number): number {
  const around = evaluator.module.enclosing(offset).find(({ kind }) => kind === 'function');
  return around?.kind === 'function' ? around.function.body.start : 0;
}

function ofDecorator(unit: Unit, call: CallExpr, settings: readonly Setting[]): readonly Policy[] {
  const { evaluator } = unit;
  const runs = runsWhen(evaluator, call.span.start);
  const parent = evaluator.module.parent(call);
  if (!runs || parent.role !== 'decorator') return [];
  return argumentOptions(call, evaluator).flatMap(({ entries, rest, when }) => {
    const both = bothHold(runs, when);
    // What the route says itself takes the place of the setting.
    const replaced = entries.map(({ key }) => SETTING_OF.get(key));
    const left = SETTING_NAMES.filter((name) => !replaced.includes(name));
    const all: readonly Entry[] = [...settledEntries(evaluator, settings, left), ...entries];
    const setup = placeOf(evaluator.module.uri, call.span);
    const open = rest.length > 0;
    return both
      ? combinations(all, both).map((one) => ({
          ...made(unit, { ...one, setup, open, scope: parent.name }),
          insertion: { form: 'argument' as const, place: placeOf(evaluator.module.uri, call.argsSpan) },
        }))
      : [];
  });
}

interface Draft extends Pick<Policy, 'options' | 'when' | 'open'> {
  readonly setup: Place;
  readonly scope: string | undefined;
}

function made(unit: Unit, { setup, options, when, open, scope }: Draft): Policy {
  const version = unit.version(SANIC_EXT_PACKAGES);
  const origin = originOption(options);
  const credentials = effective(options, 'supports_credentials');
  return policyOf({
    framework: 'sanic-ext',
    title: 'Sanic Extensions',
    version,
    setup,
    scope,
    when,
    options,
    origins: originRules(origin, version, setup, open, scope !== undefined),
    originOptions: ['origin', 'CORS_ORIGINS'],
    credentials: [credentials?.name ?? 'supports_credentials', open ? 'unknown' : false],
    problems: problemsOf(options, scope !== undefined),
    open,
  });
}
