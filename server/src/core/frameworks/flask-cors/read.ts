import type { Evaluator } from '../../evaluate/evaluator.ts';
import { definitionOf } from '../../evaluate/imported.ts';
import { argumentOptions, bothHold, type OptionSet } from '../../evaluate/read.ts';
import type { Entry, UnknownValue, When } from '../../evaluate/value.ts';
import {
  type Insertion,
  type Option,
  type OptionProblem,
  type OriginMatch,
  optionOf,
  type Policy,
} from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { type Place, placeOf } from '../../text/span.ts';
import { type Misuse, NOTHING, type Reading, type Unit } from '../framework.ts';
import { type Config, readConfig, type Setting } from '../shared/python/app-config.ts';
import {
  callOf,
  initialisations,
  methodCalls,
  nameOf,
  qualified,
  references,
  refersTo,
  runsWhen,
} from '../shared/python/calls.ts';
import { combinations } from '../shared/python/combinations.ts';
import { KEY, knownSettings, optionsOf, strangersOf } from './config.ts';
import { lower } from './lower.ts';
import { placementsOf } from './placement.ts';
import { unknownOption } from './problems.ts';
import { type Resource, resourcesOf } from './resources.ts';

export const FLASK_CORS_PACKAGES = ['flask-cors'];

const MODULES = ['flask_cors', 'flask_cors.extension', 'flask_cors.decorator', 'flask.ext.cors'];
const EXTENSION = new Set(MODULES.map((module) => `${module}.CORS`));
const DECORATOR = new Set(MODULES.map((module) => `${module}.cross_origin`));
const APPLICATION = 'app';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!/flask_cors|flask\.ext|\binit_app\b/.test(evaluator.module.text)) return NOTHING;
  const extensions = references(evaluator, EXTENSION);
  const decorators = references(evaluator, DECORATOR);
  const config = readConfig(evaluator, KEY);
  const drafted = [
    ...initialisedHere(unit, config),
    ...extensions.flatMap((callee) =>
      callsOf(evaluator, callee).flatMap((call) => ofExtension(unit, call, config)),
    ),
    ...decorators.flatMap((callee) =>
      callsOf(evaluator, callee).flatMap((call) => ofDecorator(unit, call, config)),
    ),
  ];
  const policies = drafted.sort((a, b) => a.setup.start - b.setup.start);
  const misuses = [
    ...decorators.flatMap((callee) => uncalled(evaluator, callee)),
    ...placementsOf(
      evaluator,
      extensions.flatMap((callee) => callsOf(evaluator, callee)),
      decorators.flatMap((callee) => callsOf(evaluator, callee)),
    ),
  ];
  const late = decorators.length > 0 ? [] : lateSettings(evaluator, extensions, config);
  return { policies: withSettings(policies, strangersOf(config), late), misuses };
}

/** Keys that flask-cors does not read, or reads too early, are said once, with the first set-up of the file. */
function withSettings(
  policies: readonly Policy[],
  strangers: readonly Option[],
  late: readonly OptionProblem[],
): readonly Policy[] {
  const [first] = policies;
  if (!first || strangers.length + late.length === 0) return policies;
  return policies.map((policy) => {
    if (policy.setup.start !== first.setup.start) return policy;
    const unread = strangers.map((option) => unknownOption(option, policy.options));
    return { ...policy, problems: [...policy.problems, ...unread, ...late] };
  });
}

/** `CORS(app)` reads the configuration when it is called: what is set after the last such call reaches nobody. */
function lateSettings(
  evaluator: Evaluator,
  extensions: readonly Expr[],
  config: Config,
): readonly OptionProblem[] {
  const calls = extensions
    .flatMap((callee) => callsOf(evaluator, callee))
    .flatMap((call) => (applicationOf(call) ? [call] : initialisations(evaluator, call)));
  // One that gets its application in another file may run later.
  if (calls.length < extensions.length) return [];
  return knownSettings(config)
    .filter((setting) => calls.every((call) => isTooLate(evaluator, setting, call)))
    .map(({ entry }) => ({
      kind: 'ignored-option',
      option: optionOf(entry),
      misplaced: true,
      effect:
        'flask-cors reads the configuration while `CORS(app)` runs, and this comes after it. Set it before.',
    }));
}

