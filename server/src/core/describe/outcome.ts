import { readOrigin } from '../origins/origin.ts';
import { headerOf } from '../policy/answer.ts';
import type { Policy } from '../policy/policy.ts';
import { FOREIGN_ORIGIN } from '../rules/exposure.ts';
import type { Question, RuleContext, Witness } from '../rules/rule.ts';

/** What one set-up answers to a foreign origin and to one of its own, as a Markdown table. */
export function outcomeTable(policy: Policy, context: RuleContext): string {
  const rows = [FOREIGN_ORIGIN, ...ownOrigin(policy)].flatMap((origin) => [
    row(origin, 'GET', context.ask(policy, { origin, credentials: false })),
    row(origin, 'GET with cookies', context.ask(policy, { origin, credentials: true })),
    row(origin, 'PUT with JSON (preflight first)', context.ask(policy, preflighted(origin))),
  ]);
  return ['| page | request | `Allow-Origin` | the browser |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function preflighted(origin: string): Question {
  return { origin, credentials: false, method: 'PUT', headers: ['Content-Type'] };
}

function ownOrigin(policy: Policy): readonly string[] {
  for (const { match } of policy.origins) {
    if (match.kind !== 'exact' && match.kind !== 'fixed') continue;
    const reading = readOrigin(match.value);
    if (reading.kind === 'origin') return [reading.value];
  }
  return [];
}

function row(origin: string, request: string, witness: Witness): string {
  const answer = witness.preflight && !witness.decision.sent ? witness.preflight : witness.response;
  const sent = headerOf(answer.headers, 'access-control-allow-origin');
  return `| \`${origin}\` | ${request} | ${sent === undefined ? '–' : `\`${escapeCell(sent)}\``} | ${verdict(witness)} |`;
}

export function verdict({ decision }: Witness): string {
  if (decision.allowed) return 'may read';
  return decision.sent ? 'request arrives, **reading refused**' : '**refused** before the request';
}

export function escapeCell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[|`]/g, (mark) => `\\${mark}`);
}
