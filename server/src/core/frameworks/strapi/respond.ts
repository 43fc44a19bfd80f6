import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { isFunction, isList, isTruthy, type JsValue, UNKNOWN } from '../shared/javascript/js-value.ts';
import { optionIn } from '../shared/javascript/lowering.ts';
import { InvalidHeader, NodeHeaders } from '../shared/javascript/node-response.ts';
import { answerOf, answersAskingOnly, functionResult } from '../shared/koa-cors/respond.ts';
import { piecesOf } from './lower.ts';
import { type Era, eraOf } from './versions.ts';

const FAILED: Answer = { status: 500, headers: [], handled: true };

/** Strapi throws: an origin outside of the list, or a value that it cannot cut. */
class Failed extends Error {}

/** The middleware of Strapi: Strapi decides about the origin, @koa/cors writes the headers (test/oracle/strapi.test.ts, strapi-3.test.ts). */
export function respondLikeStrapi(policy: Policy, request: ServerRequest): Answer {
  const era = eraOf(policy.version);
  const isOptions = request.method.toUpperCase() === 'OPTIONS';
  const out = new NodeHeaders();
  const pass = (): Answer => ({ status: isOptions ? 404 : 200, headers: out.headers, handled: false });
  out.vary('Origin');
  const asking = headerOf(request.headers, 'Origin') ?? '';
  if (asking === '' && answersAskingOnly(era.koa)) return pass();
  try {
    const origin = resultOf(policy, era, asking);
    if (!isTruthy(origin)) return pass();
    const settings = (name: string) => settingOf(policy, name);
    return answerOf({ settings, library: era.koa, out, pass }, request, origin);
  } catch (error) {
    if (error instanceof Failed || error instanceof InvalidHeader) return FAILED;
    throw error;
  }
}

/** What the function gives that Strapi hands to @koa/cors. */
function resultOf(policy: Policy, era: Era, asking: string): JsValue {
  if (asking === '' && !era.throws) return '*';
  const origin = originOf(policy, asking);
  if (isFunction(origin)) throw new Failed();
  if (origin === UNKNOWN) return undefined;
  const texts = entriesOf(origin, era);
  if (texts === undefined) return origin;
  if (era.starInLists && texts.includes('*')) {
    if (!era.throws) return asking;
    if (era.leavesStar) return '*';
    return isTruthy(settingOf(policy, 'credentials')) ? asking : '*';
  }
  if (texts.includes(asking)) return asking;
  if (era.throws) throw new Failed();
  return undefined;
}

function originOf(policy: Policy, asking: string): JsValue {
  const given = optionIn(policy, 'origin', '*');
  return isFunction(given) && eraOf(policy.version).callsFunctions
    ? (functionResult(policy.origins, asking) ?? UNKNOWN)
    : given;
}

/** The entries that the asking origin is compared with; undefined for what is sent as it is. */
function entriesOf(origin: JsValue, era: Era): readonly JsValue[] | undefined {
  if (isList(origin)) return origin;
  if (era.nothingIsStar && (origin === undefined || origin === null)) return ['*'];
  if (typeof origin === 'string') return piecesOf(origin, era);
  if (era.cutsAnything) throw new Failed();
  return undefined;
}

const DEFAULTS: Readonly<Record<string, JsValue>> = {
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
  allowHeaders: ['Content-Type', 'Authorization', 'Origin', 'Accept'],
  credentials: true,
  maxAge: 31_536_000,
};

const NAMES: Readonly<Record<string, string>> = {
  allowMethods: 'methods',
  allowHeaders: 'headers',
  exposeHeaders: 'expose',
  credentials: 'credentials',
  maxAge: 'maxAge',
};

/** An option of @koa/cors, as Strapi fills it. */
function settingOf(policy: Policy, name: string): JsValue {
  const own = NAMES[name];
  if (own !== undefined) return optionIn(policy, own, DEFAULTS[name]);
  return policy.open ? UNKNOWN : DEFAULTS[name];
}
