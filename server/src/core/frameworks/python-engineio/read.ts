import { argumentOptions, bothHold } from '../../evaluate/read.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { callOf, initialisations, qualified, references, runsWhen } from '../shared/python/calls.ts';
import { combinations } from '../shared/python/combinations.ts';
import { type Configured, configuredBy, policyOf } from '../shared/python/policy.ts';
import { originRules } from './origins.ts';
import { isOption, problemsOf } from './problems.ts';
import { engineioHas } from './versions.ts';

export const ENGINEIO_PACKAGES = ['python-engineio', 'python-socketio', 'flask-socketio'];

const SERVERS = new Set([
  'engineio.Server',
  'engineio.AsyncServer',
  'engineio.server.Server',
  'engineio.async_server.AsyncServer',
  'engineio.asyncio_server.AsyncServer',
  'socketio.Server',
  'socketio.AsyncServer',
  'socketio.server.Server',
  'socketio.async_server.AsyncServer',
  'socketio.asyncio_server.AsyncServer',
]);
const EXTENSION = new Set(['flask_socketio.SocketIO']);

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  if (!/\b(?:engineio|socketio|flask_socketio)\b/.test(evaluator.module.text)) return NOTHING;
  const policies = [
    ...references(evaluator, SERVERS).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? made(unit, call, titleOf(unit, callee), configuredBy(evaluator, call, [], isOption)) : [];
    }),
    ...references(evaluator, EXTENSION).flatMap((callee) => {
      const call = callOf(evaluator, callee);
      return call ? ofExtension(unit, call) : [];
    }),
  ];
  return { policies: policies.sort((a, b) => a.setup.start - b.setup.start), misuses: [] };
}

function titleOf(unit: Unit, callee: Expr): string {
  return qualified(unit.evaluator, callee)?.startsWith('engineio') ? 'python-engineio' : 'python-socketio';
}

/** `SocketIO(app, …)`; `SocketIO(…)` and `init_app(app, …)`, whose options win. */
function ofExtension(unit: Unit, call: CallExpr): readonly Policy[] {
  const { evaluator } = unit;
  const title = 'Flask-SocketIO';
  const inits = initialisations(evaluator, call);
  if (inits.length === 0) {
    // Without an application, the options may be given in another file.
    const isWhole = call.args.some(
      ({ name }) => name === undefined || name === 'app' || name === 'message_queue',
    );
    const cases = configuredBy(evaluator, call, ['app'], isOption);
    return made(unit, call, title, isWhole ? cases : cases.map((one) => ({ ...one, open: true })));
  }
  return inits.flatMap((init) => {
    const runs = runsWhen(evaluator, init.span.start);
    const cases = argumentOptions(call, evaluator, ['app']).flatMap((first) =>
      argumentOptions(init, evaluator, ['app']).flatMap((second): readonly Configured[] => {
        const own = bothHold(first.when, second.when);
        const base = own && runs && bothHold(own, runs);
        if (!base) return [];
        const open = first.rest.length + second.rest.length > 0;
        const entries = [...first.entries, ...second.entries].filter(({ key }) => isOption(key));
        return combinations(entries, base).map((one) => ({ ...one, open }));
      }),
    );
    const isOwn = init.args.some(({ name }) => name !== undefined && isOption(name));
    return made(unit, isOwn ? init : call, title, cases);
  });
}

function made(unit: Unit, call: CallExpr, title: string, cases: readonly Configured[]): readonly Policy[] {
  const { uri } = unit.evaluator.module;
  const version = unit.version(ENGINEIO_PACKAGES);
  const setup = placeOf(uri, call.span);
  return cases.map(({ options, when, open }) => {
    const origins = options.get('cors_allowed_origins');
    // `[]` leaves everything to whatever stands around the server.
    const isOff =
      origins?.value.kind === 'list' &&
      origins.value.form === 'list' &&
      origins.value.items.length === 0 &&
      engineioHas(version, '3.9.2');
    return policyOf({
      framework: 'python-engineio',
      title,
      version,
      setup,
      insertion: { form: 'argument', place: placeOf(uri, call.argsSpan) },
      when,
      options,
      origins: open && !origins ? [] : originRules(origins, version, setup),
      originOptions: ['cors_allowed_origins'],
      credentials: ['cors_credentials', open ? 'unknown' : true],
      problems: problemsOf(options, version, title),
      // Each poll has an address of its own.
      uncached: true,
      open: open || isOff,
      ...(isOff && origins ? { openSockets: { place: origins.value.place, why: whyOff(title) } } : {}),
    });
  });
}

/** The list is often emptied because a middleware around the server writes the headers. */
function whyOff(title: string): string {
  return `With an empty list, ${title} checks no origin, and a CORS middleware around it sees no WebSocket. List the origins here, and mount the server outside such a middleware.`;
}
