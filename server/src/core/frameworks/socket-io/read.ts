import type { Symbol_ } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold, recordEntry } from '../../evaluate/read.ts';
import type { Value, When } from '../../evaluate/value.ts';
import { optionOf, type Policy, type ResolvedVersion } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced, Reading, Unit } from '../framework.ts';
import { corsPolicies } from '../shared/cors-package/read.ts';
import { references, runsWhen } from '../shared/javascript/references.ts';
import { policyOf } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { withUpgrades } from './upgrades.ts';

const FRAMEWORK = 'socket-io';
const TITLE = 'socket.io';

export function read(unit: Unit): Reading {
  const policies = [
    ...servers(unit, isSocketIo, 'Server', ['socket.io']),
    ...servers(unit, isEngineIo, 'Server', ['engine.io']),
    ...gateways(unit),
    ...plugins(unit),
  ];
  return { policies, misuses: abandoned(unit) };
}

/** The package itself is the server before 3.0, and callable since; `Server` is the class. */
function isSocketIo({ module, name }: Symbol_): boolean {
  return (
    /^(?:npm:)?socket\.io(?:@[\w.^~-]+)?$/.test(module) && /^(?:default|\*|(?:default\.)?Server)$/.test(name)
  );
}

function isEngineIo({ module, name }: Symbol_): boolean {
  return module === 'engine.io' && /^(?:default\.)?(?:Server|attach|listen)$/.test(name);
}

/** `new Server(httpServer, { cors })`, `new Server({ cors })`, `require('socket.io')(3000, { cors })` */
function servers(
  unit: Unit,
  accepts: (symbol: Symbol_) => boolean,
  exported: string,
  packages: readonly string[],
): readonly Policy[] {
  const { evaluator } = unit;
  return references(evaluator, accepts, exported).flatMap((expr) => {
    const parent = evaluator.module.parent(expr);
    if (parent.role !== 'callee') return [];
    const when = runsWhen(evaluator, parent.call.span.start);
    return when ? serverPolicies(unit, parent.call, when, unit.version(packages)) : [];
  });
}

/** `new Server(http, { origins: '…' })`: since 3.0 that is no option, and without `cors` the server sends no header. */
function abandoned(unit: Unit): readonly Misplaced[] {
  const { evaluator } = unit;
  const version = unit.version(['socket.io']);
  if (!evaluator.module.text.includes('origins') || !atLeast(version, '3.0.0')) return [];
  return references(evaluator, isSocketIo, 'Server').flatMap((expr) => {
    const parent = evaluator.module.parent(expr);
    if (parent.role !== 'callee') return [];
    return parent.call.args.flatMap(({ value: given }): readonly Misplaced[] => {
      const value = evaluator.evaluate(given);
      if (value.kind !== 'record' || value.rest.length > 0 || recordEntry(value, 'cors')) return [];
      const entry = recordEntry(value, 'origins');
      // Over WebSockets alone no CORS header is needed.
      if (!entry || recordEntry(value, 'transports')) return [];
      return [
        {
          kind: 'inactive-cors-setup',
          framework: FRAMEWORK,
          title: TITLE,
          place: entry.keyPlace,
          message:
            'socket.io does not read `origins` since 3.0, and without `cors` its answers carry no CORS header: no page of another origin can poll this server. Write `cors: { origin: … }`.',
          ...(version.from === 'assumed' ? { confidence: 'likely' as const } : {}),
        },
      ];
    });
  });
}

function serverPolicies(
  unit: Unit,
  call: CallExpr,
  when: readonly When[],
  version: ResolvedVersion,
): readonly Policy[] {
  if (!atLeast(version, '3.0.0')) return beforeThree(unit, call, when, version);
  return call.args.flatMap(({ value }) => optionsPolicies(unit, value, when, version));
}

