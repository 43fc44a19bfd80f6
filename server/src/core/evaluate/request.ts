import type { CallExpr, Expr } from '../syntax/expr.ts';
import { originHeader } from './branches.ts';
import { place, unknown } from './build.ts';
import { oneOf, under } from './combine.ts';
import { type Context, lastName } from './context.ts';
import type { Value } from './value.ts';

/** What a read of the request's own Origin header is worth; undefined for anything else. */
export function requestOrigin(context: Context, expr: Expr): Value | undefined {
  if (expr.kind === 'member') {
    if (!isOriginMember(context, expr.object, expr.property, expr.subscript)) return undefined;
    return originAt(context, expr);
  }
  if (expr.kind === 'index') {
    // ASGI: `headers[b'origin']`.
    if (!isOriginText(expr.index) || !isHeaders(context, expr.object)) return undefined;
    return originAt(context, expr);
  }
  if (expr.kind !== 'call' || !isOriginCall(context, expr)) return undefined;
  const origin = originAt(context, expr);
  const fallback = expr.args[1];
  if (!fallback || fallback.spread || expr.callee.kind !== 'member') return origin;
  const where = place(context.module, expr.span);
  const absent = context.evaluate(fallback.value);
  return oneOf(
    [{ value: origin, when: [originHeader('set')] }, ...under(absent, [originHeader('unset')])],
    where,
  );
}

/** The header that an expression reads. */
export function originAt(context: Context, expr: Expr) {
  return unknown({ kind: 'request-origin' }, place(context.module, expr.span), { expr });
}

/** `req.headers.origin`; also for `const { origin } = req.headers`. */
export function isOriginMember(
  context: Context,
  object: Expr,
  property: string,
  subscript: boolean,
): boolean {
  if (property === 'HTTP_ORIGIN') return subscript && isEnvironOfRequest(object);
  // Werkzeug's request has the header as an attribute.
  if (property === 'origin' && context.module.language === 'python' && !subscript) {
    return lastName(object) === 'request' && object.kind !== 'call' && isRequest(context, object);
  }
  return property.toLowerCase() === 'origin' && isHeaders(context, object);
}

/** `request.META`, `request.environ`, and WSGI's own `environ`. */
function isEnvironOfRequest(object: Expr): boolean {
  const name = lastName(object);
  return name === 'META' || name === 'environ' || name === 'env' || name === 'wsgi_environ';
}

function isOriginText(expr: Expr | undefined): boolean {
  return expr?.kind === 'text' && expr.value.toLowerCase() === 'origin';
}

/** Objects whose headers are not those of a request that came in. */
const NOT_A_REQUEST =
  /^(?:res|resp|response|reply|axios|client|fetch|options|opts|config|init|settings|httpx|requests|session)$/i;

const HEADER_NAMES: ReadonlySet<string> = new Set([
  'headers',
  'header',
  'requestHeaders',
  'request_headers',
  'reqHeaders',
  'req_headers',
]);

/** `req.headers`, `ctx.request.header`, `headers()`, `dict(scope['headers'])`, and names that hold them. */
function isHeaders(context: Context, expr: Expr, hops = 0): boolean {
  if (hops > 8) return false;
  if (expr.kind === 'member') return HEADER_NAMES.has(expr.property) && isRequest(context, expr.object);
  if (expr.kind === 'call') {
    if (expr.callee.kind === 'name' && expr.callee.name === 'headers') return expr.args.length === 0;
    const wrapper = lastName(expr.callee) ?? '';
    const [inner] = expr.args;
    const wraps = ['dict', 'Headers', 'fromEntries', 'MutableHeaders'].includes(wrapper);
    return (
      wraps &&
      inner !== undefined &&
      !inner.spread &&
      (isHeaders(context, inner.value, hops + 1) || inner.name === 'scope')
    );
  }
  if (expr.kind !== 'name') return false;
  const [binding, ...others] = context.module.bindings(expr.name, expr.span.start);
  if (binding?.kind === 'assign' && others.length === 0) {
    const [key] = binding.path;
    if (key === undefined) return isHeaders(context, binding.value, hops + 1);
    return binding.path.length === 1 && HEADER_NAMES.has(String(key)) && isRequest(context, binding.value);
  }
  return binding?.kind === 'parameter' && HEADER_NAMES.has(expr.name);
}

/** Where a header may be read that the client sent: anything that is not evidently something else. */
function isRequest(context: Context, expr: Expr): boolean {
  if (expr.kind === 'record' || expr.kind === 'list' || expr.kind === 'text') return false;
  const name = lastName(expr);
  if (name === undefined || NOT_A_REQUEST.test(name)) return false;
  if (expr.kind !== 'name') return true;
  const [binding, ...others] = context.module.bindings(expr.name, expr.span.start);
  return !(binding?.kind === 'assign' && others.length === 0 && binding.value.kind === 'record');
}

const CONTEXTS = /^_?(?:req|request|ctx|context|c|event)$/i;

function isOriginCall(context: Context, call: CallExpr): boolean {
  const { callee, args } = call;
  const [first, second] = args;
  if (!first || first.spread) return false;
  if (callee.kind === 'name') {
    // h3: `getRequestHeader(event, 'origin')`, `getHeader(event, 'origin')`.
    return /^get(?:Request)?Header$/.test(callee.name) && isOriginText(second?.value) && args.length === 2;
  }
  if (callee.kind !== 'member') return false;
  const { object, property } = callee;
  if (first.value.kind === 'text' && first.value.value === 'HTTP_ORIGIN') {
    return property === 'get' && isEnvironOfRequest(object);
  }
  if (!isOriginText(first.value)) return false;
  const name = lastName(object) ?? '';
  switch (property) {
    case 'get':
    case 'getlist':
      return isHeaders(context, object) || (CONTEXTS.test(name) && object.kind !== 'call');
    case 'header':
      return args.length === 1 && CONTEXTS.test(name);
    case 'getHeader':
    case 'get_header':
    case 'getFirstHeader':
      return args.length === 1 && CONTEXTS.test(name);
    default:
      return false;
  }
}
