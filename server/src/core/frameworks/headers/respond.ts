import type { Value } from '../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { OriginRule, Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { canonicalName } from '../shared/header-writes/names.ts';

const ORIGIN = 'access-control-allow-origin';

/**
 * A handler that writes these headers onto every response. Code that answers OPTIONS elsewhere is not seen, so the same
 * headers are thought to answer a preflight.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const headers: Header[] = [];
  const origin = allowedOrigin(policy, headerOf(request.headers, 'Origin'));
  if (origin !== undefined) headers.push(['Access-Control-Allow-Origin', origin]);
  for (const [name, option] of policy.options) {
    const canonical = canonicalName(name);
    const text = name === ORIGIN || canonical === undefined ? undefined : sent(option.value);
    if (canonical !== undefined && text !== undefined) headers.push([canonical, text]);
  }
  return {
    status: 200,
    headers: headers.filter(([, value]) => !/[^\t\x20-\x7e\x80-\xff]/.test(value)),
    handled: false,
  };
}

function allowedOrigin(policy: Policy, requestOrigin: string | undefined): string | undefined {
  const written = policy.options.get(ORIGIN)?.value;
  if ((written?.kind === 'text' || written?.kind === 'list') && policy.origins.length > 0) {
    const text = sent(written);
    if (text !== undefined) return text;
  }
  const admitting = policy.origins.find((rule) => admits(rule, requestOrigin));
  if (!admitting) return undefined;
  return admitting.match.kind === 'fixed' ? admitting.match.value : requestOrigin;
}

function admits(rule: OriginRule, origin: string | undefined): boolean {
  if (rule.match.kind === 'fixed') return true;
  return origin !== undefined && admitsOrigin(rule, origin);
}

function sent(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'list': {
      const texts = value.items.map(sent);
      return texts.length > 0 && texts.every((text) => text !== undefined) ? texts.join(', ') : undefined;
    }
    default:
      return undefined;
  }
}
