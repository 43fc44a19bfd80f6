import { readModule, ruleContext } from '../analyze.ts';
import type { BrowserRequest, Engine, Header } from '../browser/index.ts';
import type { Evaluator } from '../evaluate/evaluator.ts';
import { describeReason } from '../evaluate/value.ts';
import { frameworkOf } from '../frameworks/registry.ts';
import { readOrigin } from '../origins/origin.ts';
import { sampleOrigin } from '../origins/patterns/sample.ts';
import { API_URL, type Exchanged, exchangeWith } from '../policy/ask.ts';
import type { Policy, ResolvedVersion } from '../policy/policy.ts';
import type { Project } from '../project.ts';
import { FOREIGN_ORIGIN } from '../rules/exposure.ts';
import type { RuleContext } from '../rules/rule.ts';
import { covers, type Place } from '../text/span.ts';
import { preflightNote, versionWords } from './hover.ts';
import { possibleValues, variablesBehind } from './variables.ts';
import { otherVersions } from './versions.ts';

/** What a page asks of a set-up. */
export interface PageRequest {
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly credentials: boolean;
  /** The browser has a cookie for the server. It goes along with credentials only. */
  readonly cookie: boolean;
  readonly engine: Engine;
}

export interface Explained extends Exchanged {
  readonly asked: PageRequest;
}

/** One set-up, under one combination of what it depends on. */
export interface SetupExplanation {
  readonly title: string;
  readonly place: Place;
  readonly scope?: string;
  readonly when: readonly string[];
  readonly version: ResolvedVersion;
  /** How the version was found, in words; empty for headers that are written by hand. */
  readonly versionNote: string;
  /** What cannot be known about it, and what another version would do; whole sentences. */
  readonly notes: readonly string[];
  /** Origins that are worth asking about, each with what it is. */
  readonly origins: readonly NamedOrigin[];
  ask(request: PageRequest): Explained;
}

export interface NamedOrigin {
  readonly what: string;
  readonly origin: string;
}

/** The set-ups of a file; with an offset only those that stand there. Empty for a file without any. */
export function explainSetups(project: Project, uri: string, offset?: number): readonly SetupExplanation[] {
  const module = project.module(uri);
  if (!module) return [];
  const context = ruleContext(project, module);
  const { policies, evaluator } = readModule(project, module);
  return policies
    .filter((policy) => offset === undefined || isAt(policy, uri, offset))
    .map((policy) => describePolicy(policy, project, uri, context, evaluator));
}

/** The set-up itself, or one of its options where they stand apart from it. */
function isAt({ setup, options }: Policy, uri: string, offset: number): boolean {
  const places = [setup, ...[...options.values()].map(({ place }) => place)];
  return places.some((place) => place.uri === uri && covers(place, offset));
}

function describePolicy(
  policy: Policy,
  project: Project,
  uri: string,
  context: RuleContext,
  evaluator: Evaluator,
): SetupExplanation {
  return {
    title: policy.title,
    place: policy.setup,
    ...(policy.scope === undefined ? {} : { scope: policy.scope }),
    when: policy.when.map(({ text }) => text),
    version: policy.version,
    versionNote: versionWords(policy.version),
    notes: [
      ...unknownParts(policy),
      ...possibleValues(variablesBehind(policy, evaluator), project, uri),
      ...otherVersions(policy, project, uri, context),
    ],
    origins: originsOf(policy),
    ask: (asked) => ({ asked, ...answerTo(policy, asked) }),
  };
}

export function answerTo(policy: Policy, asked: PageRequest): Exchanged {
  const { respond } = frameworkOf(policy.framework);
  const request: BrowserRequest = {
    origin: asked.origin,
    url: API_URL,
    method: asked.method,
    headers: asked.headers,
    credentials: asked.credentials ? 'include' : 'same-origin',
  };
  return exchangeWith((to) => respond(policy, to), request, asked);
}

function unknownParts(policy: Policy): readonly string[] {
  const notes: string[] = [];
  for (const { match } of policy.origins) {
    if (match.kind !== 'unknown') continue;
    notes.push(
      `Which origins are allowed depends on ${describeReason(match.reason)}: none of them is taken for allowed.`,
    );
  }
  if (policy.credentials === 'unknown')
    notes.push('Whether credentials are allowed is not known: they are taken for refused.');
  for (const { name, when = [] } of policy.options.values()) {
    if (when.length === 0) continue;
    const said = when.map(({ text }) => text).join(' and ');
    notes.push(`The value of \`${name}\` holds when ${said}; otherwise it is not known.`);
  }
  if (policy.open) notes.push('Options that cannot be read here may change the answer.');
  if (policy.preflightOnly) notes.push(preflightNote(policy));
  if (policy.development !== undefined) notes.push(`This concerns development only: ${policy.development}.`);
  return [...new Set(notes)];
}

/** One that is let in, where there is one, what looks like it, and those of strangers. */
export function originsOf(policy: Policy): readonly NamedOrigin[] {
  const allowed = allowedOrigin(policy);
  const known: NamedOrigin[] =
    allowed === undefined
      ? []
      : [
          { what: 'allowed', origin: allowed },
          { what: 'look-alike', origin: `${allowed.replace(/:\d+$/, '')}.evil.example` },
          allowed.startsWith('https:')
            ? { what: 'without TLS', origin: allowed.replace(/^https:/, 'http:') }
            : { what: 'with TLS', origin: allowed.replace(/^http:/, 'https:') },
        ];
  const all = [
    ...known,
    { what: 'foreign', origin: FOREIGN_ORIGIN },
    { what: 'sandboxed frame', origin: 'null' },
  ];
  return all.filter(({ origin }, index) => all.findIndex((other) => other.origin === origin) === index);
}

function allowedOrigin(policy: Policy): string | undefined {
  for (const { match } of policy.origins) {
    if (match.kind === 'exact' || match.kind === 'fixed') {
      const reading = readOrigin(match.value);
      if (reading.kind === 'origin') return reading.value;
    }
    if (match.kind === 'pattern') {
      const sample = sampleOrigin(match, match.mode);
      if (sample !== undefined) return sample;
    }
  }
  return undefined;
}

/** Whether a page can have this origin, written as a browser writes it. */
export function isPageOrigin(text: string): boolean {
  const reading = readOrigin(text);
  return reading.kind === 'null' || (reading.kind === 'origin' && reading.value === text);
}

/** The kinds of requests that differ: what needs a preflight, and what goes along. */
export const REQUEST_KINDS: readonly {
  readonly what: string;
  readonly request: Omit<PageRequest, 'origin'>;
}[] = [
  { what: 'simple', request: kind('GET', [], false) },
  { what: 'with credentials', request: kind('GET', [], true) },
  { what: 'PUT with JSON', request: kind('PUT', [['Content-Type', 'application/json']], true) },
  { what: 'with Authorization', request: kind('GET', [['Authorization', 'Bearer 1']], false) },
];

function kind(method: string, headers: readonly Header[], credentials: boolean): Omit<PageRequest, 'origin'> {
  return { method, headers, credentials, cookie: credentials, engine: 'fetch' };
}
