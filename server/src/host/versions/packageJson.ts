import { attempt, isRecord, type Parse, recordAt, type Stated } from './stated.ts';

/** In the order in which they win: what runs in production first. */
const SECTIONS = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'] as const;
const EXACT = /^[v=]*\s*(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)$/;

/** https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies */
export const parsePackageJson: Parse = (text) => {
  const root = attempt<unknown>(() => JSON.parse(text), undefined);
  const found = new Map<string, Stated>();
  for (const section of SECTIONS) {
    for (const [name, range] of Object.entries(recordAt(root, section))) {
      if (!found.has(name) && typeof range === 'string') found.set(name, stateRange(name, range));
    }
  }
  return [...found.values()];
};

/** `workspace:*`, `file:…`, `github:…`, tags and the like say nothing about a version. */
export function stateRange(name: string, written: string): Stated {
  const range = written.trim().replace(/^workspace:/, '');
  const exact = EXACT.exec(range)?.[1];
  if (exact !== undefined) return { name, version: exact };
  return /[a-z]+:|\//i.test(range) || !/[\dx*]/.test(range) ? { name } : { name, range };
}

/** The `package.json` of an installed package. */
export function parseInstalledPackage(text: string): Stated | undefined {
  const root = attempt<unknown>(() => JSON.parse(text), undefined);
  if (!isRecord(root)) return undefined;
  const { name, version } = root;
  return typeof name === 'string' && typeof version === 'string' ? { name, version } : undefined;
}
