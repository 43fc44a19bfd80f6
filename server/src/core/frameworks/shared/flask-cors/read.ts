import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { definitionOf } from '../../../evaluate/imported.ts';
import { argumentOptions, bothHold, type OptionSet, recordOptions } from '../../../evaluate/read.ts';
import type { Entry, UnknownValue, When } from '../../../evaluate/value.ts';
import {
  type Insertion,
  type Option,
  type OptionProblem,
  type OriginMatch,
  optionOf,
  type Policy,
} from '../../../policy/policy.ts';
import type { CallExpr, Expr } from '../../../syntax/expr.ts';
import { type Place, placeOf } from '../../../text/span.ts';
import { type Misuse, NOTHING, type Reading, type Unit } from '../../framework.ts';
import { bodyAt } from '../functions.ts';
import { attributeSettings, type Config, readConfig, type Setting } from '../python/app-config.ts';
import {
  callOf,
  initialisations,
  methodCalls,
  nameOf,
  qualified,
  references,
  refersTo,
  runsWhen,
} from '../python/calls.ts';
import { combinations } from '../python/combinations.ts';
import { decoratedBy, routeOf } from '../python/decorators.ts';
import { KEY, keysOf, knownSettings, optionsOf, strangersOf } from './config.ts';
import type { FlaskCorsLike } from './library.ts';
import { lower } from './lower.ts';
import { unknownOption } from './problems.ts';
import { type Resource, resourcesOf } from './resources.ts';
import { shadowed } from './shadowed.ts';

const APPLICATION = 'app';

const named = ({ modules }: FlaskCorsLike, name: string): ReadonlySet<string> =>
  new Set(modules.map((module) => `${module}.${name}`));

/** What `read` knows of a file. */
interface File extends Unit {
  readonly library: FlaskCorsLike;
}

export function readLikeFlaskCors(library: FlaskCorsLike, given: Unit): Reading {
  const { evaluator } = given;
  if (!library.mention.test(evaluator.module.text)) return NOTHING;
  const unit: File = { library, evaluator, version: (packages) => given.version(packages) };
  const extensions = references(evaluator, named(library, 'CORS'));
  const decorators = references(evaluator, named(library, 'cross_origin'));
  const config = configOf(library, evaluator);
  const drafted = [
    ...initialisedHere(unit, config),
    ...extensions.flatMap((callee) =>
      callsOf(evaluator, callee).flatMap((call) => ofExtension(unit, call, config)),
    ),
    ...decorators.flatMap((callee) =>
      callsOf(evaluator, callee).flatMap((call) => ofDecorator(unit, call, config)),
    ),
  ];
  const calls = extensions.flatMap((callee) => callsOf(evaluator, callee));
  const all = [...drafted, ...loadedBy(unit, config)].sort((a, b) => a.setup.start - b.setup.start);
  const idle = shadowed(library, evaluator, calls, all);
  const policies = all.filter(({ setup }) => !idle.some(({ place }) => place.start === setup.start));
  const misuses = [
    ...idle,
    ...decorators.flatMap((callee) => uncalled(unit, callee)),
    ...library.placements(
      evaluator,
      calls,
      decorators.flatMap((callee) => callsOf(evaluator, callee)),
    ),
  ];
  const late = decorators.length > 0 ? [] : lateSettings(unit, extensions, config);
  return { policies: withSettings(unit, policies, strangersOf(library, config), late), misuses };
}

/** What the file puts into the configuration of its applications. */
function configOf(library: FlaskCorsLike, evaluator: Evaluator): Config {
  const config = readConfig(evaluator, KEY);
  if (!library.hasAttributes) return config;
  const attributes = attributeSettings(evaluator, [...keysOf(library).keys()]);
  return { ...config, settings: [...config.settings, ...attributes].sort((a, b) => a.offset - b.offset) };
}

