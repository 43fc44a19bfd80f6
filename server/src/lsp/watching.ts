import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import { EXTENSIONS } from '../core/index.ts';
import { isLookedAt } from '../host/ignoring.ts';
import { DECIDING_GLOBS, type FileChange } from '../host/resolve/resolver.ts';
import { nameOf } from '../host/uris.ts';
import { tellsVariables, VARIABLE_GLOBS } from '../host/variables/files.ts';
import type { Session } from './session.ts';

/** Files beside the sources that findings depend on: settings, and what says which versions are in use. */
const OTHERS = [
  'cors-lens.json',
  '.gitignore',
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'pyproject.toml',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'Pipfile',
  'Pipfile.lock',
  'setup.cfg',
  'requirements*.txt',
];

export interface Watching {
  /** Something beside the sources changed: everything may have. */
  onSurroundings(uris: readonly string[]): void;
  onSources(uris: readonly string[]): void;
  /** Files that give variables of the environment a value. */
  onVariables(): void;
}

/** Hears from the client which files changed on the disk. */
export function watchingFeature(
  session: Session,
  { onSurroundings, onSources, onVariables }: Watching,
): void {
  const { connection, abilities, host } = session;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    const change: FileChange = changes.every(({ type }) => type === FileChangeType.Changed)
      ? 'content'
      : 'existence';
    host.changed(uris, change);
    session.modules.changed(uris, change);
    const sources = uris.filter(isSource);
    const others = uris.filter((uri) => !isSource(uri) && !tellsVariables(uri));
    if (others.length > 0) onSurroundings(others);
    else if (uris.some(tellsVariables)) onVariables();
    if (sources.length > 0) onSources(sources);
  });
  session.onReady(() => {
    if (!abilities.registersWatchers) return;
    const endings = EXTENSIONS.map((ending) => ending.slice(1)).join(',');
    const globs = [
      `**/*.{${endings},json}`,
      `**/{${OTHERS.join(',')}}`,
      ...DECIDING_GLOBS,
      ...VARIABLE_GLOBS,
    ];
    const watchers = globs.map((globPattern) => ({ globPattern }));
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => session.failed('watching files', error));
  });
}

/** JSON counts where it holds values that sources import; where it says what is installed or how files are found, all may change. */
function isSource(uri: string): boolean {
  const name = nameOf(uri);
  return isLookedAt(name) || (/\.json$/i.test(name) && !DECIDING.test(name));
}

const DECIDING =
  /^(?:cors-lens|package|package-lock|npm-shrinkwrap|lerna|nx|turbo|rush)\.json$|^[tj]sconfig/i;
