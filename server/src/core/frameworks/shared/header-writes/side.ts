import type { CallExpr, Expr, RecordExpr } from '../../../syntax/expr.ts';
import type { Binding, Module } from '../../../syntax/module.ts';
import { chainOf, clientApi, isBystander, isRequestPath, rootOf } from './clients.ts';
import { calledName, type HeaderWrite, isWriter } from './find.ts';

/** Which message a header goes onto, as far as the source shows. */
export type Side =
  | { readonly kind: 'response' }
  | { readonly kind: 'request'; readonly api: string }
  /** Neither: an assertion, a comparison, a log line. */
  | { readonly kind: 'none' };

const RESPONSE: Side = { kind: 'response' };
const NONE: Side = { kind: 'none' };
const MAX_DEPTH = 12;
const MAX_USES = 40;

export function sideOf(module: Module, write: HeaderWrite): Side {
  if (/^setRequestHeader$/i.test(write.method)) return { kind: 'request', api: write.method };
  const { target } = write;
  if (isLostOnHeaders(module, write)) return NONE;
  if (target.kind === 'record' || target.kind === 'list')
    return new Follower(module).table(target, 0) ?? RESPONSE;
  return new Follower(module).receiver(target, 0) ?? RESPONSE;
}

/** `new Headers()[name] = value` in JavaScript makes a property of the object, which is sent to nobody. */
function isLostOnHeaders(module: Module, { target, method, form }: HeaderWrite): boolean {
  if (module.language !== 'javascript' || method !== '[]' || form !== 'statement') return false;
  if (target.kind !== 'name') return false;
  const [binding, ...others] = module.bindings(target.name, target.span.start);
  if (binding?.kind !== 'assign' || others.length > 0 || binding.path.length > 0) return false;
  const { value } = binding;
  return value.kind === 'call' && value.isNew && calledName(value) === 'Headers';
}

/** Follows a table of headers to the call that it ends up in. Undefined: nothing shows where it goes. */
class Follower {
  readonly #module: Module;
  readonly #seen = new Set<number>();

  constructor(module: Module) {
    this.#module = module;
  }

