import { parse } from 'smol-toml';
import { readRequirement } from './requirements.ts';
import { attempt, isRecord, type Parse, pythonName, recordAt, type Stated } from './stated.ts';

/** `pyproject.toml`: PEP 621, PEP 735, Poetry, PDM, uv. */
export const parsePyproject: Parse = (text) => {
  const root = attempt<unknown>(() => parse(text), undefined);
  const project = recordAt(root, 'project');
  const lists: unknown[] = [
    project.dependencies,
    ...Object.values(recordAt(project, 'optional-dependencies')),
    ...Object.values(recordAt(root, 'dependency-groups')),
    ...Object.values(recordAt(root, 'tool', 'pdm', 'dev-dependencies')),
    recordAt(root, 'tool', 'uv')['dev-dependencies'],
  ];
  const poetry = recordAt(root, 'tool', 'poetry');
  const tables = [
    recordAt(poetry, 'dependencies'),
    ...Object.values(recordAt(poetry, 'group')).map((group) => recordAt(group, 'dependencies')),
    recordAt(poetry, 'dev-dependencies'),
  ];
  return [...lists.flatMap(stateList), ...tables.flatMap(statePoetry)];
};

/** Items of a dependency group may be tables that include another group. */
function stateList(list: unknown): readonly Stated[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const stated = typeof item === 'string' ? readRequirement(item) : undefined;
    return stated ? [stated] : [];
  });
}

function statePoetry(table: Record<string, unknown>): readonly Stated[] {
  return Object.entries(table).flatMap(([written, value]) => {
    if (written === 'python') return [];
    const name = pythonName(written);
    // Several constraints, each with a marker: none of them holds for every environment.
    const version = isRecord(value) ? value.version : value;
    return [typeof version === 'string' ? statePoetryConstraint(name, version.trim()) : { name }];
  });
}

/** In Poetry a bare version is a pin. https://python-poetry.org/docs/dependency-specification */
function statePoetryConstraint(name: string, constraint: string): Stated {
  if (constraint === '' || constraint === '*') return { name };
  const exact = /^(?:==?=?)?\s*(\d[^\s,*|]*)$/.exec(constraint)?.[1];
  return exact === undefined ? { name, range: constraint } : { name, version: exact };
}
