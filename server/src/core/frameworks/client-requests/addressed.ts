import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives } from '../../evaluate/read.ts';
import type { RecordValue, Value } from '../../evaluate/value.ts';
import type { PageCall } from '../../project.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import { isTestFile } from '../shared/header-writes/tests.ts';
import { environmentOf, saysElsewhere } from './environment.ts';
import { fetchCalls } from './fetches.ts';

/** False where a file with this text holds no request to an address that it names. */
export function mayNameAddress(text: string): boolean {
  return ADDRESS.test(text) && CALL.test(text);
}

const ADDRESS = /https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?/;
const CALL = /\bfetch\s*\(|\baxios\b/;

/** The requests of a page to a server of this machine, each with everything that decides how a browser treats it. */
export function pageCalls(evaluator: Evaluator): readonly PageCall[] {
  const { module } = evaluator;
  if (module.language !== 'javascript' || !mayNameAddress(module.text)) return [];
  if (isTestFile(module.uri) || saysElsewhere(module)) return [];
  // `src/api.ts` may be a page's or a server's; who asks for credentials is a page.
  const isPage = environmentOf(module) !== 'elsewhere';
  const fetched = fetchCalls(module).flatMap(({ call, api }) =>
    api === 'fetch()' ? ofFetch(evaluator, call) : [],
  );
  return [...fetched, ...axiosCalls(evaluator)].filter(({ credentials }) => isPage || credentials);
}

function ofFetch(evaluator: Evaluator, call: CallExpr): readonly PageCall[] {
  const [address, init] = call.args;
  if (!address || address.spread || init?.spread) return [];
  const target = addressOf(evaluator, address.value);
  const given = init ? onlyRecord(evaluator.evaluate(init.value)) : NO_ENTRIES;
  if (!target || !given) return [];
  const credentials = textOf(given, 'credentials', 'same-origin');
  const method = textOf(given, 'method', 'GET');
  const mode = textOf(given, 'mode', 'cors');
  const headers = headersOf(given);
  if (credentials === undefined || method === undefined || mode !== 'cors' || !headers) return [];
  const isNormal = /^(?:get|head|post|put|delete|options)$/i.test(method);
  return [
    {
      ...target,
      place: placeOf(evaluator.module.uri, call.span),
      method: isNormal ? method.toUpperCase() : method,
      credentials: credentials === 'include',
      headers,
    },
  ];
}

const VERBS = /^(?:get|delete|head|post|put|patch)$/;

/** `axios.get(url, { withCredentials: true })`, `axios.post(url, data, { … })` */
function axiosCalls(evaluator: Evaluator): readonly PageCall[] {
  const { module } = evaluator;
  // Its defaults hold for all of them, and may be set in another file as well.
  if (/\baxios\s*\.\s*defaults\b|\binterceptors\b/.test(module.text)) return [];
  return module.occurrences('axios').flatMap((use): readonly PageCall[] => {
    if (evaluator.symbol(use)?.module !== 'axios') return [];
    const member = module.parent(use);
    const called = member.role === 'object' ? module.parent(member.member) : undefined;
    if (member.role !== 'object' || called?.role !== 'callee' || !VERBS.test(member.member.property))
      return [];
    const { call } = called;
    const verb = member.member.property;
    const hasBody = verb === 'post' || verb === 'put' || verb === 'patch';
    const [address] = call.args;
    const config = call.args[hasBody ? 2 : 1];
    if (!address || call.args.some(({ spread }) => spread)) return [];
    const target = addressOf(evaluator, address.value);
    const given = config ? onlyRecord(evaluator.evaluate(config.value)) : NO_ENTRIES;
    if (!target || !given) return [];
    const credentials = entryOf(given, 'withCredentials');
    const headers = headersOf(given);
    if (!headers || (credentials && credentials.kind !== 'boolean')) return [];
    // What it sends as JSON by itself is not counted: a body of another type is sent otherwise.
    return [
      {
        ...target,
        place: placeOf(module.uri, call.span),
        method: verb.toUpperCase(),
        credentials: credentials?.kind === 'boolean' && credentials.value,
        headers,
      },
    ];
  });
}

type Entries = Pick<RecordValue, 'entries'>;

const NO_ENTRIES: Entries = { entries: [] };

/** The one object that a value can be, with all of its entries. */
function onlyRecord(value: Value): Entries | undefined {
  const [only, ...others] = alternatives(value);
  const one = only?.value;
  return others.length === 0 && one?.kind === 'record' && one.rest.length === 0 ? one : undefined;
}

function entryOf({ entries }: Entries, key: string): Value | undefined {
  return entries.filter((entry) => entry.key === key).at(-1)?.value;
}

/** The text of an entry, or what holds without it; undefined for one that is not known. */
function textOf(given: Entries, key: string, otherwise: string): string | undefined {
  const value = entryOf(given, key);
  if (!value) return otherwise;
  return value.kind === 'text' ? value.value : undefined;
}

/** The names of the headers; undefined where they are not all known. */
function headersOf(given: Entries): readonly string[] | undefined {
  const value = entryOf(given, 'headers');
  if (!value) return [];
  const record = onlyRecord(value);
  // `Content-Type: text/plain` needs no preflight, and is the one header whose value counts.
  return record?.entries.flatMap(({ key, value: text }) =>
    /^content-type$/i.test(key) && text.kind === 'text' && SIMPLE.test(text.value) ? [] : [key],
  );
}

const SIMPLE = /^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** Where it goes, as far as the text before the first unknown part says: origin and path. */
function addressOf(
  evaluator: Evaluator,
  expr: Expr,
): { readonly origin: string; readonly path: string } | undefined {
  const text = beginningOf(evaluator, expr, 0);
  const found =
    text === undefined ? undefined : /^(https?:\/\/[^\s/?#@\\]+)(\/[^?#]*|(?=[?#]|$))/i.exec(text.text);
  if (!text || !found?.[1]) return undefined;
  const [, origin, path = ''] = found;
  // What follows may go on with the host: `http://localhost:80${rest}`.
  if (path === '' && !text.whole) return undefined;
  return { origin: origin.toLowerCase(), path: path || '/' };
}

function beginningOf(
  evaluator: Evaluator,
  expr: Expr,
  depth: number,
): { readonly text: string; readonly whole: boolean } | undefined {
  const value = evaluator.evaluate(expr);
  if (value.kind === 'text') return { text: value.value, whole: true };
  const parts =
    expr.kind === 'template'
      ? expr.parts
      : expr.kind === 'binary' && expr.operator === '+'
        ? [expr.left, expr.right]
        : [];
  if (parts.length === 0 || depth > 20) return undefined;
  let text = '';
  for (const part of parts) {
    const next =
      typeof part === 'string' ? { text: part, whole: true } : beginningOf(evaluator, part, depth + 1);
    text += next?.text ?? '';
    if (!next?.whole) return { text, whole: false };
  }
  return { text, whole: true };
}
