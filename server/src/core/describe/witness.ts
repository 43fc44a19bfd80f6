import { type Answer, type Header, headerOf } from '../policy/answer.ts';
import type { Witness } from '../rules/rule.ts';

/** A witness on one line: the request, what of the answer counts, and what the browser does. A whole sentence. */
export function witnessLine({ question, preflight, response, decision }: Witness): string {
  const refusedBefore = preflight !== undefined && !decision.sent;
  const cookies = question.credentials ? ' and cookies' : '';
  const asked = `${question.method ?? 'GET'} with \`Origin: ${oneLine(question.origin)}\`${cookies}`;
  const answered = refusedBefore
    ? `the preflight is answered ${answerLine(preflight)}`
    : answerLine(response);
  return `${asked} → ${answered}. ${decision.reason}`;
}

function answerLine(answer: Answer): string {
  const shown = corsHeaders(answer).map(([name, value]) => `\`${name}: ${oneLine(value)}\``);
  return `${answer.status}${shown.length === 0 ? ' without any `Access-Control-*` header' : ` ${shown.join(', ')}`}`;
}

/** The headers that decide, in the order of the answer. */
export function corsHeaders({ headers }: Answer): readonly Header[] {
  return headers.filter(([name]) => /^access-control-/i.test(name));
}

export function varyOf(answer: Answer): string | undefined {
  return headerOf(answer.headers, 'vary');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