function isTooLate(evaluator: Evaluator, setting: Setting, call: CallExpr): boolean {
  const name = nameOf(applicationOf(call));
  return name !== undefined && setting.app === name && isLater(evaluator, setting, call);
}

function isLater(evaluator: Evaluator, setting: Setting, call: CallExpr): boolean {
  const isSameFunction = functionAt(evaluator, setting.offset) === functionAt(evaluator, call.span.start);
  return setting.offset > call.span.start && isSameFunction;
}

function callsOf(evaluator: Evaluator, callee: Expr): readonly CallExpr[] {
  const call = callOf(evaluator, callee);
  return call ? [call] : [];
}

/** A set-up before its combinations are made apart. */
interface Draft {
  readonly setup: Place;
  /** Where the options are read. */
  readonly offset: number;
  readonly insertion: Insertion;
  readonly settings: readonly Setting[];
  /** The arguments, in each of their cases. */
  readonly given: readonly OptionSet[];
  readonly scope?: string;
  readonly usesResources: boolean;
  readonly open: boolean;
}

function ofExtension(unit: Unit, call: CallExpr, config: Config): readonly Policy[] {
  const { evaluator } = unit;
  const made = argumentOptions(call, evaluator, [APPLICATION]);
  const inits = applicationOf(call) ? [] : initialisations(evaluator, call);
  const draft = draftOf(evaluator, call);
  if (inits.length === 0) {
    const application = applicationOf(call);
    const missing = application ? [] : [elsewhere(draft.setup)];
    const given = made.map((set) => ({ ...set, rest: [...set.rest, ...missing] }));
    return policiesOf(unit, { ...draft, ...forApplication(evaluator, application, call, config), given });
  }
  return inits.flatMap((init) => {
    const given = argumentOptions(init, evaluator, [APPLICATION]);
    const hasOwn = init.args.length > 1 && call.args.length === 0;
    return policiesOf(unit, {
      ...draft,
      ...(hasOwn ? draftOf(evaluator, init) : {}),
      offset: init.span.start,
      ...forApplication(evaluator, applicationOf(init), init, config),
      given: made.flatMap((first) => given.flatMap((second) => joined(first, second))),
    });
  });
}

/** `cors.init_app(app, …)` of a `cors = CORS()` of another file. */
function initialisedHere(unit: Unit, config: Config): readonly Policy[] {
  const { evaluator } = unit;
  return methodCalls(evaluator, 'init_app').flatMap((init) => {
    const object = init.callee.kind === 'member' ? init.callee.object : undefined;
    const made = object && definitionOf(evaluator.context, object);
    if (!made || made.context.module === evaluator.module || made.expr.kind !== 'call') return [];
    if (!refersTo(made.context, made.expr.callee, EXTENSION)) return [];
    const first = argumentOptions(made.expr, made.context, [APPLICATION]);
    const second = argumentOptions(init, evaluator, [APPLICATION]);
    return policiesOf(unit, {
      ...draftOf(evaluator, init),
      ...forApplication(evaluator, applicationOf(init), init, config),
      given: first.flatMap((one) => second.flatMap((other) => joined(one, other))),
    });
  });
}

function ofDecorator(unit: Unit, call: CallExpr, config: Config): readonly Policy[] {
  const { evaluator } = unit;
  const parent = evaluator.module.parent(call);
  return policiesOf(unit, {
    ...draftOf(evaluator, call),
    // The configuration is read with each request.
    settings: config.settings,
    open: config.isOpen,
    given: argumentOptions(call, evaluator),
    ...(parent.role === 'decorator' ? { scope: parent.name } : {}),
    usesResources: false,
  });
}

function draftOf({ module }: Evaluator, call: CallExpr): Draft {
  return {
    setup: placeOf(module.uri, call.span),
    offset: call.span.start,
    insertion: { form: 'argument', place: placeOf(module.uri, call.argsSpan) },
    settings: [],
    given: [],
    usesResources: true,
    open: false,
  };
}

/** The first argument, unless it is None. */
function applicationOf(call: CallExpr): Expr | undefined {
  const argument = call.args.find(({ name }) => name === APPLICATION) ?? call.args[0];
  if (!argument || argument.spread || (argument.name !== undefined && argument.name !== APPLICATION))
    return undefined;
  return argument.value.kind === 'null' ? undefined : argument.value;
}

