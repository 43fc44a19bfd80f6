import { isForbiddenMethod, isSafelistedMethod, isToken } from '../browser/index.ts';
import { replace } from '../fixes/edits.ts';
import { printList } from '../fixes/print.ts';
import { headerOf } from '../policy/answer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Edit } from '../text/span.ts';
import { speakerFirst } from './exposure.ts';
import { type Listed, namesListed, rewrite, spread, takeOut } from './listed.ts';
import { optionsOf } from './options.ts';
import { askProbe, listValue, type Probe, probeOf, textValue, withValue } from './probes.ts';
import type { Draft, Fix, Rule, RuleContext, Witness } from './rule.ts';

/** The methods that pages use. Others are a protocol's own, and so is their case. */
const COMMON: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const KNOWN: ReadonlySet<string> = new Set([...COMMON, 'OPTIONS', 'QUERY']);

export const unusableMethod: Rule = {
  id: 'unusable-method',
  level: 'error',
  summary: 'An allowed method that no request can have',
  fix: 'safe',
  policy(policy, context) {
    const options = optionsOf(policy, context, 'methods');
    const probe = options.length > 0 ? probeOf(policy, context) : undefined;
    if (!probe) return [];
    return options.flatMap((option) => {
      const names = namesListed(policy, option, context);
      return names.flatMap((listed) => check({ policy, context, probe, listed, names }));
    });
  },
};

interface Case {
  readonly policy: Policy;
  readonly context: RuleContext;
  readonly probe: Probe;
  readonly listed: Listed;
  /** All of the option's. */
  readonly names: readonly Listed[];
}

function check(one: Case): readonly Draft[] {
  const { listed, names } = one;
  const { name, text } = listed;
  const together = isTogether(one);
  if (together) return names.find((each) => each.text === text) === listed ? together : [];
  if (name === '*') return wildcard(one);
  if (!isToken(name)) return noToken(one);
  if (isForbiddenMethod(name)) return forbidden(one);
  return otherCase(one);
}

/** GET, HEAD and POST are asked for only with a header beyond the safelist. */
function witnessOf(probe: Probe, context: RuleContext, method: string): Witness {
  const headers = isSafelistedMethod(method) ? ['content-type'] : [];
  return askProbe(probe, context, { method, headers });
}

/** Whether the request gets through when everything but this name is in order, and these stand in its place. */
function passesWith(one: Case, methods: readonly string[], method: string, apart = false): boolean {
  const { probe, listed, names, context } = one;
  const { option } = listed;
  const texts = [...new Set(names.map(({ text }) => text))].flatMap((text) => {
    const parts = names
      .filter((each) => each.text === text)
      .map((each) => (each === listed ? methods : inOrder(each.name)));
    const isApart = parts.length === 1 || (apart && text === listed.text);
    return isApart ? parts.flat() : [parts.flat().join(', ')];
  });
  const isText = option.value.kind === 'text' && !apart && listed.name !== '*';
  const value = isText ? textValue(option.value, texts.join(', ')) : listValue(option.value, texts);
  return witnessOf(withValue(probe, option, value), context, method).decision.allowed;
}

/** One of two requests that shows a difference: it fails as things stand and passes once this name is mended. */
function isToBlame(one: Case, methods: readonly string[], method: string, apart = false): boolean {
  const asWritten =
    one.names.length === 1
      ? witnessOf(one.probe, one.context, method).decision.allowed
      : passesWith(one, [one.listed.name], method);
  return !asWritten && passesWith(one, methods, method, apart);
}

function inOrder(name: string): readonly string[] {
  return name === '*' || isToken(name) ? [name] : partsOf(name);
}

function partsOf(name: string): readonly string[] {
  const parts = name.split(/[\s;|/]+/).filter((part) => part !== '');
  return parts.every((part) => KNOWN.has(part.toUpperCase())) ? parts.map((part) => part.toUpperCase()) : [];
}

/** `["GET, POST"]` where the library compares entries: one entry that is no method. */
function isTogether(one: Case): readonly Draft[] | undefined {
  const { context, listed, names, probe, policy } = one;
  if (listed.alone || !listed.inList) return undefined;
  const methods = names.filter(({ text }) => text === listed.text).map(({ name }) => name);
  const method = methods.find((name) => !isSafelistedMethod(name)) ?? listed.name;
  if (!KNOWN.has(method) || !isToBlame(one, [listed.name], method, true)) return undefined;
  const witness = witnessOf(probe, context, method);
  const edits = spread({ ...listed, content: listed.text.place }, methods, context);
  const message = `\`${listed.text.value}\` is one entry, and no method is called that. ${refusal(policy, witness, method)} Write one entry for each method.`;
  const fixes = fixOf('Write one entry for each method', edits);
  return [{ ...draft(one, message, fixes, witness), place: listed.text.place }];
}

