import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { isList, type JsValue, toText, UNKNOWN } from '../shared/javascript/js-value.ts';
import { isAdmitted, optionIn } from '../shared/javascript/lowering.ts';
import { InvalidHeader, NodeHeaders } from '../shared/javascript/node-response.ts';

/**
 * The hook `cors` of Sails 0.11 and 0.12 as a function of its settings, where they hold for every route. Read in
 * `lib/hooks/cors` and checked against it (test/oracle/sails-0.test.ts). The answer to OPTIONS itself is that of Express 3.
 */
export function respondLikeSails0(policy: Policy, request: ServerRequest): Answer {
  const isOptions = request.method === 'OPTIONS';
  const out = new NodeHeaders();
  const answer = (): Answer => ({ status: 200, headers: out.headers, handled: isOptions });
  const asking = headerOf(request.headers, 'Origin');
  if (!asking) return answer();
  const set = (name: string, setting: string) => {
    const value = settingOf(policy, setting);
    if (isList(value))
      out.set(
        name,
        value.flatMap((item) => toText(item) ?? []),
      );
    else if (value !== UNKNOWN) out.set(name, toText(value) ?? '');
  };
  try {
    const origin = settingOf(policy, 'origin');
    if (origin !== UNKNOWN && typeof origin !== 'string') return { status: 500, headers: [], handled: true };
    const isAllowed = isAdmitted(policy.origins, asking);
    out.set('Access-Control-Allow-Origin', isAllowed ? asking : '');
    set('Access-Control-Allow-Credentials', 'credentials');
    set('Access-Control-Expose-Headers', 'exposeHeaders');
    if (isOptions) {
      set('Access-Control-Allow-Methods', 'methods');
      set('Access-Control-Allow-Headers', 'headers');
    }
    if (!isAllowed && isForbidden(settingOf(policy, 'securityLevel'), asking))
      return { status: 403, headers: out.headers, handled: true };
    return answer();
  } catch (error) {
    if (error instanceof InvalidHeader) return { status: 500, headers: out.headers, handled: true };
    throw error;
  }
}

/** sails-util@0.11.0:index.js, `isSameOrigin`, for an origin that is not the server's own. */
function isForbidden(level: JsValue, asking: string): boolean {
  if (typeof level !== 'number' || level <= 0) return false;
  return level === 2 || /^https?:\/\/[^:]+(?::\d+)?$/.test(asking);
}

function settingOf(policy: Policy, name: string): JsValue {
  const value = optionIn(policy, name);
  return value === undefined ? DEFAULTS[name] : value;
}

const DEFAULTS: Readonly<Record<string, JsValue>> = {
  origin: '*',
  credentials: true,
  methods: 'GET, POST, PUT, DELETE, OPTIONS, HEAD',
  headers: 'content-type',
  exposeHeaders: '',
  securityLevel: 0,
};
