import type { Answer, ServerRequest } from '../../policy/answer.ts';
import type { Option, Policy } from '../../policy/policy.ts';
import { respondLikeCors } from '../shared/cors-package/respond.ts';
import { BUNDLED, defaultAllowedOrigins } from './versions.ts';

/** `cors` with Vite's own default for the origins (test/oracle/vite.test.ts). An OPTIONS request that nobody answers is not found. */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const [first] = policy.origins;
  const isLoopback = !policy.options.has('origin') && first?.isDefault && first.match.kind === 'pattern';
  const options = isLoopback ? new Map(policy.options).set('origin', loopback(first.place)) : policy.options;
  return respondLikeCors({ ...policy, options, version: BUNDLED }, request, { status: 404 });
}

function loopback(place: Policy['setup']): Option {
  return { name: 'origin', value: defaultAllowedOrigins(place), place, keyPlace: place, form: 'entry' };
}
