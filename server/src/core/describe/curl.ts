import type { Header } from '../policy/answer.ts';
import { API_URL, COOKIE } from '../policy/ask.ts';
import type { Question, Witness } from '../rules/rule.ts';

/**
 * The request of a witness as a command for a POSIX shell; with its preflight before it, where the browser makes one. The
 * address is the placeholder {@link API_URL}.
 */
export function curlOf({ question, decision }: Pick<Witness, 'question' | 'decision'>): string {
  const preflight = decision.requests.find(({ kind }) => kind === 'preflight');
  const commands = [
    ...(preflight ? [curl('OPTIONS', withoutAccept(preflight.headers))] : []),
    curl(question.method ?? 'GET', headersOf(question)),
  ];
  return commands.join('\n');
}

function headersOf({ origin, credentials, headers = [] }: Question): readonly Header[] {
  return [
    ['Origin', origin],
    ...(credentials ? [COOKIE] : []),
    ...headers.map((name): Header => [name, '1']),
  ];
}

function withoutAccept(headers: readonly Header[]): readonly Header[] {
  return headers.filter(([name]) => name !== 'Accept');
}

export function curl(method: string, headers: readonly Header[], url = API_URL): string {
  const method_ = method === 'GET' ? [] : ['-X', quoted(method)];
  const lines = headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return ['curl', '-i', ...method_, ...lines, quoted(url)].join(' ');
}

/**
 * Inside single quotes a POSIX shell gives nothing a meaning but the quote itself. Control characters, which no header can
 * carry, become blanks: a line end that is pasted would run what stands before it.
 */
export function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
  return /^[\w@%+=:,./-]+$/.test(plain) && !plain.startsWith('-')
    ? plain
    : `'${plain.replaceAll("'", `'\\''`)}'`;
}
