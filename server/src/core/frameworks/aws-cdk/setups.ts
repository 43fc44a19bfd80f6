import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold, recordEntry, recordOptions } from '../../evaluate/read.ts';
import type { Value, When } from '../../evaluate/value.ts';
import { type Behind, type Option, optionOf, type Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Language } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import type { Unit } from '../framework.ts';
import { snake } from '../shared/aws/given.ts';
import { developmentOf } from '../shared/development.ts';
import { runsWhen } from '../shared/javascript/references.ts';
import { type OptionsSetup, type SetupCall, valuePolicies } from '../shared/javascript/setups.ts';
import { resolved } from '../shared/python/calls.ts';
import { combinations } from '../shared/python/combinations.ts';
import { type Configured, configuredBy } from '../shared/python/policy.ts';
import { withConstants } from './constants.ts';
import { callsOf, constructions, type Sites } from './sites.ts';

/** What a set-up of a construct means. */
export type Lower = (setup: OptionsSetup, language: Language) => Policy;

/** One construct, as far as finding its set-ups goes. */
export interface Found {
  readonly sites: Sites;
  readonly framework: string;
  readonly title: string;
  readonly packages: readonly string[];
  /** The functions behind the construct; absent where it adds nothing to their answers. */
  readonly behind?: (evaluator: Evaluator, call: CallExpr) => Behind;
}

/** Every set-up of a construct in a file, in either language. */
export function setupsOf(unit: Unit, found: Found, lower: Lower): readonly Policy[] {
  const { evaluator } = unit;
  const { sites } = found;
  const holders = [
    ...constructions(evaluator, sites),
    ...sites.methods.flatMap((method) => callsOf(evaluator, method)),
  ];
  const gateway = (call: CallExpr, policies: readonly Policy[]) =>
    found.behind && policies.length > 0 ? withBehind(policies, found.behind(evaluator, call)) : policies;
  const direct = sites.direct === undefined ? [] : callsOf(evaluator, sites.direct);
  return evaluator.module.language === 'python'
    ? [
        ...holders.flatMap((call) => gateway(call, inKeyword(unit, found, call, lower))),
        ...direct.flatMap((call) => ofCall(unit, found, call, call, lower)),
      ]
    : [
        ...holders.flatMap((call) => gateway(call, inProps(unit, found, call, lower))),
        ...direct.flatMap((call) => ofArgument(unit, found, call, lower)),
      ];
}

function withBehind(policies: readonly Policy[], behind: Behind): readonly Policy[] {
  return behind.programs.length === 0 ? policies : policies.map((policy) => ({ ...policy, behind }));
}

/** `new RestApi(this, 'Api', { defaultCorsPreflightOptions: { … } })` */
function inProps(unit: Unit, found: Found, call: CallExpr, lower: Lower): readonly Policy[] {
  const { evaluator } = unit;
  const runs = runsWhen(evaluator, call.span.start);
  const props = call.args.at(-1);
  if (!runs || !props || props.spread) return [];
  return alternatives(evaluator.evaluate(props.value)).flatMap(({ value, when }) => {
    const all = bothHold(runs, when);
    const entry = value.kind === 'record' ? recordEntry(value, found.sites.property) : undefined;
    if (!all || !entry) return [];
    const option = optionOf(entry);
    const setup = { ...setupCall(unit, found), setup: option.place };
    return valuesOf(option.value, all, found.sites).flatMap((one) =>
      ofValue(evaluator, setup, one.value, one.when, lower),
    );
  });
}

/** The options themselves, or each of a list of them. */
function valuesOf(
  value: Value,
  given: readonly When[],
  { isList }: Sites,
): readonly { readonly value: Value; readonly when: readonly When[] }[] {
  if (!isList) return [{ value, when: given }];
  return alternatives(value).flatMap((one) => {
    const when = bothHold(given, one.when);
    if (!when || one.value.kind !== 'list') return [];
    return one.value.items.map((item) => ({ value: item, when }));
  });
}

