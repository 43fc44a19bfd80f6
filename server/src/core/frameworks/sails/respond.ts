import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { isList, isTruthy, type JsValue, joinList, toText, UNKNOWN } from '../shared/javascript/js-value.ts';
import { isAdmitted } from '../shared/javascript/lowering.ts';
import { InvalidHeader, NodeHeaders } from '../shared/javascript/node-response.ts';
import { optionFor, refusalOf, settingOf } from './settings.ts';

/**
 * The security hook of Sails 1.0.0 to 1.5.18 as a function of its settings, for a route that they hold for. Read in
 * `lib/hooks/security` and checked against it (test/oracle/sails.test.ts).
 */
export function respondLikeSails(policy: Policy, request: ServerRequest): Answer {
  const failed: Answer = { status: 500, headers: [], handled: true };
  const isOptions = request.method.toUpperCase() === 'OPTIONS';
  const answer: Answer = isOptions
    ? { status: 200, headers: [], handled: true }
    : { status: 200, headers: [], handled: false };
  const get = (name: string): JsValue => settingOf(policy.options, name);
  const origin = originSetting(policy);
  if (origin === undefined) return failed;
  const out = new NodeHeaders();
  const set = ([name, value]: Header | readonly [string, JsValue]): void => {
    const text = isList(value) ? joinList(value) : isTruthy(value) ? toText(value) : undefined;
    if (text) out.set(name, text);
  };
  try {
    const asking = headerOf(request.headers, 'Origin');
    if (origin === '*') set(['Access-Control-Allow-Origin', '*']);
    else if (isAllowed(policy, origin, asking)) {
      set(['Access-Control-Allow-Origin', asking]);
      out.vary('Origin');
    } else return answer;
    if (get('allowCredentials') === true) set(['Access-Control-Allow-Credentials', 'true']);
    if (isOptions) {
      const methods = get('allowRequestMethods');
      set(['Access-Control-Allow-Methods', isTruthy(methods) || methods === UNKNOWN ? methods : METHODS]);
      const headers =
        policy.options.has('allowRequestHeaders') || policy.options.has('headers')
          ? get('allowRequestHeaders')
          : 'content-type';
      const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
      set(['Access-Control-Allow-Headers', isTruthy(headers) || headers === UNKNOWN ? headers : asked]);
    }
    set(['Access-Control-Expose-Headers', get('allowResponseHeaders')]);
    return { ...answer, headers: out.headers };
  } catch (error) {
    if (error instanceof InvalidHeader) return failed;
    throw error;
  }
}

const METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';

type OriginSetting = '*' | true | typeof UNKNOWN | readonly JsValue[];

/** What is left when the settings have been checked; undefined where the application does not lift. */
function originSetting(policy: Policy): OriginSetting | undefined {
  const option = optionFor(policy.options, 'allowOrigins');
  const origin = option ? settingOf(policy.options, 'allowOrigins') : policy.open ? UNKNOWN : '*';
  if (origin === UNKNOWN) return UNKNOWN;
  if (origin === '*') {
    if (settingOf(policy.options, 'allowCredentials') !== true) return '*';
    return settingOf(policy.options, 'allowAnyOriginWithCredentialsUnsafe') === true ? true : undefined;
  }
  const list = typeof origin === 'string' ? origin.split(',').map((one) => one.trim()) : origin;
  if (!isList(list)) return undefined;
  const isRefused = list.some(
    (one) => one !== UNKNOWN && (typeof one !== 'string' || refusalOf(one) !== undefined),
  );
  return isRefused ? undefined : list;
}

function isAllowed(policy: Policy, origin: OriginSetting, asking: string | undefined): boolean {
  if (origin === true) return true;
  if (isList(origin) && asking !== undefined && origin.includes(asking)) return true;
  return origin === UNKNOWN && isAdmitted(policy.origins, asking ?? '');
}
