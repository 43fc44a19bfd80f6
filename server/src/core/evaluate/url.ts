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

function partsOf(source: TextValue, where: Place): Value | undefined {
  if (source.value.length > LONGEST) return undefined;
  const [whole = '', scheme = '', name = '', digits = ''] = PLAIN.exec(source.value) ?? [];
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
  // What would mend a part does not stand in the address: it is told where the address is read.
  const made = (key: string, value: string): Entry => ({
    key,
    value: text(value, where, { via: source.via }),
    place: where,
    keyPlace: where,
    form: 'entry',
  });
  const parts = { protocol: `${protocol}:`, hostname, port, host, origin };
  return record(
    Object.entries(parts).map(([key, value]) => made(key, value)),
    [unknown({ kind: 'call', callee: 'URL' }, { ...where, start: 0, end: 0 })],
    where,
  );
}
