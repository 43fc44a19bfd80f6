import type { Parse, Stated } from './stated.ts';

/**
 * `yarn.lock`, both the classic format and the YAML of later versions: an unindented line of descriptors that ends in a
 * colon, then an indented `version` with or without colon and quotes.
 */
export const parseYarnLock: Parse = (text) => {
  const stated: Stated[] = [];
  let descriptors: readonly Descriptor[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    if (!line.startsWith(' ')) {
      descriptors = line.endsWith(':') ? line.slice(0, -1).split(',').flatMap(readDescriptor) : [];
      continue;
    }
    const version = /^ {2}version:? "?(\d[^"\s]*)"?$/.exec(line)?.[1];
    const [first] = descriptors;
    // The project's own packages have this version.
    if (version === undefined || first === undefined || version === '0.0.0-use.local') continue;
    const ranges = descriptors.filter((item) => item.name === first.name).map((item) => item.range);
    stated.push({ name: first.name, version, ranges });
    descriptors = [];
  }
  return stated;
};

interface Descriptor {
  readonly name: string;
  readonly range: string;
}

/** ` "cors@npm:^2.8.5"`; an alias `c@npm:cors@^2` keeps its own name and is nobody's range. */
function readDescriptor(written: string): readonly Descriptor[] {
  const text = written.trim().replace(/^"|"$/g, '');
  const at = text.indexOf('@', 1);
  if (at < 0) return [];
  return [{ name: text.slice(0, at), range: text.slice(at + 1).replace(/^npm:/, '') }];
}
