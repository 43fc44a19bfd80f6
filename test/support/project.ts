import {
  type Analysis,
  analyze,
  DEFAULT_SETTINGS,
  type Finding,
  importedDialectOf,
  type Module,
  openModule,
  type Project,
  parseText,
  type ResolvedVersion,
  type Settings,
} from '../../server/src/core/index.ts';
import { resolveAmong } from './resolve.ts';

export interface Given {
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Version by distribution; others are assumed to be the newest. */
  readonly versions?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
}

/** A project of files from literals. */
export function projectOf(given: Given): Project {
  const modules = new Map<string, Module>();
  for (const [path, text] of Object.entries(given.files)) {
    const dialect = importedDialectOf(path);
    if (dialect) modules.set(path, openModule(path, parseText(text, dialect)));
  }
  return {
    module: (uri) => modules.get(uri),
    resolve: (request) => resolveAmong((path) => modules.has(path), request),
    version: (packages) => versionOf(packages, given.versions ?? {}),
    settings: { ...DEFAULT_SETTINGS, ...given.settings },
  };
}

function versionOf(packages: readonly string[], versions: Readonly<Record<string, string>>): ResolvedVersion {
  for (const name of packages) {
    const version = versions[name];
    if (version !== undefined) return { package: name, version, from: 'lock', file: 'a.lock' };
  }
  return { package: packages[0] ?? '', from: 'assumed' };
}

export function analyzeText(path: string, text: string, given: Omit<Given, 'files'> = {}): Analysis {
  return analyze(projectOf({ ...given, files: { [path]: text } }), path);
}

/** `line:column rule [severity confidence] "text at the place"`, one-based, in UTF-16 units. */
export function printFinding(finding: Finding, text: string): string {
  const before = text.slice(0, finding.place.start);
  const line = before.split(/\r\n|\r|\n/).length;
  const column = finding.place.start - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  const shown = text.slice(finding.place.start, finding.place.end).replace(/\s+/g, ' ');
  return `${line}:${column} ${finding.rule} [${finding.severity} ${finding.confidence}] ${JSON.stringify(shown)}`;
}
