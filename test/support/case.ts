import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { analyze, type Finding, mergeFindings } from '../../server/src/core/index.ts';
import { type Fixture, readFixture } from './fixture.ts';
import { projectOf } from './project.ts';

/**
 * A fixture of several files that import one another: a folder, with the marks in the file in which the value stands. The
 * path of each file is its path in the folder.
 */
export interface Case {
  readonly files: ReadonlyMap<string, Fixture>;
  readonly versions: Readonly<Record<string, string>>;
}

/** The folders of fixtures in a folder of fixtures. */
export function casesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function readCase(folder: string): Case {
  const files = new Map<string, Fixture>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(relative(folder, file).replaceAll('\\', '/'), readFixture(file));
  }
  const versions = Object.assign({}, ...[...files.values()].map((fixture) => fixture.versions));
  return { files, versions };
}

export function textsOf(given: Case): Readonly<Record<string, string>> {
  return Object.fromEntries([...given.files].map(([path, fixture]) => [path, fixture.text]));
}

/** What the analysis of every file says, each place once. */
export function findingsOfCase(given: Case, files = textsOf(given)): readonly Finding[] {
  const project = projectOf({ files, versions: given.versions });
  return mergeFindings(Object.keys(files).map((path) => analyze(project, path)));
}