function fixOf(title: string, edits: readonly Edit[]): readonly Fix[] {
  return edits.length > 0 ? [{ kind: 'edit', title, safety: 'safe', edits }] : [];
}

/** `*` where the library does not know it for a wildcard: shown by a request that a list would let through. */
function wildcard(one: Case): readonly Draft[] {
  const { policy, context, probe, listed } = one;
  const method = 'PUT';
  const witness = witnessOf(probe, context, method);
  if (!isToBlame(one, COMMON, method)) return [];
  const { place } = listed.option.value.kind === 'list' ? listed.option.value : listed.text;
  const text = context.text(place.uri);
  const isLiteral = /^[[("'`]/.test(text.slice(place.start, place.end));
  const canList = isLiteral && one.names.length === 1 && listed.content !== undefined;
  const fixes = fixOf('List the methods', canList ? [replace(place, printList(COMMON, text, place))] : []);
  return [
    draft(
      one,
      `\`*\` is no wildcard for methods here: ${refusal(policy, witness, method)} No request but GET, HEAD and POST gets through. List the methods.`,
      fixes,
      witness,
    ),
  ];
}

/** One such element spoils the whole header for browsers (Fetch, CORS-preflight fetch, "extract header list values"). */
function noToken(one: Case): readonly Draft[] {
  const { policy, context, probe, listed } = one;
  const parts = partsOf(listed.name);
  const method = [...parts, 'PUT'].find((part) => !isSafelistedMethod(part)) ?? 'PUT';
  const witness = witnessOf(probe, context, method);
  if (witness.decision.allowed) return [];
  const fixes = parts.length > 1 ? fixOf('Write them apart', spread(listed, parts, context)) : [];
  const what =
    parts.length > 1
      ? 'is several methods in one, and only a comma parts methods'
      : 'is no method: it holds a letter that no name may have';
  return [draft(one, `\`${listed.name}\` ${what}. ${refusal(policy, witness, method)}`, fixes, witness)];
}

function forbidden(one: Case): readonly Draft[] {
  const { context, listed } = one;
  const name = listed.name.toUpperCase();
  const fixes = fixOf(`Remove ${listed.name}`, takeOut(listed, context));
  const message = `Allowing \`${listed.name}\` changes nothing: no browser lets a page send ${name}, \`fetch()\` throws before any request is made. Remove it.`;
  return [{ ...draft(one, message, fixes), severity: 'warning' }];
}

/** `patch`: shown by a request that the same name in upper case would let through. */
function otherCase(one: Case): readonly Draft[] {
  const { policy, context, probe, listed, names } = one;
  const upper = listed.name.toUpperCase();
  if (listed.name === upper || !KNOWN.has(upper) || names.some(({ name }) => name === upper)) return [];
  if (!isToBlame(one, [upper], upper)) return [];
  const witness = witnessOf(probe, context, upper);
  const fixes = fixOf(`Write ${upper}`, rewrite(listed, upper));
  const message = `\`${listed.name}\` lets no ${upper} request through: methods are compared letter by letter. ${refusal(policy, witness, upper)} Write \`${upper}\`.`;
  return [draft(one, message, fixes, witness)];
}

function draft({ probe, listed }: Case, message: string, fixes: readonly Fix[], witness?: Witness): Draft {
  return {
    place: listed.place,
    message,
    fixes,
    ...(witness && !probe.assumed ? { witness } : {}),
  };
}

/** What the library answers, and what the browser makes of it. */
function refusal(policy: Policy, { preflight, decision }: Witness, method: string): string {
  const who = speakerFirst(policy);
  if (decision.code === 'preflight-status')
    return `${who} refuses the preflight for ${method} with status ${preflight?.status ?? ''}.`;
  const sent = headerOf(preflight?.headers ?? [], 'access-control-allow-methods');
  return sent === undefined
    ? `${who} answers a preflight for ${method} without \`Access-Control-Allow-Methods\`, and the browser never sends the request.`
    : `${who} answers a preflight for ${method} with \`Access-Control-Allow-Methods: ${sent}\`, and the browser never sends the request.`;
}
