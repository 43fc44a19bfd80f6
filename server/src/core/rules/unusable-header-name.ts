import {
  forbiddenResponseHeaderNames,
  headerLines,
  isForbiddenRequestHeader,
  isToken,
  parseTokenList,
  safelistedRequestHeaderNames,
} from '../browser/index.ts';
import { replace } from '../fixes/edits.ts';
import { printList } from '../fixes/print.ts';
import type { Header } from '../policy/answer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Edit } from '../text/span.ts';
import { speakerFirst } from './exposure.ts';
import { type Listed, namesListed, spread, takeOut } from './listed.ts';
import { optionsOf } from './options.ts';
import { askProbe, listValue, type Probe, probeOf, withValue } from './probes.ts';
import type { Draft, Fix, Rule, RuleContext, Witness } from './rule.ts';

export const unusableHeaderName: Rule = {
  id: 'unusable-header-name',
  level: 'warning',
  summary: 'A header name that can do nothing in its list',
  fix: 'both',
  policy(policy, context) {
    return (['headers', 'expose-headers'] as const).flatMap((role) => {
      const options = optionsOf(policy, context, role);
      const probe = options.length > 0 ? probeOf(policy, context) : undefined;
      return options.flatMap((option) => {
        const names = namesListed(policy, option, context);
        return names.flatMap((listed) => check({ policy, context, probe, listed, names, list: LISTS[role] }));
      });
    });
  },
};

interface List {
  readonly header: string;
  /** Whether the names count in the answer to a preflight, or in every answer. */
  readonly isPreflight: boolean;
}

const LISTS: Readonly<Record<'headers' | 'expose-headers', List>> = {
  headers: { header: 'Access-Control-Allow-Headers', isPreflight: true },
  'expose-headers': { header: 'Access-Control-Expose-Headers', isPreflight: false },
};

interface Case {
  readonly policy: Policy;
  readonly context: RuleContext;
  readonly probe: Probe | undefined;
  readonly listed: Listed;
  readonly names: readonly Listed[];
  readonly list: List;
}

/** Names of requests that no answer has. */
const REQUEST_ONLY: ReadonlySet<string> = new Set([
  'accept-language',
  'access-control-request-headers',
  'access-control-request-method',
  'cookie',
  'host',
  'origin',
  'referer',
  'user-agent',
]);

function check(one: Case): readonly Draft[] {
  const { listed, names, list } = one;
  const together = isTogether(one);
  if (together) return names.find(({ text }) => text === listed.text) === listed ? together : [];
  const lower = listed.name.toLowerCase();
  if (lower === '*') return [];
  if (!isToken(lower)) return noToken(one);
  return list.isPreflight ? ofRequest(one, lower) : ofAnswer(one, lower);
}

function ofRequest(one: Case, lower: string): readonly Draft[] {
  const { name } = one.listed;
  if (/^access-control-(?:allow|expose|max)-/.test(lower)) {
    return [
      removable(
        one,
        `\`${name}\` is a header of answers: no page has to send it, so allowing it gives no access. The server sends it by itself. Remove it from this list.`,
      ),
    ];
  }
  if (!isForbiddenRequestHeader(lower, '')) return [];
  const why = `\`${name}\` needs no permission: browsers set it by themselves and let no page write it, so no preflight asks for it.`;
  return [{ ...removable(one, why), severity: 'hint' }];
}

function ofAnswer(one: Case, lower: string): readonly Draft[] {
  const { name } = one.listed;
  if (forbiddenResponseHeaderNames.has(lower)) {
    return [
      removable(
        one,
        `No page can read \`${name}\`, whether it is exposed or not: browsers keep cookies from scripts. Send what the page needs under another name or in the body.`,
      ),
    ];
  }
  if (!REQUEST_ONLY.has(lower)) return [];
  const why = `\`${name}\` is a header of requests: answers do not have it, so there is nothing to expose.`;
  return [{ ...removable(one, why), severity: 'hint' }];
}

function removable(one: Case, message: string): Draft {
  const { listed, context } = one;
  const edits = takeOut(listed, context);
  const title = `Remove ${listed.name}`;
  const fixes: Fix[] = edits.length > 0 ? [{ kind: 'edit', title, safety: 'unsafe', edits }] : [];
  return { place: listed.place, message, fixes };
}

