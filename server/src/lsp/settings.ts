import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { mergeSettings, readSettings, ruleIds, type Settings } from '../core/index.ts';
import type { SettingsFileProblem } from '../host/host.ts';
import { globs } from '../host/ignoring.ts';
import type { Session } from './session.ts';
import { folderOf, relativePath } from './uris.ts';

/** The settings that hold for one file, from the editor and from the project's files. */
export interface EffectiveSettings {
  readonly settings: Settings;
  /** The file is not to be looked at. */
  readonly excluded: boolean;
}

export interface WorkspaceSettings {
  /** Never rejects: what cannot be read keeps its default. */
  of(uri: string): Promise<EffectiveSettings>;
  /** The editor's part for a folder: `exclude` is relative to that folder. */
  editor(folder: string | undefined): Promise<Settings>;
  /** Forgets what was read. */
  forget(): void;
  /** Called with what could not be used whenever settings files were read. */
  onProblems(listener: (problems: readonly SettingsFileProblem[]) => void): void;
}

interface EditorSettings {
  readonly settings: Settings;
  readonly excludes: (path: string) => boolean;
}

/** `given`: the editor's settings for a client that cannot be asked. */
export function createSettings(
  session: () => Session,
  given: unknown,
): WorkspaceSettings & { give(settings: unknown): void } {
  let asked = new Map<string, Promise<EditorSettings>>();
  let known = given;
  const listeners: ((problems: readonly SettingsFileProblem[]) => void)[] = [];

  function editorOf(folder: string | undefined): Promise<EditorSettings> {
    const key = folder ?? '';
    const present = asked.get(key);
    if (present) return present;
    const reading = readEditor(folder);
    asked.set(key, reading);
    return reading;
  }

  async function readEditor(folder: string | undefined): Promise<EditorSettings> {
    const { connection, abilities, failed } = session();
    let section = known;
    if (abilities.configuration) {
      try {
        section = await connection.workspace.getConfiguration(
          folder === undefined ? { section: 'corsLens' } : { scopeUri: folder, section: 'corsLens' },
        );
      } catch (error) {
        failed('reading the settings', error);
      }
    }
    const { settings, problems } = readSettings(withoutForeign(section), ruleIds);
    for (const problem of problems) {
      connection.console.warn(`Setting corsLens${problem.path && `.${problem.path}`}: ${problem.message}`);
    }
    return { settings, excludes: globs(settings.exclude) };
  }

  return {
    async of(uri) {
      const { host, folders } = session();
      const folder = folderOf(folders(), uri);
      const [editor, file] = await Promise.all([editorOf(folder), host.settings(uri)]);
      if (file.problems.length > 0) for (const listener of listeners) listener(file.problems);
      return {
        settings: mergeSettings(editor.settings, file.settings),
        excluded: editor.excludes(relativePath(folder, uri)) || file.excludes(uri),
      };
    },
    editor: async (folder) => (await editorOf(folder)).settings,
    forget() {
      asked = new Map();
    },
    onProblems: (listener) => listeners.push(listener),
    give(settings) {
      known = settings;
    },
  };
}

/** Keys of the section that are not the server's, and the `null`s by which some clients say "not set". */
function withoutForeign(section: unknown): unknown {
  if (section === undefined || section === null) return {};
  if (typeof section !== 'object' || Array.isArray(section)) return section;
  return Object.fromEntries(
    Object.entries(section).filter(([key, value]) => key !== 'trace' && value !== null),
  );
}

/** Reads the settings anew when the editor says that they changed. */
export function settingsFeature(
  session: Session,
  give: (settings: unknown) => void,
  changed: () => void,
): void {
  const { connection, abilities, settings } = session;
  connection.onDidChangeConfiguration((params) => {
    const told: unknown = params.settings;
    if (typeof told === 'object' && told !== null && 'corsLens' in told) give(told.corsLens);
    settings.forget();
    changed();
  });
  session.onReady(() => {
    if (!abilities.registersConfiguration) return;
    connection.client
      .register(DidChangeConfigurationNotification.type, { section: 'corsLens' })
      .catch((error: unknown) => session.failed('watching the settings', error));
  });
}
