import { type Block, blocksAt, readBlocks } from './blockYaml.ts';
import type { Parse, Stated } from './stated.ts';

const SECTIONS: readonly string[] = ['dependencies', 'devDependencies', 'optionalDependencies'];

/**
 * `pnpm-lock.yaml`, lockfileVersion 5 to 9. What the projects depend on stands below `importers`, or at the top where there is
 * one project; the packages follow, ten times as long, and only their names count.
 */
export const parsePnpmLock: Parse = (text) => {
  const packages = /^(?:packages|snapshots):/m.exec(text)?.index ?? text.length;
  const head = readBlocks(text.slice(0, packages));
  const importers = blocksAt(head, 'importers');
  const stated = importers.flatMap(({ key, inner }) => stateSections(inner, key === '.' ? undefined : key));
  if (importers.length === 0) stated.push(...stateSections(head, undefined));
  for (const [, name, version] of text.slice(packages).matchAll(PACKAGE)) {
    if (name && version) stated.push({ name, version, indirect: true });
  }
  return stated;
};

function stateSections(sections: readonly Block[], below: string | undefined): Stated[] {
  return SECTIONS.flatMap((section) => blocksAt(sections, section)).flatMap(({ key, value, inner }) => {
    const version = versionOf(value || (inner.find((block) => block.key === 'version')?.value ?? ''));
    if (key === undefined || version === undefined) return [];
    return [{ name: key, version, ...(below === undefined ? {} : { below }) }];
  });
}

/** `2.8.5(express@4.0.0)` and `2.8.5_express@4.0.0` name the peers; `link:…`, `/other/1.0.0` and `other@1.0.0` are no version. */
function versionOf(written: string): string | undefined {
  return /^\d+\.\d+\.\d+[^(_]*/.exec(written)?.[0];
}

/** `/cors/2.8.5:`, `/cors@2.8.5:`, `cors@2.8.5: {}`, each perhaps in quotes, with peers behind. */
const PACKAGE =
  /^ {2}'?\/?(@[^/\s'@]+\/[^/\s'@]+|[^/\s'@]+)[@/](\d+\.\d+\.\d+[^\s'(_:]*)[^\s:]*:(?: \{\})?\r?$/gm;
