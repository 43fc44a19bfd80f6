import { alternatives, bothHold, recordEntry } from '../../evaluate/read.ts';
import type { RecordValue, Value, When } from '../../evaluate/value.ts';
import { type Insertion, type Option, optionOf, type Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { type CorsCall, readCors, valuePolicies } from '../shared/cors-package/read.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';

const TITLE = 'NestJS';

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const uses = module.imports().some(({ from }) => from.startsWith('@nestjs/'));
  if (!uses) return { policies: [], misuses: [] };
  const policies = [...enabled(unit), ...created(unit)];
  return { policies: onFastify(module) ? policies.map(asFastify) : policies, misuses: [] };
}

/** `app.enableCors(…)` */
function enabled(unit: Unit): readonly Policy[] {
  const { module } = unit.evaluator;
  return module.occurrences('enableCors').flatMap((use) => {
    const parent = module.parent(use);
    if (use.kind !== 'member' || parent.role !== 'callee') return [];
    const { call } = parent;
    const [options] = call.args;
    return readCors(unit.evaluator, {
      ...setupOf(unit, call),
      ...(call.args.length === 0 && { insertion: inside(module, call) }),
      ...(options && { options: options.value }),
    });
  });
}

function setupOf(unit: Unit, expr: Expr): CorsCall {
  return {
    framework: 'nest',
    title: TITLE,
    version: unit.version(['@nestjs/core']),
    setup: placeOf(unit.evaluator.module.uri, expr.span),
  };
}

function inside(module: Module, call: CallExpr): Insertion {
  return { form: 'argument', place: placeOf(module.uri, call.argsSpan) };
}

/** `NestFactory.create(AppModule, { cors: … })`, with or without an adapter before the options. */
function created(unit: Unit): readonly Policy[] {
  const { evaluator } = unit;
  const factories = references(
    evaluator,
    (symbol) => symbol.module === '@nestjs/core' && /^NestFactory(?:\.create)?$/.test(symbol.name),
  );
  return factories.flatMap((factory) => {
    const parent = evaluator.module.parent(factory);
    if (factory.kind !== 'member' || factory.property !== 'create' || parent.role !== 'callee') return [];
    const when = runsWhen(evaluator, factory.span.start);
    return when ? parent.call.args.slice(1).flatMap(({ value }) => optionsPolicies(unit, value, when)) : [];
  });
}

function optionsPolicies(unit: Unit, expr: Expr, given: readonly When[]): readonly Policy[] {
  return alternatives(unit.evaluator.evaluate(expr)).flatMap(({ value, when }) => {
    const cors = value.kind === 'record' ? corsEntry(value) : undefined;
    const both = bothHold(given, when);
    return cors && both ? corsPolicies(unit, cors, both) : [];
  });
}

function corsEntry(record: RecordValue): Option | undefined {
  const entry = recordEntry(record, 'cors');
  return entry && optionOf(entry);
}

/** `cors: true` takes the defaults; anything falsy leaves CORS off. */
function corsPolicies(unit: Unit, option: Option, when: readonly When[]): readonly Policy[] {
  const call: CorsCall = {
    ...setupOf(unit, { kind: 'opaque', what: 'cors', span: option.place }),
    setup: option.place,
  };
  return alternatives(option.value).flatMap((alternative) => {
    const { value } = alternative;
    const both = bothHold(when, alternative.when);
    return both && isOn(value) ? valuePolicies(unit.evaluator, call, value, both, 0) : [];
  });
}

function isOn(value: Value): boolean {
  return (value.kind === 'boolean' && value.value) || value.kind === 'record' || value.kind === 'function';
}

function onFastify(module: Module): boolean {
  return module.imports().some(({ from }) => from === '@nestjs/platform-fastify');
}

/**
 * On the Fastify adapter the options go to @fastify/cors, where `undefined`, `['*']`, `credentials: 'true'` and the
 * default methods mean something else. What is allowed is left open.
 */
function asFastify(policy: Policy): Policy {
  const options = new Map([...policy.options].filter(([name]) => name !== 'origin'));
  return {
    ...policy,
    options,
    origins: [
      {
        match: { kind: 'unknown', reason: { kind: 'call', callee: 'enableCors' } },
        place: policy.originsPlace,
        via: [],
        listed: false,
        isDefault: false,
      },
    ],
    credentials: 'unknown',
    problems: [],
    open: true,
  };
}
