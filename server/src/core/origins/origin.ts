import { toAscii } from './idna.ts';

/**
 * Reads a text that somebody wrote as an origin. A browser sends an origin in exactly one way (Fetch, section 3.2
 * "Origin header"; HTML, "serialization of an origin"): `scheme://host[:port]`, lower case, without default port, path,
 * or trailing slash, international names in ASCII. Anything else can never be equal to it.
 */
export type OriginReading =
  | {
      readonly kind: 'origin';
      readonly scheme: string;
      readonly host: string;
      readonly port: string;
      readonly value: string;
    }
  | { readonly kind: 'null' }
  | { readonly kind: 'any' }
  /** Holds `*`, or text that only makes sense in a regular expression. */
  | { readonly kind: 'pattern'; readonly looks: 'glob' | 'regex' }
  | {
      readonly kind: 'malformed';
      readonly flaws: readonly OriginFlaw[];
      /** The one origin that was evidently meant, where there is one. */
      readonly meant?: string;
      /** The origins that a joined text holds. */
      readonly parts?: readonly string[];
    };

export type OriginFlaw =
  | 'empty'
  | 'blank'
  | 'quotes'
  | 'joined'
  | 'no-scheme'
  | 'websocket-scheme'
  | 'userinfo'
  | 'path'
  | 'trailing-slash'
  | 'upper-case'
  | 'default-port'
  | 'unicode-host'
  | 'invalid-host'
  | 'invalid-port';

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s;
export const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };
const WEBSOCKET_TWINS: Readonly<Record<string, string>> = { ws: 'http', wss: 'https' };