/** Keys that are not read, or read too early, are said once, with the first set-up of the file. */
function withSettings(
  { library }: File,
  policies: readonly Policy[],
  strangers: readonly Option[],
  late: readonly OptionProblem[],
): readonly Policy[] {
  const [first] = policies;
  if (!first || strangers.length + late.length === 0) return policies;
  return policies.map((policy) => {
    if (policy.setup.start !== first.setup.start) return policy;
    const unread = strangers.map((option) => unknownOption(library, option, policy.options));
    return { ...policy, problems: [...policy.problems, ...unread, ...late] };
  });
}

/** `CORS(app)` reads the configuration when it is called: what is set after the last such call reaches nobody. */
function lateSettings(
  { library, evaluator }: File,
  extensions: readonly Expr[],
  config: Config,
): readonly OptionProblem[] {
  const calls = extensions
    .flatMap((callee) => callsOf(evaluator, callee))
    .flatMap((call) => (applicationOf(call) ? [call] : initialisations(evaluator, call)));
  // One that gets its application in another file may run later.
  if (calls.length < extensions.length) return [];
  return knownSettings(library, config)
    .filter((setting) => calls.every((call) => isTooLate(evaluator, setting, call)))
    .map(({ entry }) => ({
      kind: 'ignored-option',
      option: optionOf(entry),
      misplaced: true,
      effect: `${library.title} reads the configuration while \`CORS(app)\` runs, and this comes after it. Set it before.`,
    }));
}

function isTooLate(evaluator: Evaluator, setting: Setting, call: CallExpr): boolean {
  const name = nameOf(applicationOf(call));
  return name !== undefined && setting.app === name && isLater(evaluator, setting, call);
}

