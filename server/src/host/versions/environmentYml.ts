import { blocksAt, readBlocks } from './blockYaml.ts';
import { readRequirement } from './requirements.ts';
import { type Parse, pythonName, type Stated } from './stated.ts';

/** `environment.yml` of conda: a list of specifications, one of which may hold pip's own requirements. */
export const parseEnvironmentYml: Parse = (text) =>
  blocksAt(readBlocks(text), 'dependencies').flatMap(({ key, value, inner }) => {
    if (key === undefined) return stateConda(value);
    if (key !== 'pip') return [];
    return inner.flatMap((one) => readRequirement(one.value) ?? []);
  });

/** `conda-forge::starlette=0.36.3=pyhd8ed1ab_0`. One `=` means "this and what it begins"; three parts of it are a release. */
function stateConda(written: string): readonly Stated[] {
  const match = /^(?:[^:\s]+::)?([A-Za-z0-9][\w.-]*)\s*(.*)$/.exec(written.trim());
  if (!match) return [];
  const name = pythonName(match[1] ?? '');
  const specifier = (match[2] ?? '').trim();
  if (specifier === '') return [{ name }];
  const exact = /^==?\s*(\d+\.\d+\.\d+[^\s=,*]*)(?:=.*)?$/.exec(specifier)?.[1];
  return [exact === undefined ? { name, range: specifier } : { name, version: exact }];
}
