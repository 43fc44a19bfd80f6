import type { Symbol_ } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold, openFor, recordEntry } from '../../evaluate/read.ts';
import type { Value } from '../../evaluate/value.ts';
import { optionOf, type Policy, type ResolvedVersion } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Parent } from '../../syntax/module.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { packageUses, whenBoth } from '../shared/cors-package/beside.ts';
import { optionPolicies } from '../shared/cors-package/option.ts';
import { corsPolicies } from '../shared/cors-package/read.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';
import { koaPolicies } from '../shared/koa-cors/read.ts';
import { atLeast } from '../shared/versions.ts';
import { behindControllers } from './behind.ts';

const TITLE = 'routing-controllers';

const STARTS = /^(?:\*\.|default\.)?(create|use)(Express|Koa)Server$/;

/** A call that makes an application out of controllers, or gives them to one. */
export interface Server {
  readonly call: CallExpr;
  readonly isKoa: boolean;
  /** The name of what it is given, or of what it makes. */
  readonly application?: string;
  /** Position of the options among the arguments. */
  readonly at: 0 | 1;
}

export function read(unit: Unit): Reading {
  const servers = serversOf(unit);
  const policies: Policy[] = [];
  const misuses: Misuse[] = [];
  for (const server of servers) {
    const own = policiesOf(unit, server);
    policies.push(...own);
    misuses.push(...besidePackage(unit, server, own), ...behindControllers(unit, server));
  }
  return { policies, misuses };
}

function isServer({ module, name }: Symbol_): boolean {
  return module === TITLE && STARTS.test(name);
}

function serversOf({ evaluator }: Unit): readonly Server[] {
  return references(evaluator, isServer, 'createExpressServer').flatMap((expr): Server[] => {
    const parent = evaluator.module.parent(expr);
    const [, makes, on] = STARTS.exec(evaluator.symbol(expr)?.name ?? '') ?? [];
    if (parent.role !== 'callee' || parent.call.isNew || parent.call.args.some(({ spread }) => spread))
      return [];
    const { call } = parent;
    const [first] = call.args;
    const application = nameOf(makes === 'use' ? first?.value : targetOf(evaluator.module.parent(call)));
    return [
      {
        call,
        isKoa: on === 'Koa',
        at: makes === 'use' ? 1 : 0,
        ...(application !== undefined && { application }),
      },
    ];
  });
}

function nameOf(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'name' ? expr.name : undefined;
}

function targetOf(parent: Parent): Expr | undefined {
  return parent.role === 'assigned' ? parent.assignment.target : undefined;
}

function policiesOf(unit: Unit, { call, isKoa, at }: Server): readonly Policy[] {
  const { evaluator } = unit;
  const options = call.args[at];
  const runs = options && runsWhen(evaluator, call.span.start);
  if (!runs) return [];
  return alternatives(evaluator.evaluate(options.value)).flatMap(({ value, when }) => {
    const both = bothHold(runs, when);
    const entry = value.kind === 'record' ? recordEntry(value, 'cors') : undefined;
    if (!both || !entry || value.kind !== 'record' || openFor(value, 'cors')) return [];
    const option = optionOf(entry);
    const setup = {
      framework: isKoa ? 'koa-cors' : TITLE,
      title: TITLE,
      version: isKoa ? koaVersion(unit) : unit.version(['cors']),
      setup: option.place,
    };
    const policies = isKoa ? koaPolicies : corsPolicies;
    return optionPolicies(evaluator, setup, option.value, both, policies, isHandedOn);
  });
}

/** `true` takes the defaults and anything falsy leaves CORS off; the rest is handed on, whatever it is. */
function isHandedOn(value: Value): boolean {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'text':
      return value.value !== '';
    case 'record':
    case 'function':
    case 'list':
    case 'regex':
      return true;
    default:
      return false;
  }
}

/** Before 0.10.0 it was `kcors` (routing-controllers@0.9.0:cjs/driver/koa/KoaDriver.js). */
function koaVersion(unit: Unit): ResolvedVersion {
  const isOld = !atLeast(unit.version([TITLE]), '0.10.0');
  return unit.version(isOld ? ['kcors'] : ['@koa/cors', 'kcors']);
}

/**
 * `app.use(cors(…))` and the option, on one application: measured on Express and on Koa. Behind the controllers of Express the
 * package no longer sees their answers.
 */
function besidePackage(
  { evaluator }: Unit,
  { call, isKoa, application }: Server,
  own: readonly Policy[],
): readonly Misuse[] {
  const [set] = own;
  if (!set || application === undefined) return [];
  const start = call.span.start;
  const [used] = packageUses(evaluator, start, isKoa ? isKoaPackage : undefined).flatMap((each) => {
    const runs = isKoa || each.place.start < start;
    const when = runs && each.name === application ? whenBoth(own, [each]) : undefined;
    return when ? [{ ...each, when }] : [];
  });
  if (!used) return [];
  const [first, second] = used.place.start < start ? [used.place, set.setup] : [set.setup, used.place];
  const name = isKoa ? '@koa/cors' : 'cors';
  return [
    {
      kind: 'duplicate-cors-headers',
      framework: isKoa ? 'koa-cors' : TITLE,
      title: TITLE,
      place: second,
      message: `CORS is set up twice, by routing-controllers and by the package \`${name}\`: the first answers every preflight, and this writes over the header of the answer itself. Keep one.`,
      when: used.when,
      others: [{ place: first, message: 'CORS is set up here as well' }],
    },
  ];
}

function isKoaPackage({ module, name }: Symbol_): boolean {
  return /^(?:@koa\/cors|kcors)$/.test(module) && (name === 'default' || name === '*');
}