  table(expr: Expr, depth: number): Side | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const parent = this.#module.parent(expr);
    switch (parent.role) {
      case 'argument':
        return this.#argument(parent.call, parent.argument.value, depth);
      case 'item':
        return this.table(parent.list, depth + 1);
      case 'value':
        if (parent.entry.spread) return this.table(parent.record, depth + 1);
        return /^(?:headers|header)$/i.test(parent.entry.key ?? '')
          ? this.#options(parent.record, depth + 1)
          : this.table(parent.record, depth + 1);
      case 'assigned':
        return this.#assigned(parent.assignment.target, depth);
      case 'returned':
        return this.#returned(expr, depth);
      case 'part':
        return this.#part(parent.of, depth);
      case 'object':
      case 'statement':
      case 'target':
        return NONE;
      default:
        return undefined;
    }
  }

  #argument(call: CallExpr, value: Expr, depth: number): Side | undefined {
    const api = clientApi(call);
    if (api !== undefined) return { kind: 'request', api };
    if (isContainer(call)) return this.table(call, depth + 1);
    if (calledName(call) === 'assign') return this.#merged(call, value, depth);
    if (call.callee.kind === 'member' && isWriter(call, 0))
      return this.receiver(call.callee.object, depth + 1);
    return isBystander(call) ? NONE : undefined;
  }

  /** `Object.assign(headers, { … })` */
  #merged(call: CallExpr, value: Expr, depth: number): Side | undefined {
    const first = call.args[0]?.value;
    if (!first || first === value || first.kind === 'record') return this.table(call, depth + 1);
    return this.receiver(first, depth + 1);
  }

  /** `{ method: 'POST', headers: { … } }` against `{ statusCode: 200, headers: { … } }`. */
  #options(record: RecordExpr, depth: number): Side | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const keys = new Set(record.entries.map((entry) => entry.key ?? ''));
    const parent = this.#module.parent(record);
    if (parent.role === 'argument') {
      const side = this.#argument(parent.call, record, depth);
      if (side) return side;
    }
    if (['statusCode', 'status', 'statusText', 'isBase64Encoded'].some((key) => keys.has(key)))
      return RESPONSE;
    if (parent.role === 'assigned') {
      const side = this.#assigned(parent.assignment.target, depth);
      if (side) return side;
    }
    if (keys.has('target') || keys.has('changeOrigin')) return NONE;
    if (['method', 'url', 'baseURL', 'withCredentials', 'responseType'].some((key) => keys.has(key))) {
      return { kind: 'request', api: 'headers' };
    }
    if (parent.role === 'argument' || parent.role === 'assigned') return undefined;
    return this.table(record, depth + 1);
  }

  #assigned(target: Expr, depth: number): Side | undefined {
    if (target.kind === 'name') return this.#uses(target.name, target.span.start, depth);
    if (isRequestPath(target)) return { kind: 'request', api: chainOf(target).join('.') };
    const root = rootOf(target);
    return root.kind === 'name' ? this.#uses(root.name, root.span.start, depth) : undefined;
  }

  #returned(expr: Expr, depth: number): Side | undefined {
    const [inner] = this.#module.enclosing(expr.span.start);
    if (inner?.kind !== 'function') return undefined;
    const { function: fn } = inner;
    const parent = this.#module.parent(fn);
    if (parent.role === 'assigned' && parent.assignment.target.kind === 'name') {
      return this.#uses(parent.assignment.target.name, parent.assignment.target.span.start, depth);
    }
    if (fn.name !== undefined) return this.#uses(fn.name, fn.span.start, depth);
    return undefined;
  }

  #part(whole: Expr, depth: number): Side | undefined {
    switch (whole.kind) {
      case 'binary':
        return ['or', 'and', 'nullish', '|', '+'].includes(whole.operator)
          ? this.table(whole, depth + 1)
          : NONE;
      case 'conditional':
      case 'spread':
      case 'template':
        return this.table(whole, depth + 1);
      default:
        return undefined;
    }
  }

  /** Where a name that holds headers, or gives them when it is called, is used. */
  #uses(name: string, at: number, depth: number): Side | undefined {
    if (depth > MAX_DEPTH || this.#seen.has(at)) return undefined;
    this.#seen.add(at);
    const own = this.#module.bindings(name, at)[0]?.span.start;
    const sides: (Side | undefined)[] = [];
    for (const use of this.#module.occurrences(name).slice(0, MAX_USES)) {
      if (use.kind !== 'name' || use.span.start === at) continue;
      if (this.#module.bindings(name, use.span.start)[0]?.span.start !== own) continue;
      const parent = this.#module.parent(use);
      if (parent.role === 'object' || parent.role === 'target' || parent.role === 'statement') continue;
      sides.push(parent.role === 'callee' ? this.table(parent.call, depth + 1) : this.table(use, depth + 1));
    }
    // Only where every use is an assertion, a log line or the like, it goes nowhere.
    const isIdle = sides.length > 0 && sides.every((side) => side?.kind === 'none');
    const found =
      sides.find((side) => side?.kind === 'response') ?? sides.find((side) => side?.kind === 'request');
    return found ?? (isIdle ? NONE : undefined);
  }

  receiver(target: Expr, depth: number): Side | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const root = rootOf(target);
    if (root.kind === 'name') {
      const side = this.#root(root.name, root.span.start, depth);
      if (side) return side;
    }
    if (!isRequestPath(target)) return undefined;
    return this.#isServer(target.span.start) ? NONE : { kind: 'request', api: chainOf(target).join('.') };
  }

  #root(name: string, at: number, depth: number): Side | undefined {
    const binding = this.#module.bindings(name, at)[0];
    if (binding?.kind === 'parameter') return this.#parameter(binding);
    if (binding?.kind !== 'assign') return undefined;
    const { value } = binding;
    if (value.kind === 'record') return this.#uses(name, binding.span.start, depth + 1);
    const made = value.kind === 'call' ? (chainOf(value.callee).at(-1) ?? '') : '';
    if (/^(?:Response|NextResponse|make_response|HttpResponse|JsonResponse|JSONResponse)$/.test(made))
      return RESPONSE;
    if (/^(?:Request|XMLHttpRequest|HttpHeaders|Session|ClientSession)$/.test(made))
      return { kind: 'request', api: made };
    if (/^(?:Headers|Map|dict|AxiosHeaders)$/.test(made))
      return this.#uses(name, binding.span.start, depth + 1);
    return undefined;
  }

  /** Callbacks that are given a request: `interceptors.request.use(config => …)`, `prepareHeaders: headers => …`. */
  #parameter(binding: Extract<Binding, { kind: 'parameter' }>): Side | undefined {
    const parent = this.#module.parent(binding.function);
    if (parent.role === 'argument') {
      const chain = chainOf(parent.call.callee).join('.');
      if (/interceptors\.request\.use$/.test(chain)) return { kind: 'request', api: chain };
      if (/interceptors\.response\.use$/.test(chain)) return NONE;
    }
    if (
      parent.role === 'value' &&
      /^(?:prepareHeaders|beforeSend|beforeRequest|transformRequest|onRequest)$/.test(parent.entry.key ?? '')
    ) {
      return { kind: 'request', api: parent.entry.key ?? '' };
    }
    return undefined;
  }

  /** A handler that has a response at hand: what it writes onto the request has no effect. */
  #isServer(offset: number): boolean {
    return this.#module
      .enclosing(offset)
      .some(
        (around) =>
          around.kind === 'function' &&
          around.function.params.some((param) => /^(?:res|resp|response|reply|next|ctx)$/.test(param.name)),
      );
  }
}

const CONTAINERS =
  /^(?:Headers|Map|dict|CIMultiDict|MutableHeaders|HTTPHeaders|EnvironHeaders|OrderedDict|freeze|seal|fromEntries|entries|MultiDict|AxiosHeaders|cast|list|tuple)$/;

function isContainer(call: CallExpr): boolean {
  return CONTAINERS.test(calledName(call) ?? '');
}
