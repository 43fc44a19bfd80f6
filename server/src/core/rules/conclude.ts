import type { When } from '../evaluate/value.ts';
import type { Misuse } from '../frameworks/framework.ts';
import type { Option, Policy } from '../policy/policy.ts';
import { settingNote, type VariablesOfFile, variablesIn, variablesWithin } from '../policy/variables.ts';
import type { Settings } from '../settings/settings.ts';
import { contains, containsPlace, type Place } from '../text/span.ts';
import { tellsCalls } from './page-calls.ts';
import type { Confidence, Draft, Finding, Fix, Related, Rule, Severity } from './rule.ts';

/** What one rule said of one policy or misuse. */
export interface Candidate {
  readonly rule: Rule;
  readonly draft: Draft;
  readonly policy?: Policy;
  readonly misuse?: Misuse;
}

/** The requests of pages that a policy makes fail. */
export type CallsTo = (policy: Policy) => readonly Related[];

const SEVERITIES: readonly Severity[] = ['hint', 'information', 'warning', 'error'];
const CONFIDENCES: readonly Confidence[] = ['possible', 'likely', 'certain'];

/**
 * Makes findings of what the rules said: joins what holds in several outcomes of one set-up, says the conditions,
 * applies levels, and lets the worst speak where several concern one value.
 */
export function conclude(
  candidates: readonly Candidate[],
  policies: readonly Policy[],
  settings: Settings,
  variables: VariablesOfFile = () => [],
  calls: CallsTo = () => [],
): readonly Finding[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { place, message } = candidate.draft;
    const setup = candidate.policy ? `${candidate.policy.setup.uri}:${candidate.policy.setup.start}` : '';
    push(
      groups,
      JSON.stringify([candidate.rule.id, place.uri, place.start, place.end, message, setup]),
      candidate,
    );
  }
  const findings = [...groups.values()].map((group) => {
    const finding = toFinding(group, policies, settings, variables, calls);
    return { finding, topic: group[0]?.draft.topic ?? finding.rule };
  });
  const reported = findings.filter(
    ({ finding }) => rank(CONFIDENCES, finding.confidence) >= rank(CONFIDENCES, settings.minimumConfidence),
  );
  return worstOfEach(reported).sort(byPlace);
}

function toFinding(
  group: readonly Candidate[],
  policies: readonly Policy[],
  settings: Settings,
  variables: VariablesOfFile,
  calls: CallsTo,
): Finding {
  const [first] = group;
  if (!first) throw new RangeError('a group of candidates is never empty');
  const { rule, draft, policy, misuse } = first;
  const when = policy ? conditionsOf(group, policies) : conditionsOfMisuse(misuse);
  const development = developmentReason(group, when);
  const level = settings.rules[rule.id];
  const own = draft.severity ?? rule.level;
  const severity =
    level !== undefined && level !== 'off' ? level : development === undefined ? own : oneLower(own);
  const sentences = [draft.message, ...circumstances(when, development)];
  return {
    rule: rule.id,
    severity,
    confidence: leastConfident(draft.confidence ?? 'certain', when),
    place: draft.place,
    message: sentences.join(' '),
    related: [
      ...(draft.related ?? []),
      ...(policy ? wayOf(draft, policy) : []),
      ...possibleValues(group, when, variables),
      ...(policy && tellsCalls(rule.id) ? calls(policy) : []),
    ],
    fixes: draft.fixes ?? [],
    ...(draft.witness ? { witness: draft.witness } : {}),
    ...(policy ? { framework: policy.framework, version: policy.version } : {}),
    ...(misuse ? { framework: misuse.framework } : {}),
  };
}

/** What must hold, and that it concerns development only, each said once. */
function circumstances(when: readonly When[], development: string | undefined): readonly string[] {
  const conditions = when.map(({ text }) => text).join(' and ');
  if (development === undefined) return conditions === '' ? [] : [`This holds when ${conditions}.`];
  if (when.some(({ development }) => development))
    return [`This holds in development only, when ${conditions}.`];
  return [
    `This concerns development only: ${[development, conditions].filter((part) => part !== '').join(', when ')}.`,
  ];
}

function conditionsOfMisuse(misuse: Misuse | undefined): readonly When[] {
  return misuse && 'when' in misuse ? (misuse.when ?? []) : [];
}

/** What must hold for all of the group, in the words of the source. */
function conditionsOf(group: readonly Candidate[], policies: readonly Policy[]): readonly When[] {
  const said = group.flatMap(({ policy }) => (policy ? [policy] : []));
  const [first, ...others] = said;
  if (!first) return [];
  const common = first.when.filter((when) =>
    others.every((other) => other.when.some((w) => sameCondition(w, when))),
  );
  const all = policies.filter((policy) => sameSetup(policy, first));
  const isAll = all.every((policy) => said.includes(policy));
  const shared = isAll || common.length > 0 ? common : decisive(first, said, all);
  const own = group.flatMap(({ draft, policy }) => (policy ? (optionAt(draft, policy)?.when ?? []) : []));
  return [...shared, ...own.filter((when, index) => own.findIndex((w) => sameCondition(w, when)) === index)];
}

