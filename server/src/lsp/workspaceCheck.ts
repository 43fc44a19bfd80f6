import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import { mergeFindings, type Reported } from '../core/index.ts';
import type { CheckSummary, Requests } from './messages.ts';
import { onRequest } from './requests.ts';
import type { Session } from './session.ts';
import { countSetups } from './status.ts';
import type { Unopened } from './unopened.ts';
import { relativePath } from './uris.ts';

type CheckParams = Requests['corsLens/checkWorkspace']['params'];

interface Progress {
  readonly reporter: WorkDoneProgressReporter;
  isCancelled(): boolean;
}

/** How many unreadable files are named one by one. */
const NAMED = 20;

/**
 * Analyses every file of the workspace when asked to, and sends what it finds in files that are not open. A result stays
 * until the next check, or until something changes that it rests on, when that alone is analysed again.
 */
export function workspaceCheckFeature(session: Session, unopened: Unopened): void {
  const { connection, host, modules, analyses } = session;

  async function check({ reporter, isCancelled }: Progress): Promise<CheckSummary> {
    let files = 0;
    let setups = 0;
    let found: Reported = { findings: [], heeded: [] };
    const problems: string[] = [];
    const told = () =>
      `${files} ${files === 1 ? 'file' : 'files'} with set-ups, ${found.findings.length} findings`;
    const summary = (cancelled: boolean): CheckSummary => {
      return { cancelled, files, setups, findings: mergeFindings([found]).length, problems };
    };
    await unopened.clear();
    for (const folder of session.folders()) {
      const { exclude } = await session.settings.editor(folder);
      for await (const event of host.candidates(folder, { exclude })) {
        if (isCancelled()) return summary(true);
        if (event.kind === 'progress') {
          reporter.report(`${event.files} files looked at, ${told()}`);
        } else if (event.kind === 'problem') {
          if (problems.length < NAMED) problems.push(`${relativePath(folder, event.uri)}: ${event.message}`);
        } else {
          if (event.text !== undefined) modules.offer(event.uri, event.text);
          const inspection = await analyses.inspect(event.uri);
          if (!inspection) continue;
          unopened.count(event.uri);
          const { findings, policies, heeded } = inspection.analysis;
          await unopened.update(new Set([event.uri, ...findings.map(({ place }) => place.uri)]));
          const count = countSetups(policies);
          if (count > 0) files++;
          setups += count;
          found = {
            findings: [...found.findings, ...findings],
            heeded: [...(found.heeded ?? []), ...heeded],
          };
        }
      }
    }
    return summary(false);
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