export function readOrigin(written: string): OriginReading {
  if (written === 'null') return { kind: 'null' };
  if (written === '*') return { kind: 'any' };
  const flaws: OriginFlaw[] = [];
  let text = written;
  if (text.trim() === '') return { kind: 'malformed', flaws: ['empty'] };
  if (text.trim() !== text) {
    flaws.push('blank');
    text = text.trim();
  }
  const quoted = /^(["'`])(.*)\1$/s.exec(text) ?? /^()["'`]?([^"'`]*)["'`]?$/.exec(text);
  const unquoted = quoted?.[2];
  if (unquoted !== undefined && unquoted !== text) {
    flaws.push('quotes');
    text = unquoted.trim();
  }
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  if (parts.length > 1) return joined(parts, flaws);
  const looks = patternLooks(text);
  if (looks) return { kind: 'pattern', looks };
  return readSingle(text, flaws);
}

function patternLooks(text: string): 'glob' | 'regex' | undefined {
  const withoutAddress = text.replace(/:\/\/\[[0-9A-Fa-f:.]+\]/, '://');
  if (/[\\^$|(){}[\]]|\.[*+]/.test(withoutAddress)) return 'regex';
  return withoutAddress.includes('*') ? 'glob' : undefined;
}

function joined(parts: readonly string[], flaws: OriginFlaw[]): OriginReading {
  const list = parts.map((part) => part.replace(/^["'`]|["'`]$/g, ''));
  return { kind: 'malformed', flaws: [...flaws, 'joined'], parts: list };
}

function readSingle(text: string, flaws: OriginFlaw[]): OriginReading {
  const match = SCHEME.exec(text);
  if (!match) return readWithoutScheme(text, flaws);
  let scheme = match[1] ?? '';
  let rest = match[2] ?? '';
  if (scheme !== scheme.toLowerCase()) {
    flaws.push('upper-case');
    scheme = scheme.toLowerCase();
  }
  const twin = WEBSOCKET_TWINS[scheme];
  if (twin !== undefined) {
    flaws.push('websocket-scheme');
    scheme = twin;
  }
  const slash = rest.search(/[/?#]/);
  if (slash >= 0) {
    flaws.push(rest.slice(slash) === '/' ? 'trailing-slash' : 'path');
    rest = rest.slice(0, slash);
  }
  const at = rest.lastIndexOf('@');
  if (at >= 0) {
    flaws.push('userinfo');
    rest = rest.slice(at + 1);
  }
  return readAuthority(scheme, rest, flaws);
}

function readAuthority(scheme: string, authority: string, flaws: OriginFlaw[]): OriginReading {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]*)(?::(.*))?$/s.exec(authority);
  if (!match) return { kind: 'malformed', flaws: [...flaws, 'invalid-host'] };
  let host = match[1] ?? '';
  let port = match[2] ?? '';
  // Schemes of applications (`capacitor://localhost`, `chrome-extension://id`, `file://`) keep their own rules.
  const isWeb = scheme in DEFAULT_PORTS;
  if (isWeb && host === '') return { kind: 'malformed', flaws: [...flaws, 'invalid-host'] };
  if (match[2] !== undefined && !isPort(port))
    return { kind: 'malformed', flaws: [...flaws, 'invalid-port'] };
  if (host !== host.toLowerCase()) {
    if (isWeb) flaws.push('upper-case');
    host = isWeb ? host.toLowerCase() : host;
  }
  const ascii = toAscii(host);
  if (ascii !== host) {
    flaws.push('unicode-host');
    host = ascii ?? host;
    if (ascii === undefined) return { kind: 'malformed', flaws };
  }
  if (isWeb && !isHost(host)) return { kind: 'malformed', flaws: [...flaws, 'invalid-host'] };
  if (port !== '' && DEFAULT_PORTS[scheme] === String(Number(port))) {
    flaws.push('default-port');
    port = '';
  }
  const value = `${scheme}://${host}${port === '' ? '' : `:${port}`}`;
  if (flaws.length > 0) return { kind: 'malformed', flaws, meant: value };
  return { kind: 'origin', scheme, host, port, value };
}

function readWithoutScheme(text: string, flaws: OriginFlaw[]): OriginReading {
  const bare = text.replace(/^\/\//, '');
  const candidate = readSingle(`https://${bare}`, []);
  const host =
    candidate.kind === 'origin'
      ? candidate.value
      : candidate.kind === 'malformed'
        ? candidate.meant
        : undefined;
  // "https:/a.example", "https//a.example" and the like: the scheme is there, its separator is not.
  const broken = /^(https?)(?::\/?|\/\/)([^/].*)$/i.exec(text);
  if (broken?.[1] && broken[2] && !/^\d+$/.test(broken[2])) {
    const repaired = readSingle(`${broken[1].toLowerCase()}://${broken[2]}`, []);
    const meant = repaired.kind === 'origin' ? repaired.value : undefined;
    return { kind: 'malformed', flaws: [...flaws, 'no-scheme'], ...(meant === undefined ? {} : { meant }) };
  }
  return {
    kind: 'malformed',
    flaws: [...flaws, 'no-scheme'],
    ...(host === undefined ? {} : { parts: [host] }),
  };
}

function isPort(port: string): boolean {
  return /^\d{1,5}$/.test(port) && Number(port) <= 65535 && (port === '0' || !port.startsWith('0'));
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return true;
  return /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?$/.test(host) && !host.includes('..');
}

/** Loopback as browsers see it (Secure Contexts, "potentially trustworthy origin"), and `0.0.0.0`, which is used like it. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(host) ||
    host === '[::1]' ||
    host === '0.0.0.0'
  );
}

/** A host that only a private network can answer for: private addresses, single labels, reserved top-level names. */
export function isPrivateHost(host: string): boolean {
  if (/^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host)) return true;
  if (/^\[(?:f[cd]|fe80)/i.test(host)) return true;
  return (
    !host.includes('.') ||
    /\.(?:local|localdomain|internal|intranet|lan|home|corp|test|example|invalid|home\.arpa)$/.test(host)
  );
}

/** What is wrong, as the end of "`x` can never equal an origin: …". */
export const FLAW_WORDS: Readonly<Record<OriginFlaw, string>> = {
  empty: 'it is empty',
  blank: 'it begins or ends with a blank',
  quotes: 'it holds quotation marks',
  joined: 'it holds several origins in one text',
  'no-scheme': 'it has no scheme (`https://`)',
  'websocket-scheme': 'a page that opens a WebSocket has an `http` or `https` origin, never `ws`',
  userinfo: 'it holds a user name',
  path: 'an origin has no path',
  'trailing-slash': 'an origin has no trailing slash',
  'upper-case': 'browsers send scheme and host in lower case',
  'default-port': 'browsers leave the default port out',
  'unicode-host': 'browsers send international names in their ASCII form',
  'invalid-host': 'its host is not valid',
  'invalid-port': 'its port is not valid',
};
