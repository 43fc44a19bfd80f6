import { alternatives, bothHold, recordEntry } from '../../evaluate/read.ts';
import type { RecordValue, When } from '../../evaluate/value.ts';
import {
  type Insertion,
  type Option,
  optionOf,
  type Policy,
  type ResolvedVersion,
} from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { packageUses, whenBoth } from '../shared/cors-package/beside.ts';
import { optionPolicies as sharedPolicies } from '../shared/cors-package/option.ts';
import { corsPolicies, readCors } from '../shared/cors-package/read.ts';
import { fastifyPolicies, readFastifyCors } from '../shared/fastify-cors/read.ts';
import { bodyAt } from '../shared/functions.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';
import type { SetupCall } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';

const TITLE = 'NestJS';

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const uses = module.imports().some(({ from }) => from.startsWith('@nestjs/'));
  if (!uses) return { policies: [], misuses: [] };
  const adapter = adapterOf(unit);
  const [later, first] = [enabled(unit, adapter), created(unit, adapter)];
  return {
    policies: [...later, ...first],
    misuses: [...twice(unit, first, later), ...besidePackage(unit, [...later, ...first])],
  };
}

/** Both register `cors` on Express: the first answers preflights, the second writes over the answers themselves. */
function twice({ evaluator }: Unit, first: readonly Policy[], later: readonly Policy[]): readonly Misuse[] {
  const created = first.filter(({ framework }) => framework === 'nest');
  return bySetup(later).flatMap(([enabled, ...others]) => {
    const beside = created.filter(
      ({ setup }) => bodyAt(evaluator, setup.start) === bodyAt(evaluator, enabled.setup.start),
    );
    const when = whenBoth(beside, [enabled, ...others]);
    const [one] = beside;
    if (!one || !when) return [];
    return [
      {
        kind: 'duplicate-cors-headers',
        framework: 'nest',
        title: TITLE,
        place: enabled.setup,
        message:
          'CORS is set up twice: the options given to `NestFactory.create` answer every preflight, and this writes over the header of the answer itself. Keep one.',
        when,
        others: [{ place: one.setup, message: 'CORS is set up here as well' }],
      },
    ];
  });
}

/** The outcomes of each set-up, together. */
function bySetup(policies: readonly Policy[]): readonly (readonly [Policy, ...Policy[]])[] {
  const found = new Map<number, [Policy, ...Policy[]]>();
  for (const policy of policies) {
    const known = found.get(policy.setup.start);
    if (known) known.push(policy);
    else found.set(policy.setup.start, [policy]);
  }
  return [...found.values()];
}

/** `app.use(cors(…))` of the package `cors`, which goes before or after what Nest registers itself. */
function besidePackage({ evaluator }: Unit, own: readonly Policy[]): readonly Misuse[] {
  for (const outcomes of bySetup(own.filter(({ framework }) => framework === 'nest'))) {
    const [{ setup }] = outcomes;
    for (const used of packageUses(evaluator, setup.start)) {
      const when = whenBoth(outcomes, [used]);
      if (!when) continue;
      const [first, second] = used.place.start < setup.start ? [used.place, setup] : [setup, used.place];
      return [
        {
          kind: 'duplicate-cors-headers',
          framework: 'nest',
          title: TITLE,
          place: second,
          message:
            'CORS is set up twice, by NestJS and by the package `cors`: the first answers every preflight, and this writes over the header of the answer itself. Keep one.',
          when,
          others: [{ place: first, message: 'CORS is set up here as well' }],
        },
      ];
    }
  }
  return [];
}

/** `app.enableCors(…)` */
function enabled(unit: Unit, adapter: Adapter): readonly Policy[] {
  const { module } = unit.evaluator;
  return module.occurrences('enableCors').flatMap((use) => {
    const parent = module.parent(use);
    if (use.kind !== 'member' || parent.role !== 'callee') return [];
    const { call } = parent;
    const [options] = call.args;
    if (options?.spread) return [];
    return adapter.read(unit.evaluator, {
      ...setupOf(unit, adapter, call),
      ...(call.args.length === 0 && { insertion: inside(module, call) }),
      ...(options && { options: options.value }),
    });
  });
}