function isLater(evaluator: Evaluator, setting: Setting, call: CallExpr): boolean {
  const isSameFunction = bodyAt(evaluator, setting.offset) === bodyAt(evaluator, call.span.start);
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

function ofExtension(unit: File, call: CallExpr, config: Config): readonly Policy[] {
  const { evaluator } = unit;
  const made = argumentOptions(call, evaluator, [APPLICATION]);
  const inits = applicationOf(call) ? [] : initialisations(evaluator, call);
  const draft = draftOf(evaluator, call);
  if (inits.length === 0) {
    const application = applicationOf(call);
    const missing = application ? [] : [elsewhere(draft.setup)];
    const given = made.map((set) => ({ ...set, rest: [...set.rest, ...missing] }));
    return policiesOf(unit, { ...draft, ...forApplication(unit, application, call, config), given });
  }
  return inits.flatMap((init) => {
    const given = argumentOptions(init, evaluator, [APPLICATION]);
    const hasOwn = init.args.length > 1 && call.args.length === 0;
    return policiesOf(unit, {
      ...draft,
      ...(hasOwn ? draftOf(evaluator, init) : {}),
      offset: init.span.start,
      ...forApplication(unit, applicationOf(init), init, config),
      given: made.flatMap((first) => given.flatMap((second) => joined(first, second))),
    });
  });
}

/** `cors.init_app(app, …)` of a `cors = CORS()` of another file. */
function initialisedHere(unit: File, config: Config): readonly Policy[] {
  const { evaluator } = unit;
  return methodCalls(evaluator, 'init_app').flatMap((init) => {
    const object = init.callee.kind === 'member' ? init.callee.object : undefined;
    const made = object && definitionOf(evaluator.context, object);
    if (!made || made.context.module === evaluator.module || made.expr.kind !== 'call') return [];
    if (!refersTo(made.context, made.expr.callee, named(unit.library, 'CORS'))) return [];
    const first = argumentOptions(made.expr, made.context, [APPLICATION]);
    const second = argumentOptions(init, evaluator, [APPLICATION]);
    return policiesOf(unit, {
      ...draftOf(evaluator, init),
      ...forApplication(unit, applicationOf(init), init, config),
      given: first.flatMap((one) => second.flatMap((other) => joined(one, other))),
    });
  });
}

/** `Extend(app, extensions=[CORS], config={"CORS_OPTIONS": {…}})`: the arguments of `CORS` in another place. */
function loadedBy(unit: File, config: Config): readonly Policy[] {
  const { evaluator, library } = unit;
  if (!library.loaders || !evaluator.module.text.includes(OPTIONS_KEY)) return [];
  return references(evaluator, new Set(library.loaders)).flatMap((callee) =>
    callsOf(evaluator, callee).flatMap((call) => {
      const draft = { ...draftOf(evaluator, call), settings: config.settings, open: config.isOpen };
      return argumentOptions(call, evaluator).flatMap(({ entries }) => {
        const given = recordOptions(entries.find(({ key }) => key === 'config')?.value);
        return given.flatMap((one) => {
          const options = one.entries.find(({ key }) => key === OPTIONS_KEY)?.value;
          if (!options) return [];
          const isLiteral = options.kind === 'record' && options.expr?.kind === 'record';
          const insertion = isLiteral ? { form: 'entry' as const, place: options.place } : draft.insertion;
          return policiesOf(unit, { ...draft, insertion, given: recordOptions(options) });
        });
      });
    }),
  );
}

const OPTIONS_KEY = 'CORS_OPTIONS';

function ofDecorator(unit: File, call: CallExpr, config: Config): readonly Policy[] {
  const { evaluator } = unit;
  const parent = evaluator.module.parent(call);
  return policiesOf(unit, {
    ...draftOf(evaluator, call),
    // The configuration is read with each request.
    settings: config.settings,
    open: config.isOpen,
    given: argumentOptions(call, evaluator, unit.library.decoratorArguments),
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
  { library, evaluator }: File,
  application: Expr | undefined,
  call: CallExpr,
  config: Config,
): Pick<Draft, 'settings' | 'open'> & { readonly scope?: string } {
  const name = nameOf(application);
  if (application && isBlueprint(library, evaluator, application)) {
    return { settings: [], open: false, ...(name === undefined ? {} : { scope: `the blueprint ${name}` }) };
  }
  const settings = config.settings.filter((setting) => {
    const isSame = name === undefined || setting.app === undefined || setting.app === name;
    return isSame && !isLater(evaluator, setting, call);
  });
  return { settings, open: config.isOpen };
}

function isBlueprint(library: FlaskCorsLike, evaluator: Evaluator, application: Expr): boolean {
  if (application.kind !== 'name') return false;
  const [binding] = evaluator.module.bindings(application.name, application.span.start);
  if (binding?.kind !== 'assign' || binding.value.kind !== 'call') return false;
  return library.blueprint.test(qualified(evaluator, binding.value.callee) ?? '');
}

/** The second call's options on top of the first one's. */
function joined(first: OptionSet, second: OptionSet): readonly OptionSet[] {
  const when = bothHold(first.when, second.when);
  if (!when) return [];
  return [{ entries: [...first.entries, ...second.entries], rest: [...first.rest, ...second.rest], when }];
}

function policiesOf(unit: File, draft: Draft): readonly Policy[] {
  const configured = optionsOf(unit.library, unit.evaluator, draft.settings);
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

function ofResource(unit: File, draft: Draft, { resource, base, rest, when }: Case): readonly Policy[] {
  const scope = draft.scope ?? resource.scope;
  const [unread] = rest;
  return combinations([...base, ...resource.entries], when).map((combination) =>
    lower(unit.library, {
      version: unit.version(unit.library.packages),
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
function uncalled({ library, evaluator }: File, expr: Expr): readonly Misuse[] {
  const { module } = evaluator;
  if (module.parent(expr).role !== 'decorator') return [];
  return [
    {
      kind: 'uncalled',
      framework: library.id,
      title: library.title,
      place: placeOf(module.uri, expr.span),
      written: module.text.slice(expr.span.start, expr.span.end),
      effect: library.uncalled,
      ...(library.decoratorArguments.length > 0 ? { arguments: applicationBeside(evaluator, expr) } : {}),
    },
  ];
}

/** The application of the route that stands with a decorator. */
function applicationBeside(evaluator: Evaluator, expr: Expr): string {
  const routes = decoratedBy(evaluator, expr)?.decorators.flatMap((one) => routeOf(one)?.callee ?? []) ?? [];
  return (
    routes.flatMap((callee) => (callee.kind === 'member' ? (nameOf(callee.object) ?? []) : []))[0] ?? 'app'
  );
}