/** `resource.addCorsPreflight({ … })` */
function ofArgument(unit: Unit, found: Found, call: CallExpr, lower: Lower): readonly Policy[] {
  const { evaluator } = unit;
  const runs = runsWhen(evaluator, call.span.start);
  const [options] = call.args;
  if (!runs || !options || options.spread) return [];
  const setup = { ...setupCall(unit, found), setup: placeOf(evaluator.module.uri, call.span) };
  return ofValue(evaluator, setup, evaluator.evaluate(options.value), runs, lower);
}

/** An object of options. What is no object, or not known, is no set-up: the CDK takes nothing else. */
function ofValue(
  evaluator: Evaluator,
  setup: SetupCall,
  value: Value,
  when: readonly When[],
  lower: Lower,
): readonly Policy[] {
  return alternatives(value).flatMap((one) => {
    const all = one.value.kind === 'record' ? bothHold(when, one.when) : undefined;
    if (!all) return [];
    return valuePolicies(evaluator, setup, one.value, all, {
      settled: (_, option) => ({ ...option, value: withConstants(evaluator, option.value) }),
      lower: (given) => lower(given, 'javascript'),
    });
  });
}

function setupCall(unit: Unit, { framework, title, packages }: Found): Omit<SetupCall, 'setup'> {
  return { framework, title, version: unit.version(packages) };
}

/** `default_cors_preflight_options=CorsOptions(…)`, or a dict in its place. */
function inKeyword(unit: Unit, found: Found, call: CallExpr, lower: Lower): readonly Policy[] {
  const { sites } = found;
  const name = snake(sites.property);
  const given = call.args.find((argument) => argument.name === name);
  const expr = given && resolved(unit.evaluator, given.value);
  if (!given || !expr) return [];
  const structs = sites.isList ? (expr.kind === 'list' ? expr.items : []) : [expr];
  return structs.flatMap((struct) => ofStruct(unit, found, struct, call, lower));
}

function ofStruct(unit: Unit, found: Found, written: Expr, call: CallExpr, lower: Lower): readonly Policy[] {
  const { evaluator } = unit;
  const struct = resolved(evaluator, written);
  if (struct?.kind === 'call') {
    const { name = '' } = evaluator.symbol(struct.callee) ?? {};
    const isStruct = name.slice(name.lastIndexOf('.') + 1) === found.sites.struct;
    return isStruct ? ofCall(unit, found, struct, call, lower) : [];
  }
  const runs = runsWhen(evaluator, call.span.start);
  if (struct?.kind !== 'record' || !runs) return [];
  const { uri } = evaluator.module;
  return recordOptions(evaluator.evaluate(struct)).flatMap(({ entries, rest, when }) => {
    const all = bothHold(runs, when);
    if (!all) return [];
    return combinations(entries, all).map((one) =>
      pythonPolicy(unit, found, call, { ...one, open: rest.length > 0 }, lower, {
        form: 'entry',
        place: placeOf(uri, struct.span),
      }),
    );
  });
}

/** The arguments of `CorsOptions(…)` or of `add_cors_preflight(…)`. */
function ofCall(unit: Unit, found: Found, struct: CallExpr, call: CallExpr, lower: Lower): readonly Policy[] {
  const { evaluator } = unit;
  const place = placeOf(evaluator.module.uri, struct.argsSpan);
  return configuredBy(evaluator, struct, []).map((one) =>
    pythonPolicy(unit, found, call, one, lower, { form: 'argument', place }),
  );
}

function pythonPolicy(
  unit: Unit,
  found: Found,
  call: CallExpr,
  { options, when, open }: Configured,
  lower: Lower,
  insertion: NonNullable<Policy['insertion']>,
): Policy {
  const { evaluator } = unit;
  const setup = placeOf(evaluator.module.uri, call.span);
  const development = developmentOf(when, setup.uri);
  const known = [...options].map(([name, option]): [string, Option] => [
    name,
    { ...option, value: withConstants(evaluator, option.value) },
  ]);
  return lower(
    {
      ...setupCall(unit, found),
      setup,
      insertion,
      when,
      ...(development !== undefined && { development }),
      options: new Map(known),
      open,
      problems: [],
    },
    'python',
  );
}
