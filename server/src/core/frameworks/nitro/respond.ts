import type { Answer, Header } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { canonicalName } from '../shared/header-writes/names.ts';
import { toJs, toText } from '../shared/javascript/js-value.ts';

/** The headers of `cors: true` (nitropack@2.13.6:dist/core/index.mjs, normalizeRouteRules). */
const HEADERS: readonly Header[] = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Methods', '*'],
  ['Access-Control-Allow-Headers', '*'],
  ['Access-Control-Max-Age', '0'],
];

/**
 * Nitro 2 sets the headers of a route rule on every answer, whatever the request, and hands the request on. A handler that
 * takes every method answers a preflight too; one for a single method leaves it to Nitro, which answers 405.
 */
export function respondLikeNitro(policy: Policy): Answer {
  const headers = new Map(HEADERS);
  for (const [name, option] of policy.options) {
    const canonical = canonicalName(name);
    const text = toText(toJs(option.value));
    if (canonical !== undefined && text !== undefined) headers.set(canonical, text);
  }
  return { status: 200, headers: [...headers], handled: false };
}