/** Without the conditions that change nothing: the outcomes that differ in them alone are all in the group. */
function decisive(first: Policy, said: readonly Policy[], all: readonly Policy[]): readonly When[] {
  const idle = new Set<string>();
  const related = all.filter(({ originsPlace }) => samePlace(originsPlace, first.originsPlace));
  for (const { subject } of first.when) {
    idle.add(subject);
    const own = casesBut(first, idle);
    const alike = related.filter((policy) => casesBut(policy, idle) === own);
    if (alike.length < 2 || !alike.every((policy) => said.includes(policy))) idle.delete(subject);
  }
  return first.when.filter(({ subject }) => !idle.has(subject));
}

function casesBut({ when }: Policy, subjects: ReadonlySet<string>): string {
  const left = when.filter(({ subject }) => !subjects.has(subject));
  return JSON.stringify(left.map(({ subject, outcome }) => [subject, outcome]).sort());
}

/** The option whose value stands where the finding does, or holds it. */
function optionAt({ place }: Draft, policy: Policy): Option | undefined {
  const options = [...policy.options.values()];
  return (
    options.find(({ value }) => samePlace(value.place, place)) ??
    // The entry of a list came the way of the list.
    options.find(({ value }) => containsPlace(value.place, place))
  );
}

function samePlace(a: Place, b: Place): boolean {
  return a.uri === b.uri && a.start === b.start;
}

function sameSetup(a: Policy, b: Policy): boolean {
  return (
    a.framework === b.framework &&
    a.scope === b.scope &&
    a.setup.uri === b.setup.uri &&
    a.setup.start === b.setup.start &&
    a.setup.end === b.setup.end
  );
}

function sameCondition(a: When, b: When): boolean {
  return a.subject === b.subject && a.outcome === b.outcome;
}

/** Development only where every outcome that says so is one, by file or by a condition that is told. */
function developmentReason(group: readonly Candidate[], when: readonly When[]): string | undefined {
  const condition = when.find(({ development }) => development);
  if (condition) return condition.text;
  const reasons = group.map(({ policy }) => policy?.development);
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
}

function leastConfident(own: Confidence, when: readonly When[]): Confidence {
  const fromConditions: Confidence = when.some(({ environment }) => environment)
    ? 'possible'
    : when.length > 0
      ? 'likely'
      : 'certain';
  return rank(CONFIDENCES, own) < rank(CONFIDENCES, fromConditions) ? own : fromConditions;
}

/** More places than these are a search, not a note. */
const MOST_POSSIBLE = 4;

/** Where the workspace's files give a value to what the finding rests on. It is one that is possible: nothing is judged by it. */
function possibleValues(
  group: readonly Candidate[],
  when: readonly When[],
  variables: VariablesOfFile,
): readonly Related[] {
  const names = new Set(variablesIn(when));
  for (const { draft, policy } of group) {
    for (const { value } of policy?.options.values() ?? []) {
      for (const variable of variablesWithin(value, draft.place)) names.add(variable);
    }
  }
  return [...names]
    .flatMap((name) => variables(name))
    .slice(0, MOST_POSSIBLE)
    .map((setting) => ({ place: setting.place, message: settingNote(setting) }));
}

/** The way the value took, and the set-up where it stands elsewhere. */
function wayOf(draft: Draft, policy: Policy): readonly Related[] {
  const { place } = draft;
  if (place.uri === policy.setup.uri && contains(policy.setup, place)) return [];
  const rule = policy.origins.find((origin) => samePlace(origin.place, place));
  const steps = (rule && rule.via.length > 0 ? rule.via : optionAt(draft, policy)?.value.via) ?? [];
  const way = steps
    .filter((step) => !samePlace(step.place, place))
    .map((step) => ({ place: step.place, message: step.what }));
  return [...way, { place: policy.setup, message: `${policy.title} is set up here` }];
}

/** One place, one finding: the worst of a topic speaks and mentions the others. The same said twice is said once. */
function worstOfEach(findings: readonly { readonly finding: Finding; readonly topic: string }[]): Finding[] {
  const best = new Map<string, Finding>();
  for (const { finding, topic } of findings) {
    const key = JSON.stringify([topic, finding.place.uri, finding.place.start, finding.place.end]);
    const known = best.get(key);
    if (!known) best.set(key, finding);
    else best.set(key, weight(finding) > weight(known) ? joined(finding, known) : joined(known, finding));
  }
  return [...best.values()];
}

/** A note beside an error or a warning about the same value would only repeat it more softly. */
function joined(worse: Finding, other: Finding): Finding {
  if (worse.rule === other.rule || (other.severity !== 'error' && other.severity !== 'warning')) return worse;
  const message = `${worse.message} Besides (${other.rule}): ${other.message}`;
  if (other.severity !== worse.severity) return { ...worse, message };
  // What mends only one of the two would leave the other: it stays with what mends the value itself.
  const whole = (fix: Fix) => fix.safety === 'safe' || fix.kind === 'choose-origins';
  return { ...worse, message, fixes: [...other.fixes, ...worse.fixes].filter(whole) };
}

function weight(finding: Finding): number {
  return rank(SEVERITIES, finding.severity) * 10 + rank(CONFIDENCES, finding.confidence);
}

function byPlace(a: Finding, b: Finding): number {
  return a.place.uri === b.place.uri
    ? a.place.start - b.place.start ||
        a.place.end - b.place.end ||
        (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
    : a.place.uri < b.place.uri
      ? -1
      : 1;
}

function oneLower(severity: Severity): Severity {
  return SEVERITIES[Math.max(0, rank(SEVERITIES, severity) - 1)] ?? 'hint';
}

function rank<T>(order: readonly T[], value: T): number {
  return order.indexOf(value);
}

function push<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
