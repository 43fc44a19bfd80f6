import type { Symbol_ } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold, recordEntry } from '../../evaluate/read.ts';
import type { Value } from '../../evaluate/value.ts';
import { type Option, optionOf, type Policy, type ResolvedVersion } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { type Nested, nestedRecords, within } from '../shared/javascript/nested.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';
import {
  NO_OPTIONS,
  notOptions,
  type OptionsReader,
  recordGiven,
  valuePolicies,
} from '../shared/javascript/setups.ts';
import { lowerHapi } from './lower.ts';
import { placementsOf } from './placement.ts';

const PACKAGE = /^(?:npm:)?(?:@hapi\/hapi|hapi)(?:@[\w.^~-]+)?$/;

export function read(unit: Unit): Reading {
  const from = unit.evaluator.module.imports().find((each) => PACKAGE.test(each.from))?.from;
  if (from === undefined) return NOTHING;
  const name = from.includes('@hapi/') ? '@hapi/hapi' : 'hapi';
  const calls = [...constructed(unit), ...callsOf(unit, 'connection')];
  const servers = calls.flatMap((call) => serverPolicies(unit, name, call));
  const inherited = inheritedBy(calls, servers);
  const routes = callsOf(unit, 'route').flatMap((call) => routePolicies(unit, name, call, inherited));
  const policies = [...servers, ...routes];
  return { policies, misuses: policies.length === 0 ? [] : placementsOf(unit.evaluator) };
}

/** What the routes of a file take from their server; undefined where that is not known. */
type Inherited = ReadonlyMap<string, Option> | undefined;

function inheritedBy(calls: readonly CallExpr[], servers: readonly Policy[]): Inherited {
  if (calls.length === 0) return undefined;
  const [server, ...others] = servers;
  if (!server) return new Map();
  return others.length === 0 && !server.open && server.when.length === 0 ? server.options : undefined;
}

/** `Hapi.server(…)`, `new Hapi.Server(…)`, `server(…)` after `import { server }` */
function constructed({ evaluator }: Unit): readonly CallExpr[] {
  // The default export leads to its members; it is never called itself.
  const isServer = ({ module, name }: Symbol_) =>
    PACKAGE.test(module) && /^(?:default|(?:default\.)?[sS]erver)$/.test(name);
  const found = ['server', 'Server'].flatMap((exported) => references(evaluator, isServer, exported));
  const calls = found.flatMap((expr) => {
    const parent = evaluator.module.parent(expr);
    return parent.role === 'callee' ? [parent.call] : [];
  });
  return calls.filter((call, i) => calls.findIndex(({ span }) => span.start === call.span.start) === i);
}

function callsOf({ evaluator }: Unit, method: 'connection' | 'route'): readonly CallExpr[] {
  return evaluator.module.occurrences(method).flatMap((use) => {
    const parent = evaluator.module.parent(use);
    return use.kind === 'member' && parent.role === 'callee' ? [parent.call] : [];
  });
}

/** `{ routes: { cors } }`, and `{ connections: { routes: { cors } } }` as it was before hapi 17. */
function serverPolicies(unit: Unit, name: string, call: CallExpr): readonly Policy[] {
  const options = call.args[0];
  const when = runsWhen(unit.evaluator, call.span.start);
  if (!options || !when) return [];
  return nestedRecords(unit.evaluator.evaluate(options.value), when).flatMap((given) => {
    const routes = [
      ...within(given, 'routes'),
      ...within(given, 'connections').flatMap((one) => within(one, 'routes')),
    ];
    return routes.flatMap((one) => corsPolicies(unit, name, one, new Map(), undefined));
  });
}

/** `server.route({ method, path, options: { cors } })`, or a list of these; `config` is the older name. */
function routePolicies(unit: Unit, name: string, call: CallExpr, inherited: Inherited): readonly Policy[] {
  const routes = call.args[0];
  const when = runsWhen(unit.evaluator, call.span.start);
  if (!routes || !when) return [];
  return nestedRecords(unit.evaluator.evaluate(routes.value), when).flatMap((route) => {
    const path = recordEntry(route.record, 'path')?.value;
    const scope = path?.kind === 'text' ? path.value : undefined;
    return [...within(route, 'options'), ...within(route, 'config')].flatMap((one) =>
      corsPolicies(unit, name, one, inherited, scope),
    );
  });
}

function corsPolicies(
  unit: Unit,
  name: string,
  { record, when }: Nested,
  inherited: Inherited,
  scope: string | undefined,
): readonly Policy[] {
  const entry = recordEntry(record, 'cors');
  if (!entry) return [];
  const option = optionOf(entry);
  const call = {
    framework: 'hapi',
    title: 'hapi',
    version: versionOf(unit, name),
    setup: option.place,
    ...(scope !== undefined && { scope }),
  };
  const reader = readerFor(inherited);
  return alternatives(option.value).flatMap((alternative) => {
    const all = bothHold(when, alternative.when);
    return all && isOn(alternative.value)
      ? valuePolicies(unit.evaluator, call, alternative.value, all, reader)
      : [];
  });
}

/** `cors: false`, no `cors` and `undefined` leave it off. What is unknown may be anything. */
function isOn(value: Value): boolean {
  return value.kind === 'boolean' ? value.value : value.kind !== 'null' && value.kind !== 'unknown';
}

const NO_OBJECT = 'hapi refuses anything else than that and a boolean, so the server does not start.';

/** A file that makes connections is one for hapi 16 or older. */
function versionOf(unit: Unit, name: string): ResolvedVersion {
  const version = unit.version([name]);
  const isOld = version.from === 'assumed' && name === 'hapi' && callsOf(unit, 'connection').length > 0;
  return isOld ? { ...version, range: '<17.0.0' } : version;
}

function readerFor(inherited: Inherited): OptionsReader {
  return {
    lower: (setup) => lowerHapi(setup, inherited ?? new Map()),
    given: (evaluator, value) => {
      if (value.kind === 'record' || value.kind === 'boolean') {
        const given = value.kind === 'record' ? recordGiven(value) : NO_OPTIONS;
        return { ...given, open: given.open || inherited === undefined };
      }
      return notOptions(evaluator, value, NO_OBJECT);
    },
  };
}
