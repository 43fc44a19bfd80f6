/**
 * What of a variable's value may be shown. A name that speaks of a secret hides its value, whatever it is; in other values only
 * what looks like origins, names, numbers and switches is shown. When in doubt nothing is: the place alone helps too.
 */
export function shownValue(variable: string, value: string): string | undefined {
  const trimmed = value.trim();
  if (SECRET_NAME.test(variable) && !(CORS_SWITCH.test(variable) && SWITCH.test(trimmed))) return undefined;
  if (trimmed.length > LONGEST_READ) return undefined;
  const parts: string[] = [];
  for (const part of trimmed.split(/([\s,;"'`]+)/)) {
    const shown = /^[\s,;"'`]*$/.test(part)
      ? part.replace(/\s+/g, ' ').replaceAll('`', "'")
      : shownPart(part);
    if (shown === undefined) return undefined;
    parts.push(shown);
  }
  const text = parts.join('');
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

const LONGEST_READ = 4000;
const LONGEST_SHOWN = 160;
const LONGEST_PART = 300;

const SECRET_NAME =
  /secret|token|key|pass|pwd|private|credential|dsn|salt|signature|signing|cert|jwt|hmac|connection_?string|(?:^|_)(?:auth|pat|pin|otp|seed)$|authorization|cookie|session|webhook/i;

/** The options of cross-origin access that are called like secrets. True and false are none. */
const CORS_SWITCH = /(?:cors|allow|support|supports|with|use|enable)\w*_?credentials$|private_?network$/i;
const SWITCH = /^(?:true|false|yes|no|on|off|0|1)$/i;

function shownPart(part: string): string | undefined {
  if (part.length > LONGEST_PART) return undefined;
  const address = ADDRESS.exec(part);
  if (address) return shownAddress(`${address[1] ?? ''}${address[2] ?? ''}`, address[3] ?? '');
  // A scheme that browsers do not open, user names before hosts, pairs of keys and values.
  if (/:\/\/|[@=]/.test(part) || !PLAIN.test(part) || looksSecret(part, 16)) return undefined;
  // `user:password` looks like `localhost:3000`, but for what stands behind the colon.
  if (/:(?![\d*\\[$(]|$|-)/.test(part)) return undefined;
  return part;
}

const ADDRESS =
  /^([\^(/[{\\]*)((?:https?\??|wss?\??|\(https?\|https?\)|chrome-extension|moz-extension|safari-web-extension|capacitor|ionic|tauri|vscode-webview|\*|\.\*|\.\+):(?:\/\/|\\\/\\\/))(.*)$/i;

const PLAIN = /^[\p{L}\p{N}_.*:/\\^$?+|{}[\]()!~%&#<>-]+$/u;

/** User names and passwords are masked, paths and what follows them are cut. */
function shownAddress(scheme: string, rest: string): string | undefined {
  // A password may hold any character, also those that end an authority: all before the last @ belongs to it.
  const at = rest.lastIndexOf('@');
  const user = at < 0 ? '' : '***@';
  const [, host = '', path = ''] =
    /^((?:[^/?#\\)]|\)\??|\\[^/]|\?(?=[$)]|$))*)(.*)$/.exec(rest.slice(at + 1)) ?? [];
  if (!(host === '' || PLAIN.test(host)) || looksSecret(host, 33)) return undefined;
  if (/:(?![\d*\\[$(:\]-])./.test(host.replace(/\[[\da-f:.]*\]/i, ''))) return undefined;
  const kept = /^(?:\\?\/)?[$\])}]*$/.test(path) ? path : `${path.slice(0, 1)}…`;
  return scheme + user + host + kept;
}

const PREFIXES =
  /(?:^|[^\w])(?:sk|pk|rk|whsec)_(?:live|test)_|(?:^|[^\w])(?:gh[opusr]_|github_pat_|glpat-|xox[abeprs]-|AKIA|ASIA|AIza|SG\.|ya29\.|npm_|hf_|dop_v1_|eyJ)\w{6}|-----BEGIN/;

/** A known prefix, or a long run of letters and digits without a word in it. */
function looksSecret(text: string, longest: number): boolean {
  if (PREFIXES.test(text)) return true;
  for (const run of text.match(/[A-Za-z0-9_+/=-]+/g) ?? []) {
    if (run.length >= longest && /\d/.test(run) && /[A-Za-z]/.test(run)) return true;
    if (run.length >= Math.max(20, longest) && /^[A-Za-z0-9]+$/.test(run) && /[a-z][A-Z]|\d/.test(run))
      return true;
  }
  return false;
}
