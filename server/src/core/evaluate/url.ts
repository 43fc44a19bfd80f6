import type { CallExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { record, text, unknown } from './build.ts';
import { mapValue } from './combine.ts';
import type { Context } from './context.ts';
import type { Entry, TextValue, Value } from './value.ts';

/** URLs that are read: with a name or an address in digits, and without a user. Others may be written anew by the parser. */
const PLAIN =
  /^(https?|wss?):\/\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::(\d{1,5}))?(?=[/?#]|$)/i;
const LONGEST = 2000;
const ADDRESS = /^(?:(?:25[0-5]|2[0-4]\d|1?[1-9]?\d)(?:\.|$)){4}$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443' };

/** `new URL(text)`: an object with the parts that an origin is made of. Its other parts are not known. */
export function urlValue(context: Context, { args }: CallExpr, where: Place): Value | undefined {
  const [first, ...others] = args;
  if (!first || first.spread || others.length > 0) return undefined;
  return mapValue(context.evaluate(first.value), where, (plain) => {
    if (plain.kind === 'text')
      return partsOf(plain, where) ?? unknown({ kind: 'call', callee: 'URL' }, where);
    // The URL that is made of the request's origin is not the origin.
    const isKept = plain.kind === 'unknown' && plain.reason.kind !== 'request-origin';
    return unknown(isKept ? plain.reason : { kind: 'call', callee: 'URL' }, where);
  });
}

interface Parts {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly host: string;
  readonly origin: string;
  /** What stands behind the origin, as it is written. */
  readonly rest: string;
}

function read(address: string): Parts | undefined {
  if (address.length > LONGEST) return undefined;
  const [whole = '', scheme = '', name = '', digits = ''] = PLAIN.exec(address) ?? [];
  const hostname = name.toLowerCase();
  // A last label of digits makes an address of the whole, and `xn--` is checked.
  const isAddress = /(?:^|\.)(?:\d+|0x[\da-f]*)$/.test(hostname);
  if (whole === '' || (isAddress && !ADDRESS.test(hostname)) || /(?:^|\.)xn--/.test(hostname))
    return undefined;
  if (Number(digits || '0') > 65_535) return undefined;
  const protocol = scheme.toLowerCase();
  const number = digits === '' ? '' : String(Number(digits));
  const port = number === DEFAULT_PORTS[protocol] ? '' : number;
  const host = port === '' ? hostname : `${hostname}:${port}`;
  const origin = `${protocol}://${host}`;
  return { protocol: `${protocol}:`, hostname, port, host, origin, rest: address.slice(whole.length) };
}

/** The whole address as the parser writes it, where that is an origin and a plain path. */
export function addressText(address: string): string | undefined {
  const parts = read(address);
  return parts && /^(?:\/[\w/-]*)?$/.test(parts.rest) ? parts.origin + (parts.rest || '/') : undefined;
}

function partsOf(source: TextValue, where: Place): Value | undefined {
  const parts = read(source.value);
  if (!parts) return undefined;
  const { rest: _, ...known } = parts;
  // What would mend a part does not stand in the address: it is told where the address is read.
  const entries = Object.entries(known).map(
    ([key, value]): Entry => ({
      key,
      value: text(value, where, { via: source.via }),
      place: where,
      keyPlace: where,
      form: 'entry',
    }),
  );
  return record(entries, [unknown({ kind: 'call', callee: 'URL' }, { ...where, start: 0, end: 0 })], where);
}
