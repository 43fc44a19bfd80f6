import {
  COOKIE,
  type Explained,
  explainSetups,
  isPageOrigin,
  type PageRequest,
  REQUEST_KINDS,
  type SetupExplanation,
} from '../core/index.ts';
import type { AskedRequest, ExplainedCell, ExplainedSetup, Requests } from './messages.ts';
import { onRequest } from './requests.ts';
import type { Session } from './session.ts';

type Result = Requests['corsLens/explain']['result'];

/** Says of the set-ups of an open document what they answer to whom. The client only shows it. */
export function explainFeature(session: Session): void {
  onRequest(session.connection, 'corsLens/explain', async ({ uri, position, asked }): Promise<Result> => {
    const document = session.documents.get(uri);
    if (!document) return { setups: [], message: 'The file is not open.' };
    const { project, state, note, variables } = await session.analyses.document(document);
    if (!project) return { setups: [], message: note ?? nothing(state) };
    const offset = position && document.offset(position);
    const look = () => {
      const here = offset === undefined || offset === null ? [] : explainSetups(project, uri, offset);
      return here.length > 0 ? here : explainSetups(project, uri);
    };
    let found = look();
    // They asked what variables hold: with the answer they say more.
    if (await variables?.bring()) found = look();
    if (found.length === 0) return { setups: [], message: nothing(state) };
    const problem = asked && problemOf(asked);
    return {
      setups: found.map((setup) =>
        describe(setup, document.position(setup.place.start).line, problem === undefined ? asked : undefined),
      ),
      ...(problem === undefined ? {} : { problem }),
    };
  });
}

function nothing(state: string): string {
  return state === 'failed' ? 'This file could not be analysed.' : 'There is no cross-origin set-up here.';
}

function describe(setup: SetupExplanation, line: number, asked: AskedRequest | undefined): ExplainedSetup {
  return {
    title: setup.title,
    line: line + 1,
    ...(setup.scope === undefined ? {} : { scope: setup.scope }),
    when: setup.when,
    version: setup.versionNote,
    notes: setup.notes,
    kinds: REQUEST_KINDS.map(({ what }) => what),
    rows: setup.origins.map(({ what, origin }) => ({
      what,
      origin,
      cells: REQUEST_KINDS.map(({ request }) => cellOf(setup.ask({ ...request, origin }))),
    })),
    ...(asked ? { answer: cellOf(setup.ask(requestOf(asked))) } : {}),
  };
}

function requestOf({ origin, method, headers, credentials }: AskedRequest): PageRequest {
  return {
    origin: origin.trim(),
    method: method.trim() === '' ? 'GET' : method.trim(),
    headers: namesOf(headers).map((name) => [name, '1']),
    credentials,
    cookie: credentials,
    engine: 'fetch',
  };
}

function namesOf(headers: string): readonly string[] {
  return headers.split(/[\s,]+/).filter((name) => name !== '');
}

const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/** A whole sentence about what a person typed and no browser could send. */
function problemOf({ origin, method, headers }: AskedRequest): string | undefined {
  if (!isPageOrigin(origin.trim()))
    return 'The origin is not one that a browser sends: scheme and host, such as https://app.example, or null.';
  if (method.trim() !== '' && !TOKEN.test(method.trim())) return 'This is no method.';
  const bad = namesOf(headers).find((name) => !TOKEN.test(name));
  return bad === undefined ? undefined : `“${bad}” is no name of a header.`;
}

function cellOf(explained: Explained): ExplainedCell {
  const { decision } = explained;
  return {
    verdict: decision.allowed ? 'read' : decision.sent ? 'refused' : 'unsent',
    reason: decision.reason,
    exchange: exchangeOf(explained),
    steps: decision.steps.map(({ outcome, text }) => ({ outcome, text })),
  };
}

function exchangeOf({ asked, preflight, response, decision }: Explained): readonly string[] {
  return decision.requests.flatMap(({ kind, method, url, headers }) => {
    const answer = kind === 'preflight' ? preflight : response;
    const cookie = kind === 'request' && asked.cookie && asked.credentials ? [COOKIE] : [];
    return [
      `${method} ${url}`,
      ...[...headers, ...cookie].map(([name, value]) => `${name}: ${value}`),
      ...(answer
        ? [`→ ${answer.status}`, ...answer.headers.map(([name, value]) => `→ ${name}: ${value}`)]
        : []),
    ];
  });
}
