/** The recorded exchanges, and the comparison of one with what `decide` says. */
import { readFileSync } from 'node:fs';
import {
  type BrowserRequest,
  createPreflightCache,
  type Decision,
  decide,
  type Engine,
  type Exchange,
  type Hop,
  type PreflightCache,
} from '../../server/src/core/browser/index.ts';

export interface Expectation {
  readonly preflight: boolean;
  readonly allowed: boolean;
  readonly sent: boolean;
  readonly exposed?: readonly string[];
  readonly originHeader?: string | null;
  readonly acrh?: string | null;
  readonly opaque?: 'opaque' | 'opaqueredirect';
  readonly reason: string;
}

export interface RecordedHop extends Hop {
  readonly preflighted?: boolean;
}

export interface Row extends Exchange {
  readonly id: string;
  readonly source: string;
  readonly request: BrowserRequest;
  readonly redirects?: readonly RecordedHop[];
  readonly expect: Expectation;
  readonly cacheKey?: string;
  readonly step?: number;
  readonly finalPreflighted?: boolean;
  readonly checkNoAuthAtFinal?: boolean;
  readonly chromium?: Partial<Expectation> & { readonly note: string };
  readonly chromiumError?: string;
}

export function loadRows(): readonly Row[] {
  const text = readFileSync(new URL('./browser-cors.jsonl', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line));
}

/** What the row says for this engine: its own expectation, or with the recorded departure on top. */
export function expectationOf(row: Row, engine: Engine): Expectation {
  return engine === 'chromium' ? { ...row.expect, ...row.chromium } : row.expect;
}

/** Rows with one `cacheKey` are one sequence in the order of their `step`; every other row stands alone. */
export function sequencesOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const sequences = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.cacheKey === undefined ? `row ${row.id}` : `key ${row.cacheKey}`;
    sequences.set(key, [...(sequences.get(key) ?? []), row]);
  }
  return [...sequences.values()].map((sequence) => sequence.sort((a, b) => (a.step ?? 0) - (b.step ?? 0)));
}

/** Decides all rows of the file, each sequence with a cache of its own and a clock that follows `delayMs`. */
export function decideAll(rows: readonly Row[], engine: Engine): ReadonlyMap<string, Decision> {
  const decisions = new Map<string, Decision>();
  for (const sequence of sequencesOf(rows)) {
    let now = 0;
    const cache: PreflightCache = createPreflightCache(() => now);
    for (const row of sequence) {
      now += row.delayMs ?? 0;
      decisions.set(row.id, decide(row.request, row, engine, cache));
    }
  }
  return decisions;
}

function sameNames(left: readonly string[] | undefined, right: readonly string[]): boolean {
  return left !== undefined && [...left].sort().join() === [...right].sort().join();
}

/** The real requests that went out, each with whether a preflight came right before it. */
function wireOf(decision: Decision) {
  return decision.requests.flatMap((request, index) =>
    request.kind === 'preflight'
      ? []
      : [{ request, preflighted: decision.requests[index - 1]?.kind === 'preflight' }],
  );
}

/** Every point in which the decision is not what the row expects. */
export function disagreements(row: Row, expected: Expectation, decision: Decision): readonly string[] {
  const found: string[] = [];
  const compare = (what: string, agrees: boolean) => {
    if (!agrees) found.push(what);
  };
  compare('preflight', decision.preflight === expected.preflight);
  compare('allowed', decision.allowed === expected.allowed);
  compare('sent', decision.sent === expected.sent);
  compare('opaque', decision.opaque === expected.opaque);
  if (expected.exposed !== undefined) compare('exposed', sameNames(decision.exposed, expected.exposed));
  if (expected.originHeader !== undefined) {
    compare('originHeader', decision.originHeader === expected.originHeader);
  }
  // An engine that leaves the preflight out has no Access-Control-Request-Headers to compare.
  if (expected.acrh !== undefined && expected.preflight) compare('acrh', decision.acrh === expected.acrh);
  const wire = wireOf(decision);
  for (const [index, hop] of (row.redirects ?? []).entries()) {
    if (hop.preflighted !== undefined) {
      compare(`redirects[${index}].preflighted`, wire[index]?.preflighted === hop.preflighted);
    }
  }
  const last = wire.at(-1);
  if (row.finalPreflighted !== undefined) {
    compare('finalPreflighted', last?.preflighted === row.finalPreflighted);
  }
  if (row.checkNoAuthAtFinal === true) {
    const names = last?.request.headers.map(([name]) => name.toLowerCase());
    compare('checkNoAuthAtFinal', names?.includes('authorization') === false);
  }
  return found;
}