/** The configuration that a `CORS(app)` sees: what its own application was given before it. A blueprint has none. */
function forApplication(
  evaluator: Evaluator,
  application: Expr | undefined,
  call: CallExpr,
  config: Config,
): Pick<Draft, 'settings' | 'open'> & { readonly scope?: string } {
  const name = nameOf(application);
  if (application && isBlueprint(evaluator, application)) {
    return { settings: [], open: false, ...(name === undefined ? {} : { scope: `the blueprint ${name}` }) };
  }
  const settings = config.settings.filter((setting) => {
    const isSame = name === undefined || setting.app === undefined || setting.app === name;
    return isSame && !isLater(evaluator, setting, call);
  });
  return { settings, open: config.isOpen };
}

function functionAt({ module }: Evaluator, offset: number): number {
  const around = module.enclosing(offset).find(({ kind }) => kind === 'function');
  return around?.kind === 'function' ? around.function.body.start : -1;
}

function isBlueprint(evaluator: Evaluator, application: Expr): boolean {
  if (application.kind !== 'name') return false;
  const [binding] = evaluator.module.bindings(application.name, application.span.start);
  if (binding?.kind !== 'assign' || binding.value.kind !== 'call') return false;
  return /^flask(?:\.blueprints)?\.Blueprint$/.test(qualified(evaluator, binding.value.callee) ?? '');
}

/** The second call's options on top of the first one's. */
function joined(first: OptionSet, second: OptionSet): readonly OptionSet[] {
  const when = bothHold(first.when, second.when);
  if (!when) return [];
  return [{ entries: [...first.entries, ...second.entries], rest: [...first.rest, ...second.rest], when }];
}

function policiesOf(unit: Unit, draft: Draft): readonly Policy[] {
  const configured = optionsOf(unit.evaluator, draft.settings);
  const runs = runsWhen(unit.evaluator, draft.offset);
  const policies: Policy[] = [];
  for (const { entries, rest, when: own } of draft.given) {
    const given = runs && bothHold(runs, own);
    if (!given) continue;
    const all = [...configured, ...entries.filter(({ key }) => key !== APPLICATION)];
    for (const { options, when } of combinations(all, given)) {
      const resources = resourcesOf(draft.usesResources ? options.get('resources')?.value : undefined);
      const base = [...options.values()].map(({ name, ...option }): Entry => ({ key: name, ...option }));
      for (const resource of resources) {
        const both = bothHold(when, resource.when);
        if (both) policies.push(...ofResource(unit, draft, { resource, base, rest, when: both }));
      }
    }
  }
  return policies;
}

interface Case {
  readonly resource: Resource;
  readonly base: readonly Entry[];
  readonly rest: readonly UnknownValue[];
  readonly when: readonly When[];
}

function ofResource(unit: Unit, draft: Draft, { resource, base, rest, when }: Case): readonly Policy[] {
  const scope = draft.scope ?? resource.scope;
  const [unread] = rest;
  return combinations([...base, ...resource.entries], when).map((combination) =>
    lower({
      version: unit.version(FLASK_CORS_PACKAGES),
      setup: draft.setup,
      insertion: resource.insertion ?? draft.insertion,
      ...(scope === undefined ? {} : { scope }),
      when: combination.when,
      options: combination.options,
      ...(unread || resource.isOpen ? { unread: hidden(unread) } : {}),
      open: draft.open || rest.length > 0 || resource.isOpen,
    }),
  );
}

function hidden(unread: UnknownValue | undefined): OriginMatch & { readonly kind: 'unknown' } {
  return { kind: 'unknown', reason: unread?.reason ?? { kind: 'syntax', what: 'resources' } };
}

/** Without an application and without `init_app` in this file, the options may be given in another. */
function elsewhere(place: Place): UnknownValue {
  return { kind: 'unknown', reason: { kind: 'syntax', what: '`init_app` in another file' }, place, via: [] };
}

/** `@cross_origin` takes the view for its own argument, so that the route calls the decorator without one. */
function uncalled({ module }: Evaluator, expr: Expr): readonly Misuse[] {
  if (module.parent(expr).role !== 'decorator') return [];
  return [
    {
      kind: 'uncalled',
      framework: 'flask-cors',
      title: 'flask-cors',
      place: placeOf(module.uri, expr.span),
      written: module.text.slice(expr.span.start, expr.span.end),
      effect:
        'Flask then calls the decorator where the view belongs, and every request to the route ends with `TypeError` and status 500.',
    },
  ];
}
