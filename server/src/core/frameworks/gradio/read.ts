import type { OriginRule, Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { NOTHING, type Reading, type Unit } from '../framework.ts';
import { methodCalls } from '../shared/python/calls.ts';
import { type Configured, configuredBy, policyOf, ruleOf } from '../shared/python/policy.ts';
import { truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';

export const GRADIO_PACKAGES = ['gradio'];

const OPTIONS: ReadonlySet<string> = new Set(['strict_cors', 'server_name', 'auth']);

/** `localhost_aliases` (gradio@6.31.0:gradio/route_utils.py). */
const LOCAL = /^(?:localhost|127\.0\.0\.1)$/i;

/** A server that is given no origins at all: only what makes it wider than it looks is a set-up. */
export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const { module } = evaluator;
  if (!/\bstrict_cors\b|\bserver_name\b/.test(module.text)) return NOTHING;
  if (!module.imports().some(({ from, name }) => /^gradio\b/.test(from || name))) return NOTHING;
  if (!atLeast(unit.version(GRADIO_PACKAGES), '5.0.0')) return NOTHING;
  return { policies: methodCalls(evaluator, 'launch').flatMap((call) => ofCall(unit, call)), misuses: [] };
}

function ofCall(unit: Unit, call: CallExpr): readonly Policy[] {
  const { evaluator } = unit;
  const setup = placeOf(evaluator.module.uri, call.span);
  return configuredBy(evaluator, call, [], (name) => OPTIONS.has(name)).flatMap((configured) => {
    const origins = originRules(configured);
    if (origins.length === 0) return [];
    const { options, when, open } = configured;
    return [
      policyOf({
        framework: 'gradio',
        title: 'Gradio',
        version: unit.version(GRADIO_PACKAGES),
        setup,
        when,
        options,
        origins,
        originOptions: ['server_name', 'strict_cors'],
        credentials: ['', true],
        problems: [],
        open,
      }),
    ];
  });
}

/** Pages of this machine are let in as well, which is nobody's mistake. */
function originRules({ options }: Configured): readonly OriginRule[] {
  const host = options.get('server_name')?.value;
  const auth = options.get('auth')?.value;
  const strict = options.get('strict_cors')?.value;
  const isPublic = host?.kind === 'text' && host.value !== '' && !LOCAL.test(host.value);
  if (isPublic) return auth && truth(auth) === true ? [ruleOf(host, { kind: 'any' }, false)] : [];
  if (!strict || truth(strict) !== false) return [];
  return [ruleOf(strict, { kind: 'exact', value: 'null' }, false)];
}
