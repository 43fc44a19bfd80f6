import { argumentOptions, bothHold } from '../../evaluate/read.ts';
import type { Entry } from '../../evaluate/value.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { type Misuse, NOTHING, type Reading, type Unit } from '../framework.ts';
import { type Config, readConfig, settledEntries } from '../shared/python/app-config.ts';
import { callOf, nameOf, qualified, references, runsWhen } from '../shared/python/calls.ts';
import { type Combination, combinations } from '../shared/python/combinations.ts';
import { aboveRoute, decoratedBy, routeOf } from '../shared/python/decorators.ts';
import { policyOf } from '../shared/python/policy.ts';
import { credentialsOf, originRules } from './meaning.ts';
import { argumentsOf, problemsOf } from './problems.ts';

export const QUART_CORS_PACKAGES = ['quart-cors'];

const base = { framework: 'quart-cors', title: 'quart-cors' } as const;
const EXTENSION = new Set(['quart_cors.cors']);
const DECORATOR = new Set(['quart_cors.route_cors']);
const APPLICATION = 'app_or_blueprint';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!evaluator.module.text.includes('quart_cors')) return NOTHING;
  const config = readConfig(evaluator, /^QUART_CORS_[A-Z_]+$/);
  const extensions = references(evaluator, EXTENSION).flatMap((callee) => callOf(evaluator, callee) ?? []);
  const decorators = references(evaluator, DECORATOR);
  const decorating = decorators.flatMap((callee) => callOf(evaluator, callee) ?? []);
  const policies = [
    ...extensions.flatMap((call) => ofCall(unit, call, config, blueprintOf(unit, call))),
    ...decorating.flatMap((call) => {
      const parent = evaluator.module.parent(call);
      return ofCall(unit, call, config, parent.role === 'decorator' ? parent.name : undefined);
    }),
  ];
  const misuses = [
    ...decorators.flatMap((callee): readonly Misuse[] => {
      if (evaluator.module.parent(callee).role !== 'decorator') return [];
      const { start, end } = callee.span;
      return [
        {
          kind: 'uncalled',
          ...base,
          place: placeOf(evaluator.module.uri, callee.span),
          written: evaluator.module.text.slice(start, end),
          effect:
            '`route_cors` takes options by name and no view: it raises `TypeError`, and the application does not start.',
        },
      ];
    }),
    ...decorating.flatMap((call): readonly Misuse[] => {
      const found = decoratedBy(evaluator, call);
      const own = found?.decorators.indexOf(call) ?? -1;
      const route = found?.decorators.findIndex((decorator) => routeOf(decorator)) ?? -1;
      if (!found || route <= own) return [];
      return [aboveRoute(evaluator, call, found.decorators[route], route === own + 1, base)];
    }),
  ];
  return { policies: policies.sort((a, b) => a.setup.start - b.setup.start), misuses };
}

function blueprintOf({ evaluator }: Unit, call: CallExpr): string | undefined {
  const name = nameOf(call.args[0]?.value);
  if (name === undefined) return undefined;
  const [binding] = evaluator.module.bindings(name, call.span.start);
  if (binding?.kind !== 'assign' || binding.value.kind !== 'call') return undefined;
  const made = qualified(evaluator, binding.value.callee) ?? '';
  return /^quart(?:\.blueprints)?\.Blueprint$/.test(made) ? `the blueprint ${name}` : undefined;
}

function ofCall(unit: Unit, call: CallExpr, config: Config, scope: string | undefined): readonly Policy[] {
  const { evaluator } = unit;
  const runs = runsWhen(evaluator, call.span.start);
  if (!runs) return [];
  // The configuration is read with each request, by every application that a file has.
  const keys = new Set(config.settings.map(({ key }) => key));
  const settings = settledEntries(evaluator, config.settings, [...keys]);
  return argumentOptions(call, evaluator, [APPLICATION]).flatMap(({ entries, rest, when }) => {
    const both = bothHold(runs, when);
    if (!both) return [];
    const isOpen = rest.length > 0 || config.isOpen;
    const given: readonly Entry[] = [...entries.filter(({ key }) => key !== APPLICATION), ...settings];
    return combinations(given, both).map((one) => made(unit, call, one, isOpen, scope));
  });
}

function made(
  unit: Unit,
  call: CallExpr,
  combination: Combination,
  open: boolean,
  scope: string | undefined,
): Policy {
  const { uri } = unit.evaluator.module;
  const setup = placeOf(uri, call.span);
  const version = unit.version(QUART_CORS_PACKAGES);
  // An argument that is None counts as not given, where it is known.
  const known = argumentsOf(version);
  const options = new Map(
    [...combination.options].filter(([name, { value }]) => value.kind !== 'null' || !known.includes(name)),
  );
  const credentials = credentialsOf(options, open);
  const { credentialsOption: _, ...policy } = policyOf({
    ...base,
    version,
    setup,
    insertion: { form: 'argument', place: placeOf(uri, call.argsSpan) },
    scope,
    when: combination.when,
    options,
    origins: originRules(options, setup, open),
    originOptions: ['allow_origin', 'QUART_CORS_ALLOW_ORIGIN'],
    credentials: ['allow_credentials', false],
    problems: problemsOf(options, version, open),
    open,
  });
  return {
    ...policy,
    credentials: credentials.sent,
    ...(credentials.option ? { credentialsOption: credentials.option } : {}),
  };
}
