import { version } from '../../../../package.json';
import {
  API_URL,
  COOKIE,
  consoleMessage,
  type Explained,
  type PageRequest,
  type SetupExplanation,
} from '../../core/index.ts';
import { harmless } from './paint.ts';
import { displayPath } from './places.ts';

export interface LocatedSetup {
  readonly setup: SetupExplanation;
  /** From 1. */
  readonly line: number;
  readonly lastLine: number;
}

export interface Explanation {
  readonly setups: readonly LocatedSetup[];
  readonly request: PageRequest;
  readonly text: string;
  readonly directory: string;
}

const SHAPE = 1;

export function explanationJson({ setups, request, directory }: Explanation): string {
  const report = {
    shape: SHAPE,
    tool: { name: 'cors-lens', version },
    request: { ...request, url: API_URL },
    setups: setups.map(({ setup, line }) => {
      const { preflight, response, decision } = setup.ask(request);
      return {
        file: displayPath(setup.place.uri, directory).replaceAll('\\', '/'),
        line,
        title: setup.title,
        scope: setup.scope,
        when: setup.when,
        version: setup.version.package === '' ? undefined : setup.versionNote,
        notes: setup.notes,
        preflight,
        response,
        decision,
        console: consoleOf(request, decision),
      };
    }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

export function explanationText({ setups, request, directory }: Explanation): string {
  return setups.map((one) => explainOne(one, request, directory)).join('\n');
}

function explainOne({ setup, line }: LocatedSetup, request: PageRequest, directory: string): string {
  const scope = setup.scope === undefined ? '' : ` for ${setup.scope}`;
  const when = setup.when.length === 0 ? '' : `, when ${setup.when.join(' and ')}`;
  const note = setup.versionNote === '' ? '' : ` (${setup.versionNote})`;
  const explained = setup.ask(request);
  const { decision } = explained;
  const said = consoleOf(request, decision);
  const lines = [
    `${displayPath(setup.place.uri, directory)}:${line} ${setup.title}${scope}${when}${note}`,
    ...setup.notes.map((text) => `  note: ${text}`),
    ...exchange(explained),
    ...decision.steps.map(({ outcome, text }) => `  ${MARKS[outcome]} ${text}`),
    `  => ${verdict(explained)}`,
    ...(said === undefined ? [] : [`  console: ${said}`]),
  ];
  return lines.map((each) => `${harmless(each)}\n`).join('');
}

const MARKS = { info: ' ', pass: '+', fail: 'x' } as const;

function verdict({ decision }: Explained): string {
  if (decision.allowed) return 'The page may read the answer.';
  if (decision.sent) return 'The request arrives, and the page may not read the answer.';
  return 'The request itself is never sent.';
}

function exchange({ asked, preflight, response, decision }: Explained): readonly string[] {
  return decision.requests.flatMap(({ kind, method, headers }) => {
    const answer = kind === 'preflight' ? preflight : response;
    return [
      `  > ${method} ${API_URL}`,
      ...headers.map(([name, value]) => `  > ${name}: ${value}`),
      ...(kind === 'request' && asked.cookie && asked.credentials ? [`  > ${COOKIE.join(': ')}`] : []),
      ...(answer
        ? [`  < ${answer.status}`, ...answer.headers.map(([name, value]) => `  < ${name}: ${value}`)]
        : []),
    ];
  });
}

function consoleOf(request: PageRequest, decision: Explained['decision']): string | undefined {
  const { origin, method, headers, credentials, engine } = request;
  const asked = {
    origin,
    url: API_URL,
    method,
    headers,
    credentials: credentials ? 'include' : 'same-origin',
  } as const;
  return decision.allowed ? undefined : consoleMessage(decision, asked, engine);
}