/** Only where it is sent: a library may take such a name for a pattern and compare it itself. */
function noToken(one: Case): readonly Draft[] {
  const { listed, policy, list } = one;
  if (!one.probe || !valuesSent(one, one.probe).includes(listed.name)) return [];
  const effect = list.isPreflight
    ? 'every request that needs a preflight fails'
    : 'scripts can read none of these headers';
  const message = `\`${listed.name}\` is no header name, and one such entry spoils the whole list: ${speakerFirst(policy)} sends it in \`${list.header}\`, and ${effect}.`;
  const parts = listed.name.split(/[\s;|]+/).filter((part) => part !== '');
  const isList = parts.length > 1 && parts.every((part) => /^[A-Za-z][A-Za-z0-9-]*$/.test(part));
  const edits = isList ? spread(listed, parts, one.context) : [];
  const fixes: Fix[] =
    edits.length > 0 ? [{ kind: 'edit', title: 'Write them apart', safety: 'safe', edits }] : [];
  return [{ place: listed.place, message, fixes }];
}

function valuesSent({ list, context }: Case, probe: Probe): readonly string[] {
  const lines = headerLines(answerTo(list, probe, context, 'x-requested-with'), list.header);
  return lines.flatMap((line) => line.split(',')).map((part) => part.trim());
}

function answerTo(list: List, probe: Probe, context: RuleContext, name: string): readonly Header[] {
  const { preflight, response } = askProbe(probe, context, { method: 'GET', headers: [name] });
  return list.isPreflight ? (preflight?.headers ?? []) : response.headers;
}

/** `["Content-Type, Authorization"]` where the library takes it for one name: shown by a list that would do. */
function isTogether(one: Case): readonly Draft[] | undefined {
  const { listed, names, context, probe, policy, list } = one;
  if (listed.alone || !probe) return undefined;
  const parts = names.filter(({ text }) => text === listed.text).map(({ name }) => name);
  const isName = (name: string) => isToken(name) && name !== '*' && !isForbiddenRequestHeader(name, '');
  const asked = parts.find((name) => isName(name) && !safelistedRequestHeaderNames.has(name.toLowerCase()));
  if (asked === undefined || works(list, probe, context, asked)) return undefined;
  const all = names.map(({ name }) => name);
  const apart = withValue(probe, listed.option, listValue(listed.option.value, all));
  if (!works(list, apart, context, asked)) return undefined;
  const edits = split(one, parts);
  const fixes: Fix[] =
    edits.length > 0 ? [{ kind: 'edit', title: 'Write one entry for each name', safety: 'safe', edits }] : [];
  const effect = list.isPreflight
    ? `it lets no request with \`${asked}\` through`
    : `scripts cannot read \`${asked}\``;
  const message = `\`${listed.text.value}\` is one text, and ${speakerFirst(policy)} takes it for one name: ${effect}. Write one entry for each name.`;
  return [{ place: listed.text.place, message, fixes }];
}

/** Whether the header gets through: a request that has it is sent, an answer that has it can be read. */
function works(list: List, probe: Probe, context: RuleContext, name: string): boolean {
  if (list.isPreflight) return isSent(askProbe(probe, context, { method: 'GET', headers: [name] }));
  const sent = parseTokenList(answerTo(list, probe, context, 'x-requested-with'), list.header);
  return sent.kind === 'list' && sent.items.some((item) => item.toLowerCase() === name.toLowerCase());
}

function isSent({ decision }: Witness): boolean {
  return decision.failedAt?.phase !== 'preflight';
}

function split({ listed, context, names }: Case, parts: readonly string[]): readonly Edit[] {
  const { text, inList } = listed;
  if (inList) return spread({ ...listed, content: text.place }, parts, context);
  const source = context.text(text.place.uri);
  const isLiteral = /^["'`]/.test(source.slice(text.place.start, text.place.end));
  return isLiteral && names.length === parts.length
    ? [replace(text.place, printList(parts, source, text.place))]
    : [];
}
