import { resolve } from 'node:path';
import {
  dialectOf,
  explainSetups,
  LineIndex,
  openModule,
  type PageRequest,
  packages,
  parseLater,
  ruleIds,
} from '../core/index.ts';
import { MAX_SOURCE_BYTES } from '../host/decode.ts';
import { isLookedAt } from '../host/ignoring.ts';
import { runNow } from '../host/io.ts';
import { localFiles, readPath, statPath } from '../host/node/files.ts';
import { uriOf } from '../host/node/paths.ts';
import { createLocalProject } from '../host/node/project.ts';
import { createStore } from '../host/store.ts';
import { ENGINES } from './explain.ts';
import type { Given } from './options.ts';
import { explanationJson, explanationText, type LocatedSetup } from './report/explanation.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** The command `explain`. */
export function explainFile(given: Given, terminal: Terminal): ExitCode {
  const outcome = explanationOf(given, terminal);
  if (typeof outcome === 'string') {
    terminal.writeError(`cors-lens: ${outcome}\n`);
    return 2;
  }
  const { setups, request, text } = outcome;
  const json = given.options.get('--format') === 'json';
  const report = json ? explanationJson : explanationText;
  terminal.write(report({ setups, request, text, directory: terminal.directory }));
  return 0;
}

interface Explanation {
  readonly setups: readonly LocatedSetup[];
  readonly request: PageRequest;
  readonly text: string;
}

/** A whole sentence where there is nothing to explain. */
function explanationOf(given: Given, terminal: Terminal): Explanation | string {
  const { operands } = given;
  const [operand] = operands;
  if (operand === undefined || operand === '')
    return 'Which file? cors-lens explain FILE[:LINE] --origin ORIGIN';
  if (operands.length > 1) return `One file at a time; "${operands[1] ?? ''}" is one too many.`;
  const request = requestOf(given);
  if (typeof request === 'string') return request;

  const target = targetOf(operand, terminal.directory);
  if (typeof target === 'string') return target;
  const { path, line } = target;
  const outcome = readPath(path, MAX_SOURCE_BYTES);
  if (outcome.text === undefined) return `${operand}: ${outcome.message}`;
  const { text } = outcome;
  const lines = new LineIndex(text);
  const last = lines.position(text.length).line + 1;
  if (line !== undefined && line > last) return `${operand}: The file has ${last} lines.`;

  const uri = uriOf(path);
  const store = createStore({ roots: () => [uriOf(terminal.directory)], ruleIds, packages });
  const project = createLocalProject({ dialectOf, parseLater, openModule }, store);
  project.open(uri, text);
  const settings = runNow(store.settings(uri), localFiles);
  const setups = explainSetups(project.with(settings.settings), uri).map((setup): LocatedSetup => {
    // A set-up whose call stands in another file is told at its beginning.
    const here = setup.place.uri === uri;
    const first = here ? lines.position(setup.place.start).line + 1 : 1;
    return { setup, line: first, lastLine: here ? lines.position(setup.place.end).line + 1 : first };
  });
  if (setups.length === 0) return `${operand}: There is no cross-origin set-up that is known here.`;
  const wanted =
    line === undefined ? setups : setups.filter((one) => one.line <= line && line <= one.lastLine);
  if (wanted.length > 0) return { setups: wanted, request, text };
  const known = [...new Set(setups.map((one) => one.line))].join(', ');
  return `${operand}: There is no cross-origin set-up in this line; there is one in line ${known}.`;
}

/** A colon may be part of a name: a file that is there counts first. */
function targetOf(operand: string, directory: string): { path: string; line?: number } | string {
  const match = /^(.+):(\d+)$/.exec(operand);
  const whole = resolve(directory, operand);
  const isWhole = !match || (!operand.includes('\0') && statPath(whole) !== undefined);
  const path = isWhole ? whole : resolve(directory, match[1] ?? '');
  const stat = path.includes('\0') ? undefined : statPath(path);
  if (!stat) return `${operand}: There is no such file.`;
  if (stat.kind === 'folder') return `${operand}: This is a folder; explain takes a file.`;
  if (!isLookedAt(path)) return `${operand}: It is neither a Python nor a JavaScript or TypeScript file.`;
  const line = isWhole ? undefined : Number(match?.[2]);
  if (line === 0) return `${operand}: Lines are counted from 1.`;
  return line === undefined ? { path } : { path, line };
}

function requestOf({ options, lists }: Given): PageRequest | string {
  const origin = options.get('--origin');
  if (typeof origin !== 'string') return 'Who asks? --origin https://app.example (or --origin null).';
  const problem = originProblem(origin);
  if (problem !== undefined) return problem;
  const headers = (lists.get('--header') ?? []).map((written): readonly [string, string] => {
    const equals = written.indexOf('=');
    return equals < 0 ? [written, '1'] : [written.slice(0, equals), written.slice(equals + 1)];
  });
  const bad = headers.find(([name]) => !/^[!#$%&'*+.^_`|~\w-]+$/.test(name));
  if (bad) return `--header ${JSON.stringify(bad[0])} is no name of a header.`;
  const unsendable = headers.find(([, value]) => /[^\t\x20-\x7e\x80-\xff]/.test(value));
  if (unsendable) return `--header ${unsendable[0]}: no header can carry this value.`;
  const method = String(options.get('--method') ?? 'GET');
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(method)) return `--method ${JSON.stringify(method)} is no method.`;
  return {
    origin,
    method,
    headers,
    credentials: options.has('--credentials'),
    cookie: options.has('--cookie'),
    engine: ENGINES.find((engine) => engine === options.get('--engine')) ?? 'fetch',
  };
}

/** An origin that no page has would be explained as if there were such a page. */
function originProblem(origin: string): string | undefined {
  if (origin === 'null') return undefined;
  let serialised: string;
  try {
    serialised = new URL(origin).origin;
  } catch {
    return `--origin ${JSON.stringify(origin)} is no origin: write scheme and host, such as https://app.example.`;
  }
  // Extensions and apps have origins whose serialisation the URL class does not know.
  if (serialised === 'null')
    return /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/.test(origin)
      ? undefined
      : `--origin ${JSON.stringify(origin)} has no origin of its own; its pages ask with null.`;
  if (serialised !== origin)
    return `--origin ${JSON.stringify(origin)} is not how a browser writes it: ${serialised}.`;
  return undefined;
}
