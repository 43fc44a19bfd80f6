import { afterAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  type Header,
  headerOf,
  type ServerRequest,
} from '../../server/src/core/policy/answer.ts';
import { EXCHANGES, oracleMode, perVersion } from './budget.ts';
import { askLoopback, type Running } from './loopback.ts';
import { recorded } from './recording.ts';

/** One set-up of a library, and what is asked of it. */
export interface OracleCase {
  /** As a project would write it, or as a failure shows it. */
  readonly source: string;
  readonly requests: readonly ServerRequest[];
  /** The model. */
  predict(request: ServerRequest): Answer;
}

/** One real library that a model in `server/src/core/frameworks` is compared with. README.md says how to add one. */
export interface OracleLibrary {
  readonly id: string;
  /** Ids of the rooms whose models answer, where that is not the one of the same id. */
  readonly rooms?: readonly string[];
  /** Oldest first. */
  readonly versions: readonly string[];
  /** Of the generated set-ups and requests. */
  readonly seed: number;
  /** Set-ups with about this many requests together. A smaller number gives the beginning of a larger one. */
  cases(version: string, exchanges: number): readonly OracleCase[];
  /** Serves the real library on 127.0.0.1, the set-ups by their number (loopback.ts). */
  start(version: string, cases: readonly OracleCase[]): Promise<Running>;
  /** Whether a version can be started without installing anything; absent where npm brings it in no time. */
  isInstalled?(version: string): boolean;
  /** Installs a version, and throws where that does not succeed until then (milliseconds, as `Date.now()` has them). */
  bring?(version: string, until: number): Promise<void>;
  /** Where the answers of this many exchanges a version are recorded, since a run needs more than npm. */
  readonly recorded?: number;
  /** Why a mistake that {@link MISTAKES} names cannot be noticed in this library. */
  readonly blind?: Readonly<Record<string, string>>;
}

/** Long enough to install and ask a version for the first time. */
export const TIMEOUT = 600_000;

/** One exchange that came out otherwise than predicted. */
export interface Difference {
  readonly source: string;
  readonly request: string;
  readonly predicted: string;
  readonly real: string;
}

/** The model of a library, changed. */
type Twin = (predict: OracleCase['predict'], request: ServerRequest) => Answer;

/** Mistakes that a model could have. The comparison has to notice each of them. */
export const MISTAKES: Readonly<Record<string, Twin>> = {
  'takes preflights for simple requests': (predict, request) =>
    predict({
      ...request,
      headers: without(request.headers, /^access-control-request-method$/i),
      method: 'GET',
    }),
  'sends every origin back': (predict, request) =>
    changed(predict(request), 'Access-Control-Allow-Origin', () => headerOf(request.headers, 'Origin')),
  'lets nobody in': (predict, request) =>
    changed(predict(request), 'Access-Control-Allow-Origin', () => undefined),
  'forgets credentials': (predict, request) =>
    changed(predict(request), 'Access-Control-Allow-Credentials', () => undefined),
  'compares origins without case': (predict, request) =>
    predict({
      ...request,
      headers: request.headers.map(([name, value]) => [
        name,
        name === 'Origin' ? value.toLowerCase() : value,
      ]),
    }),
  'forgets Vary': (predict, request) => changed(predict(request), 'Vary', () => undefined),
  'exposes nothing': (predict, request) =>
    changed(predict(request), 'Access-Control-Expose-Headers', () => undefined),
  'forgets the age of preflights': (predict, request) =>
    changed(predict(request), 'Access-Control-Max-Age', () => undefined),
  'says 200 where the library says 204, and the reverse': (predict, request) => {
    const answer = predict(request);
    const status = answer.status === 200 ? 204 : answer.status === 204 ? 200 : answer.status;
    return { ...answer, status };
  },
};

function without(headers: readonly Header[], names: RegExp): readonly Header[] {
  return headers.filter(([name]) => !names.test(name));
}

function changed(answer: Answer, name: string, value: () => string | undefined): Answer {
  const is = ([each]: Header) => each.toLowerCase() === name.toLowerCase();
  if (!answer.headers.some(is)) return answer;
  const next = value();
  const rest = answer.headers.filter((header) => !is(header));
  return { ...answer, headers: next === undefined ? rest : [...rest, [name, next]] };
}

