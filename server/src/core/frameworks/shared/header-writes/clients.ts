import type { CallExpr, Expr } from '../../../syntax/expr.ts';

/** `a.b.c` of names, members and the calls between them; what else stands in it is left out. */
export function chainOf(expr: Expr): readonly string[] {
  const parts: string[] = [];
  let at: Expr | undefined = expr;
  while (at) {
    if (at.kind === 'member') {
      parts.push(at.property);
      at = at.object;
    } else if (at.kind === 'call') {
      at = at.callee;
    } else if (at.kind === 'index') {
      at = at.object;
    } else {
      if (at.kind === 'name') parts.push(at.name);
      at = undefined;
    }
  }
  return parts.reverse();
}

/** The name or other expression that a chain starts from. */
export function rootOf(expr: Expr): Expr {
  let at = expr;
  for (;;) {
    if (at.kind === 'member' || at.kind === 'index') at = at.object;
    else if (at.kind === 'call') at = at.callee;
    else return at;
  }
}

const CLIENT_ROOTS =
  /^(?:fetch|fetcher|axios|ky|got|superagent|supertest|needle|wretch|ofetch|jquery|jQuery|\$|\$http|\$axios|\$fetch|\$api|ajax|xhr|XMLHttpRequest|undici|useFetch|useLazyFetch|apiFetch|authFetch|fetchApi|fetchWithTimeout|axiosInstance|axiosClient|axiosPrivate|axiosConfig|http|https|httpClient|client|apiClient|api|request|requests|httpx|urllib|urllib2|session|aiohttp|HttpHeaders|HTTP|Http|Vue)$/;

const CLIENT_METHODS =
  /^(?:get|post|put|patch|delete|del|head|options|request|fetch|ajax|ajaxSetup|create|extend|query|stream|send|\$get|\$post|\$put|\$delete|\$request|\$patch|axios|json|instance|Client|AsyncClient|Session|ClientSession|Request)$/;

const VERBS =
  /^(?:get|post|put|patch|delete|del|head|request|fetch|stream|ajax|\$get|\$post|\$put|\$delete)$/;

/** Free functions that send a request whatever they are called with. */
const CLIENT_FUNCTIONS =
  /^(?:fetch|\$fetch|ofetch|useFetch|useLazyFetch|axios|ky|got|needle|wretch|ajax|apiFetch|authFetch|fetchApi|fetchWithTimeout|fetchWithAuth|fetchJSON|fetchJson|fetcher|\$http|rp|requestPromise|nodeFetch|fetchRetry|unfetch|isomorphicFetch|crossFetch)$/;

/** A call that sends a request or makes the object that does. `what` is how to name it, or undefined for any other call. */
export function clientApi(call: CallExpr): string | undefined {
  const chain = chainOf(call.callee);
  const last = chain[chain.length - 1] ?? '';
  if (call.isNew)
    return /^(?:Request|HttpHeaders|XMLHttpRequest|HttpRequest)$/.test(last) ? `new ${last}` : undefined;
  const [first = ''] =
    chain[0] === 'this' || chain[0] === 'window' || chain[0] === 'globalThis' ? chain.slice(1) : chain;
  if (
    chain.some((part) =>
      /^(?:res|resp|response|Response|NextResponse|reply|ctx|app|router|server)$/.test(part),
    )
  )
    return undefined;
  if (CLIENT_FUNCTIONS.test(last)) return last;
  if (CLIENT_ROOTS.test(first) && CLIENT_METHODS.test(last) && chain.length > 1) return chain.join('.');
  return VERBS.test(last) && chain.length > 1 && takesAddress(call) ? chain.join('.') : undefined;
}

/** `anything.post('/api/x', …)` without a handler: the first argument is an address and none is a function. */
function takesAddress(call: CallExpr): boolean {
  const first = call.args[0]?.value;
  if (
    first?.kind !== 'text' &&
    first?.kind !== 'template' &&
    first?.kind !== 'binary' &&
    first?.kind !== 'name'
  )
    return false;
  if (call.args.some((argument) => argument.value.kind === 'function')) return false;
  return first.kind === 'text'
    ? /^(?:https?:|\/|\.)/.test(first.value)
    : call.args.some((argument) => argument.value.kind === 'record');
}

/** Functions of tests, loggers and printers: what they get is no header of a message. */
const BYSTANDERS =
  /^(?:expect|assert\w*|to[A-Z]\w*|equals?|eq[l]?|deepEqual|deepStrictEqual|strictEqual|notEqual|isEqual|match\w*|calledWith|calledWithMatch|include|includes|contain|contains|property|have\w*|stringify|log|debug|info|warn|error|print|dumps|it|test|describe|each|reply|typeof|keys|has|get|getHeader|delete|removeHeader|remove|pop|indexOf)$/;

export function isBystander(call: CallExpr): boolean {
  const chain = chainOf(call.callee);
  const last = chain[chain.length - 1] ?? '';
  return (
    BYSTANDERS.test(last) || chain.includes('expect') || chain.includes('console') || chain.includes('logger')
  );
}

/** `axios.defaults.headers.common`, `req.headers`, `requestHeaders`, `new HttpHeaders()`, `xhr`. */
export function isRequestPath(expr: Expr): boolean {
  const chain = chainOf(expr);
  if (
    chain.some(
      (part) =>
        /^(?:res|resp|response\w*|reply|rsp)$/i.test(part) || /(?:Res|Response|_res|_response)$/.test(part),
    )
  )
    return false;
  return chain.some(
    (part) =>
      /^(?:req|request|proxyReq|xhr|xmlhttp|axios\w*|\$axios|\$http|ajaxSettings|HttpHeaders|session|superagent|jqXHR)$/i.test(
        part,
      ) || /(?:Req|Request|_req|_request|requestHeaders|request_headers|reqHeaders)$/.test(part),
  );
}
