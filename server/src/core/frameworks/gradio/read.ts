import type { Value } from '../../evaluate/value.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { methodCalls } from '../shared/python/calls.ts';
import { type Configured, configuredBy, policyOf, ruleOf } from '../shared/python/policy.ts';
import { truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { launchesOf } from './launched.ts';
import { type Generation, generationOf } from './versions.ts';

export const GRADIO_PACKAGES = ['gradio'];

const OPTIONS: ReadonlySet<string> = new Set(['strict_cors', 'server_name', 'auth']);

/** `localhost_aliases` (gradio@6.31.0:gradio/route_utils.py). */
const LOCAL = /^(?:localhost|127\.0\.0\.1)$/i;

/** A server that is given no origins at all: only what makes it wider than it looks is a set-up. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const { module } = evaluator;
  if (!module.imports().some(({ from, name }) => /^gradio\b/.test(from || name))) return NOTHING;
  const version = unit.version(GRADIO_PACKAGES);
  if (!atLeast(version, '5.0.0')) {
    if (version.version === undefined) return NOTHING;
    return {
      policies: launchesOf(evaluator).flatMap((call) => ofCall(unit, call, originsBefore)),
      misuses: [],
    };
  }
  if (!/\bstrict_cors\b|\bserver_name\b/.test(module.text)) return NOTHING;
  const calls = methodCalls(evaluator, 'launch');
  return { policies: calls.flatMap((call) => ofCall(unit, call, originsSince)), misuses: [] };
}

/** Whom a call lets in; undefined where it is none of CORS Lens's business, or not known. */
type Origins = (
  configured: Configured,
  generation: Generation,
) => Pick<Policy, 'origins' | 'unconfigured'> | undefined;

function ofCall(unit: Unit, call: CallExpr, originsOf: Origins): readonly Policy[] {
  const { evaluator } = unit;
  const setup = placeOf(evaluator.module.uri, call.span);
  const version = unit.version(GRADIO_PACKAGES);
  const generation = generationOf(version);
  return configuredBy(evaluator, call, [], (name) => OPTIONS.has(name)).flatMap((configured) => {
    const origins = originsOf(configured, generation);
    if (!origins) return [];
    const { options, when, open } = configured;
    return [
      policyOf({
        framework: 'gradio',
        title: 'Gradio',
        version,
        setup,
        when,
        options,
        ...origins,
        originOptions: ['server_name', 'strict_cors'],
        credentials: ['', !generation.isPlain],
        problems: [],
        open,
      }),
    ];
  });
}

/** Pages of this machine are let in as well, which is nobody's mistake. */
function originsSince({ options }: Configured): ReturnType<Origins> {
  const host = options.get('server_name')?.value;
  const strict = options.get('strict_cors')?.value;
  if (host && isPublic(host)) return behindLogin(host, options);
  if (!strict || truth(strict) !== false) return undefined;
  return { origins: [ruleOf(strict, { kind: 'exact', value: 'null' }, false)] };
}

/**
 * Nothing that is written lets anybody in: the version does. It is the same for every address before 4.19.2; then
 * for whoever asks for the name of this machine, which is also how somebody at this machine asks for an application that all may reach.
 */
function originsBefore({ options, open }: Configured, { isOpen }: Generation): ReturnType<Origins> {
  const host = options.get('server_name')?.value;
  if (isOpen) return { origins: [], unconfigured: true };
  if (open || (host && host.kind !== 'text' && host.kind !== 'null')) return undefined;
  if (host && isPublic(host)) {
    const named = behindLogin(host, options);
    if (named || !EVERY_ADDRESS.has(host.kind === 'text' ? host.value : '')) return named;
  }
  return { origins: [], unconfigured: true };
}

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

function isPublic(host: Value): boolean {
  return host.kind === 'text' && host.value !== '' && !LOCAL.test(host.value);
}

/** A server without a login shows everybody the same. */
function behindLogin(host: Value, options: Configured['options']): ReturnType<Origins> {
  const auth = options.get('auth')?.value;
  return auth && truth(auth) === true ? { origins: [ruleOf(host, { kind: 'any' }, false)] } : undefined;
}