/** What a full run compares in each library. */
const ENOUGH = 3000;

/** The tests of one library. */
export function checkLibrary(library: OracleLibrary): void {
  const { id, versions, seed } = library;
  const newest = versions.at(-1) ?? '';
  const measured = new Map<string, Promise<readonly string[]>>();
  const answersOf = (version: string, cases: readonly OracleCase[]) => {
    const known = measured.get(version) ?? realAnswers(library, version, cases);
    measured.set(version, known);
    return known;
  };
  let compared = 0;

  describe.each(versions)(`${id} %s`, (version) => {
    const exchanges = howMany(library, version);
    const title = `answers ${exchanges} exchanges as predicted (seed ${seed})`;
    test(title, { timeout: TIMEOUT }, async () => {
      const cases = library.cases(version, exchanges);
      const real = await answersOf(version, cases);
      expect(real.length).toBeGreaterThanOrEqual(exchanges);
      compared += real.length;
      expect(differences(cases, real)).toEqual([]);
    });
  });

  describe(`a wrong model of ${id}`, () => {
    test.each(Object.entries(MISTAKES))('that %s is noticed', { timeout: TIMEOUT }, async (name, twin) => {
      const cases = library.cases(newest, howMany(library, newest));
      const found = differences(cases, await answersOf(newest, cases), twin);
      const isBlind = library.blind?.[name] !== undefined;
      expect(found.length > 0).toBe(!isBlind);
    });
  });

  if (EXCHANGES >= ENOUGH) {
    test(`at least ${ENOUGH} exchanges were compared`, () => {
      expect(compared).toBeGreaterThanOrEqual(ENOUGH);
    });
  }

  afterAll(() => {
    console.log(`${id}: ${compared} exchanges with ${versions.length} versions, seed ${seed}`);
  });
}

/** Enough to notice each of the mistakes in the newest version. */
const AT_LEAST_OF_NEWEST = 600;

function howMany({ recorded: kept, versions }: OracleLibrary, version: string): number {
  if (kept !== undefined && oracleMode() !== 'live') return kept;
  return Math.max(perVersion(versions), version === versions.at(-1) ? AT_LEAST_OF_NEWEST : 0);
}

function realAnswers(
  library: OracleLibrary,
  version: string,
  cases: readonly OracleCase[],
): Promise<readonly string[]> {
  const ask = async () => (await askAll(library, version, cases)).map(comparable);
  if (library.recorded === undefined || oracleMode() === 'live') return ask();
  const questions = cases.map(({ source, requests }) => ({ source, requests }));
  return recorded(library.id, version, questions, ask);
}

async function askAll(
  library: OracleLibrary,
  version: string,
  cases: readonly OracleCase[],
): Promise<readonly Answer[]> {
  const running = await library.start(version, cases);
  try {
    const answers: Answer[] = [];
    for (const [setup, { requests }] of cases.entries()) {
      for (const request of requests) answers.push(await askLoopback(running.port, setup, request));
    }
    return answers;
  } finally {
    await running.stop();
  }
}

export function differences(
  cases: readonly OracleCase[],
  real: readonly string[],
  twin: Twin = (predict, request) => predict(request),
): readonly Difference[] {
  let next = 0;
  return cases.flatMap(({ source, requests, predict }) =>
    requests.flatMap((request) => {
      const answer = real[next++] ?? 'nothing was answered';
      const predicted = comparable(twin(predict, request));
      return predicted === answer
        ? []
        : [{ source, request: describeRequest(request), predicted, real: answer }];
    }),
  );
}

/** Headers by lower-case name, in order of the names: what two answers are compared by. */
function comparable(answer: Answer): string {
  const headers = answer.headers.map(([name, value]): Header => [name.toLowerCase(), value]);
  headers.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const start = `${answer.status}${answer.handled ? '' : ' (application)'}`;
  return [start, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
}

function describeRequest(request: ServerRequest): string {
  return [request.method, ...request.headers.map(([name, value]) => `${name}: ${value}`)].join('; ');
}