function setupOf(unit: Unit, adapter: Adapter, expr: Expr): SetupCall {
  return {
    framework: adapter.framework,
    title: TITLE,
    version: adapter.version,
    setup: placeOf(unit.evaluator.module.uri, expr.span),
  };
}

function inside(module: Module, call: CallExpr): Insertion {
  return { form: 'argument', place: placeOf(module.uri, call.argsSpan) };
}

/** `NestFactory.create(AppModule, { cors: … })`, with or without an adapter before the options. */
function created(unit: Unit, adapter: Adapter): readonly Policy[] {
  const { evaluator } = unit;
  const factories = references(
    evaluator,
    (symbol) => symbol.module === '@nestjs/core' && /^NestFactory(?:\.create)?$/.test(symbol.name),
  );
  return factories.flatMap((factory) => {
    const parent = evaluator.module.parent(factory);
    if (factory.kind !== 'member' || factory.property !== 'create' || parent.role !== 'callee') return [];
    const when = runsWhen(evaluator, factory.span.start);
    return when
      ? parent.call.args.slice(1).flatMap(({ value }) => optionsPolicies(unit, adapter, value, when))
      : [];
  });
}

function optionsPolicies(
  unit: Unit,
  adapter: Adapter,
  expr: Expr,
  given: readonly When[],
): readonly Policy[] {
  return alternatives(unit.evaluator.evaluate(expr)).flatMap(({ value, when }) => {
    const cors = value.kind === 'record' ? corsEntry(value) : undefined;
    const both = bothHold(given, when);
    return cors && both ? optionPolicies(unit, adapter, cors, both) : [];
  });
}

function corsEntry(record: RecordValue): Option | undefined {
  const entry = recordEntry(record, 'cors');
  return entry && optionOf(entry);
}

/** `cors: true` takes the defaults; anything falsy leaves CORS off. */
function optionPolicies(
  unit: Unit,
  adapter: Adapter,
  option: Option,
  when: readonly When[],
): readonly Policy[] {
  const call: SetupCall = {
    ...setupOf(unit, adapter, { kind: 'opaque', what: 'cors', span: option.place }),
    setup: option.place,
  };
  return sharedPolicies(unit.evaluator, call, option.value, when, adapter.policies);
}

function onFastify(module: Module): boolean {
  return module.imports().some(({ from }) => from === '@nestjs/platform-fastify');
}

/** What the options of one file go to, and how they are read there. */
interface Adapter {
  readonly framework: 'nest' | 'fastify-cors';
  readonly version: ResolvedVersion;
  readonly read: typeof readCors;
  readonly policies: typeof corsPolicies;
}

function adapterOf(unit: Unit): Adapter {
  if (!onFastify(unit.evaluator.module))
    return {
      framework: 'nest',
      version: unit.version(['@nestjs/core']),
      read: readCors,
      policies: corsPolicies,
    };
  // On the Fastify adapter they are options of @fastify/cors, which has its own model.
  return {
    framework: 'fastify-cors',
    version: fastifyVersion(unit),
    read: readFastifyCors,
    policies: fastifyPolicies,
  };
}

/** The adapter brings @fastify/cors itself (the dependencies of @nestjs/platform-fastify 9.0.0 to 12.0.2). */
function fastifyVersion(unit: Unit): ResolvedVersion {
  const own = unit.version(['@fastify/cors']);
  if (own.version !== undefined || own.range !== undefined) return own;
  const nest = unit.version(['@nestjs/platform-fastify', '@nestjs/core']);
  const bringing = [
    ['10.0.0', '<8.3.0'],
    ['11.0.0', '<=9.0.1'],
    ['11.0.11', '<=10.0.2'],
  ] as const;
  const range = bringing.find(([before]) => !atLeast(nest, before))?.[1];
  return range === undefined
    ? own
    : { ...own, range, from: nest.from, ...(nest.file && { file: nest.file }) };
}
