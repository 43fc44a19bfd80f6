import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import { nameOf } from '../host/uris.ts';
import { diagnosticsOf } from './diagnostics.ts';
import type { CheckSummary, Requests } from './messages.ts';
import { onRequest } from './requests.ts';
import type { Session } from './session.ts';
import { countSetups } from './status.ts';
import { relativePath, uriKey } from './uris.ts';

type CheckParams = Requests['corsLens/checkWorkspace']['params'];

interface Progress {
  readonly reporter: WorkDoneProgressReporter;
  isCancelled(): boolean;
}

/** How many unreadable files are named one by one. */
const NAMED = 20;

/**
 * Analyses every file of the workspace when asked to, and sends what it finds in files that are not open. A result stays
 * until the next check, or until the file changes, when that file alone is analysed again.
 */
export function workspaceCheckFeature(session: Session) {
  const { connection, host, documents, analyses, abilities } = session;
  /** Files that were part of the last check, by key, with their own spelling; true where diagnostics were sent. */
  let checked = new Map<string, { readonly uri: string; shown: boolean }>();

  async function send(uri: string, diagnostics: ReturnType<typeof diagnosticsOf>): Promise<void> {
    const entry = checked.get(uriKey(uri)) ?? { uri, shown: false };
    checked.set(uriKey(uri), entry);
    if (diagnostics.length === 0 && !entry.shown) return;
    entry.shown = diagnostics.length > 0;
    await connection.sendDiagnostics({ uri, diagnostics });
  }

  async function clear(): Promise<void> {
    const old = checked;
    checked = new Map();
    for (const { uri, shown } of old.values()) {
      if (shown && !documents.get(uri)) await connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  }

  /** Analyses one file from the disk, unless it was opened meanwhile: then the document's own diagnostics speak. */
  async function lookAt(uri: string, given?: string) {
    const text = given ?? (await host.files.readText(uri)).text;
    if (text === undefined) return undefined;
    const inspection = await analyses.file(uri, text);
    if (documents.get(uri)) return undefined;
    await send(uri, diagnosticsOf(inspection, abilities));
    return inspection;
  }

  async function check({ reporter, isCancelled }: Progress): Promise<CheckSummary> {
    let files = 0;
    let setups = 0;
    let findings = 0;
    const problems: string[] = [];
    const told = () => `${files} ${files === 1 ? 'file' : 'files'} with set-ups, ${findings} findings`;
    await clear();
    for (const folder of session.folders()) {
      const { exclude } = await session.settings.editor(folder);
      for await (const event of host.candidates(folder, { exclude })) {
        if (isCancelled()) return { cancelled: true, files, setups, findings, problems };
        if (event.kind === 'progress') {
          reporter.report(`${event.files} files looked at, ${told()}`);
        } else if (event.kind === 'problem') {
          if (problems.length < NAMED) problems.push(`${relativePath(folder, event.uri)}: ${event.message}`);
        } else {
          const document = documents.get(event.uri);
          const inspection = document
            ? await analyses.document(document)
            : await lookAt(event.uri, event.text);
          if (!inspection) continue;
          const count = countSetups(inspection.analysis.policies);
          if (count > 0) files++;
          setups += count;
          findings += inspection.analysis.findings.length;
        }
      }
    }
    return { cancelled: false, files, setups, findings, problems };
  }

  let runs = 0;
  onRequest(connection, 'corsLens/checkWorkspace', async (params, token) => {
    const run = ++runs;
    const progress = await progressFor(session, params, token);
    progress.reporter.begin('CORS Lens: checking the workspace', undefined, undefined, true);
    try {
      // A newer check takes the place of this one.
      return await check({ ...progress, isCancelled: () => run !== runs || progress.isCancelled() });
    } finally {
      progress.reporter.done();
    }
  });

  const again = (uri: string) => {
    if (!checked.has(uriKey(uri))) return;
    recheck(uri).catch((error: unknown) => session.failed(`analysing ${uri}`, error));
  };
  async function recheck(uri: string): Promise<void> {
    if (documents.get(uri)) return;
    if (!(await lookAt(uri))) await send(uri, []);
  }
  documents.onChanged(({ uri }) => {
    const entry = checked.get(uriKey(uri));
    // From now on the document's own diagnostics speak. Without pull they are in the same collection and replace these.
    if (!entry?.shown || !abilities.pullsDiagnostics) return;
    entry.shown = false;
    connection
      .sendDiagnostics({ uri: entry.uri, diagnostics: [] })
      .catch((error: unknown) => session.failed(`publishing for ${nameOf(uri)}`, error));
  });
  documents.onClosed(again);
  return {
    changed(uris: readonly string[]) {
      for (const uri of uris) again(uri);
    },
    /** Settings or versions changed. */
    refresh() {
      for (const { uri } of checked.values()) again(uri);
    },
  };
}

/** The client's own progress where it brought one; one that the server asks for where it can; else none is shown. */
async function progressFor(
  { connection, abilities, failed }: Session,
  params: CheckParams | undefined,
  token: CancellationToken,
): Promise<Progress> {
  if (params?.workDoneToken === undefined && abilities.workDoneProgress) {
    try {
      const reporter = await connection.window.createWorkDoneProgress();
      const isCancelled = () => token.isCancellationRequested || reporter.token.isCancellationRequested;
      return { reporter, isCancelled };
    } catch (error) {
      failed('asking for a progress bar', error);
    }
  }
  const reporter = connection.window.attachWorkDoneProgress(params?.workDoneToken);
  return { reporter, isCancelled: () => token.isCancellationRequested };
}
