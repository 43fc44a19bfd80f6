import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { LineIndex } from '../core/index.ts';
import type { SettingsFileProblem } from '../host/host.ts';
import { joinUri, nameOf } from '../host/uris.ts';
import { SOURCE } from './capabilities.ts';
import type { Session } from './session.ts';

export const SETTINGS_FILE = 'cors-lens.json';

/** Shows what cannot be used in a `cors-lens.json` in that file. Sent, since no client asks this server about JSON. */
export function settingsFilesFeature(session: Session) {
  const { connection, host } = session;
  const shown = new Map<string, string>();

  async function show(uri: string, problems: readonly SettingsFileProblem[]): Promise<void> {
    const own = problems.filter((problem) => problem.uri === uri);
    const summary = JSON.stringify(own);
    if ((shown.get(uri) ?? '[]') === summary) return;
    shown.set(uri, summary);
    const { text } = await host.files.readText(uri);
    const lines = new LineIndex(text ?? '');
    const diagnostics = own.map(
      (problem): Diagnostic => ({
        range: { start: lines.position(problem.start), end: lines.position(problem.end) },
        severity: DiagnosticSeverity.Error,
        source: SOURCE,
        message: problem.message,
      }),
    );
    if (shown.get(uri) === summary) await connection.sendDiagnostics({ uri, diagnostics });
  }

  /** Looks at one settings file, for instance after it changed. */
  async function look(uri: string): Promise<void> {
    const { problems } = await host.settings(uri);
    await show(uri, problems);
  }

  const start = (uri: string) => {
    look(uri).catch((error: unknown) => session.failed(`reading ${uri}`, error));
  };
  const lookAtFolders = () => {
    for (const folder of session.folders()) start(joinUri(folder, SETTINGS_FILE));
  };
  /** Problems that came up while settings were read for a source file. */
  session.settings.onProblems((problems) => {
    for (const uri of new Set(problems.map((problem) => problem.uri))) {
      show(uri, problems).catch((error: unknown) => session.failed(`reading ${uri}`, error));
    }
  });
  session.onReady(lookAtFolders);
  return {
    /** The files at the top of the workspace, which concern every file. */
    lookAtFolders,
    changed(uris: readonly string[]) {
      for (const uri of uris) if (nameOf(uri) === SETTINGS_FILE) start(uri);
    },
  };
}