/** The `cors` of an object of options. Anything else that a server is given has none. */
function optionsPolicies(
  unit: Unit,
  expr: Expr,
  given: readonly When[],
  version: ResolvedVersion,
): readonly Policy[] {
  return alternatives(unit.evaluator.evaluate(expr)).flatMap(({ value, when }) => {
    const both = bothHold(given, when);
    const entry = value.kind === 'record' ? recordEntry(value, 'cors') : undefined;
    if (!both || !entry) return [];
    const option = optionOf(entry);
    const call = { framework: FRAMEWORK, title: TITLE, version, setup: option.place };
    return alternatives(option.value).flatMap((one) => {
      const all = bothHold(both, one.when);
      if (!all || !isOn(one.value) || value.kind !== 'record') return [];
      return corsPolicies(unit.evaluator, call, one.value, all).map((policy) =>
        withUpgrades(unit.evaluator.module, value, policy),
      );
    });
  });
}

/** `cors: false` and no `cors` leave it off. What is unknown may be anything. */
function isOn(value: Value): boolean {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'null':
      return false;
    case 'unknown':
      return false;
    default:
      return true;
  }
}

/**
 * Before 3.0 every origin is sent back with credentials, unless `origins` says otherwise (socket.io@2.5.1:lib/index.js,
 * engine.io@3.6.2:lib/transports/polling-xhr.js). 2.4.0 alone has no such default.
 */
function beforeThree(
  unit: Unit,
  call: CallExpr,
  when: readonly When[],
  version: ResolvedVersion,
): readonly Policy[] {
  const { module } = unit.evaluator;
  const isAttached = call.isNew || call.callee.kind !== 'member' || call.callee.property !== 'listen';
  if (!isAttached || version.version === '2.4.0' || setsOrigins(unit, module, call)) return [];
  const setup = placeOf(module.uri, call.span);
  return [
    policyOf(
      {
        framework: FRAMEWORK,
        title: TITLE,
        version,
        setup,
        when,
        options: new Map(),
        open: false,
        problems: [],
      },
      {
        origins: [{ match: { kind: 'any' }, place: setup, via: [], listed: false, isDefault: true }],
        originsPlace: setup,
        credentials: true,
        problems: [],
      },
    ),
  ];
}

/** An `origins` option, `io.origins(…)`, or options that cannot be read. */
function setsOrigins(unit: Unit, module: Module, call: CallExpr): boolean {
  if (module.occurrences('origins').length > 0 || module.occurrences('allowRequest').length > 0) return true;
  return call.args.some(({ value }) =>
    alternatives(unit.evaluator.evaluate(value)).some(
      ({ value: one }) =>
        one.kind === 'record' &&
        (one.rest.length > 0 || recordEntry(one, 'origins') || recordEntry(one, 'allowRequest')),
    ),
  );
}

/** `@WebSocketGateway({ cors })`, `@WebSocketGateway(8080, { cors })` */
function gateways(unit: Unit): readonly Policy[] {
  const isGateway = ({ module, name }: Symbol_) =>
    module === '@nestjs/websockets' && name === 'WebSocketGateway';
  const version = unit.version(['socket.io']);
  // The adapter of a Nest before 8 has socket.io 2, which knows no `cors`.
  if (!atLeast(version, '3.0.0')) return [];
  return references(unit.evaluator, isGateway, 'WebSocketGateway').flatMap((expr) => {
    const parent = unit.evaluator.module.parent(expr);
    if (parent.role !== 'callee') return [];
    return parent.call.args.flatMap(({ value }) => optionsPolicies(unit, value, [], version));
  });
}

/** `fastify.register(socketio, { cors })`: the plugin hands its options to the server (fastify-socket.io@5.1.0:dist/index.js). */
function plugins(unit: Unit): readonly Policy[] {
  const isPlugin = ({ module, name }: Symbol_) =>
    module === 'fastify-socket.io' && /^(?:default|\*|default\.default)$/.test(name);
  return references(unit.evaluator, isPlugin).flatMap((expr) => {
    const parent = unit.evaluator.module.parent(expr);
    if (parent.role !== 'argument' || !isRegister(parent.call.callee)) return [];
    const [, options] = parent.call.args;
    const when = runsWhen(unit.evaluator, parent.call.span.start);
    return options && when ? optionsPolicies(unit, options.value, when, unit.version(['socket.io'])) : [];
  });
}

function isRegister(callee: Expr): boolean {
  return callee.kind === 'member' && callee.property === 'register';
}
