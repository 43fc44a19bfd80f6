import { parseBunLock } from './bunLock.ts';
import { parseEnvironmentYml } from './environmentYml.ts';
import { parsePackageJson } from './packageJson.ts';
import { parsePackageLock } from './packageLock.ts';
import { parsePipfile, parsePipfileLock } from './pipfile.ts';
import { parsePnpmLock } from './pnpmLock.ts';
import { parsePyproject } from './pyproject.ts';
import { parseRequirements } from './requirements.ts';
import { parseSetupCfg, parseSetupPy } from './setupFiles.ts';
import type { Parse } from './stated.ts';
import { parseTomlLock } from './tomlLocks.ts';
import { parseYarnLock } from './yarnLock.ts';

export type Ecosystem = 'python' | 'javascript';

/** A kind of file that states versions. */
export interface Source {
  readonly name: RegExp;
  readonly ecosystem: Ecosystem;
  readonly parse: Parse;
}

/** In the order in which they are asked, where a folder has several: locks before declarations. */
export const SOURCES: readonly Source[] = [
  { name: /^npm-shrinkwrap\.json$/, ecosystem: 'javascript', parse: parsePackageLock },
  { name: /^package-lock\.json$/, ecosystem: 'javascript', parse: parsePackageLock },
  { name: /^pnpm-lock\.yaml$/, ecosystem: 'javascript', parse: parsePnpmLock },
  { name: /^yarn\.lock$/, ecosystem: 'javascript', parse: parseYarnLock },
  { name: /^bun\.lock$/, ecosystem: 'javascript', parse: parseBunLock },
  { name: /^package\.json$/, ecosystem: 'javascript', parse: parsePackageJson },
  { name: /^uv\.lock$/, ecosystem: 'python', parse: parseTomlLock },
  { name: /^poetry\.lock$/, ecosystem: 'python', parse: parseTomlLock },
  { name: /^pdm\.lock$/, ecosystem: 'python', parse: parseTomlLock },
  { name: /^pylock(?:\.[^.]+)?\.toml$/, ecosystem: 'python', parse: parseTomlLock },
  { name: /^Pipfile\.lock$/, ecosystem: 'python', parse: parsePipfileLock },
  { name: /^requirements\.txt$/, ecosystem: 'python', parse: parseRequirements },
  {
    name: /^(?:[\w.-]+[-_.])?requirements(?:[-_.][\w.-]+)?\.(?:txt|in)$/,
    ecosystem: 'python',
    parse: parseRequirements,
  },
  { name: /^constraints(?:[-_.][\w.-]+)?\.txt$/, ecosystem: 'python', parse: parseRequirements },
  { name: /^pyproject\.toml$/, ecosystem: 'python', parse: parsePyproject },
  { name: /^setup\.cfg$/, ecosystem: 'python', parse: parseSetupCfg },
  { name: /^setup\.py$/, ecosystem: 'python', parse: parseSetupPy },
  { name: /^Pipfile$/, ecosystem: 'python', parse: parsePipfile },
  { name: /^environment\.ya?ml$/, ecosystem: 'python', parse: parseEnvironmentYml },
];

/** A folder of this name beside the sources holds requirement files, whatever their names: `requirements/base.txt`. */
export const REQUIREMENTS_FOLDER = 'requirements';
export const REQUIREMENTS_IN_FOLDER: Source = {
  name: /\.(?:txt|in)$/,
  ecosystem: 'python',
  parse: parseRequirements,
};

export function sourceRank(name: string): number {
  return SOURCES.findIndex((source) => source.name.test(name));
}
