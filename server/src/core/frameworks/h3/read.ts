import type { Evaluator, Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy, ResolvedVersion } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { references } from '../shared/javascript/references.ts';
import { returnedCases } from '../shared/javascript/returned.ts';
import { type OptionsReader, readSetup } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { droppedAnswer } from './dropped.ts';
import { lowerH3 } from './lower.ts';

const FUNCTIONS = ['handleCors', 'appendCorsHeaders'];

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const calls = new Map<number, CallExpr>();
  for (const name of FUNCTIONS) {
    for (const expr of [...references(evaluator, isH3, name), ...autoImported(evaluator, name)]) {
      const parent = evaluator.module.parent(expr);
      if (parent.role === 'callee' && !parent.call.isNew) calls.set(parent.call.span.start, parent.call);
    }
  }
  const sorted = [...calls.values()].sort((a, b) => a.span.start - b.span.start);
  return {
    policies: sorted.flatMap((call) => readCall(unit, call)),
    misuses: sorted
      .filter(({ callee }) =>
        evaluator.module.text.slice(callee.span.start, callee.span.end).endsWith('handleCors'),
      )
      .flatMap((call) => droppedAnswer(unit, call, versionOf(unit, call))),
  };
}

function isH3({ module, name }: Symbol_): boolean {
  const isPackage =
    /^(?:(?:npm:|jsr:)?(?:@h3\/)?h3(?:@[\w.^~-]+)?|h3-nightly|nitro\/h3|#imports|https:\/\/esm\.sh\/h3(?:@[\w.^~-]+)?)$/.test(
      module,
    );
  return isPackage && FUNCTIONS.includes(name);
}

/** Nitro and Nuxt import h3 by themselves into the files of a server. */
const OF_SERVER = /(?:^|\/)(?:server|routes|api|middleware)\//;

function autoImported({ module }: Evaluator, name: string): readonly Expr[] {
  if (!OF_SERVER.test(module.uri)) return [];
  return module
    .occurrences(name)
    .filter((use) => use.kind === 'name' && module.bindings(name, use.span.start).length === 0);
}

const READER: OptionsReader = {
  lower: lowerH3,
  callback: (evaluator, options) =>
    returnedCases(evaluator, options.get('origin'), 'first parameter', 'verdict'),
};

function readCall(unit: Unit, call: CallExpr): readonly Policy[] {
  const { module } = unit.evaluator;
  const [event, options, ...others] = call.args;
  if (!event || event.spread || options?.spread || others.length > 0) return [];
  const version = versionOf(unit, call);
  // h3 1 reads options of `undefined`: every request fails.
  if (!options && !atLeast(version, '2.0.0')) return [];
  return readSetup(
    unit.evaluator,
    {
      framework: 'h3',
      title: 'h3',
      version,
      setup: placeOf(module.uri, call.span),
      ...(options && { options: options.value }),
    },
    READER,
  );
}

/** Nuxt and Nitro 2 bring h3 1 where nothing else is pinned; `nitro/h3` is h3 2. */
function versionOf(unit: Unit, call: CallExpr): ResolvedVersion {
  const version = unit.version(['h3']);
  if (version.from !== 'assumed') return version;
  const from = unit.evaluator.symbol(call.callee)?.module;
  return from === undefined || from === '#imports'
    ? { package: 'h3', range: '^1.5.0', from: 'assumed' }
    : version;
}
