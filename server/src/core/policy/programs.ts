/**
 * A program that a source names by the path of its file, as set-ups of deployments do. Hosts look for it like for a module, by
 * a specifier that no import can have.
 */
export interface NamedProgram {
  /** With `/`, without or with the ending of a source. */
  readonly path: string;
  /**
   * The path begins at the nearest folder, from the naming file's own upwards, that holds a file of this name. Absent where
   * it begins at the folder of the naming file.
   */
  readonly beside?: string;
}

const SPECIFIER = /^program:([^:]*):(.+)$/;

export function programSpecifier({ path, beside = '' }: NamedProgram): string {
  return `program:${beside}:${path}`;
}

/** Undefined for the specifier of an import. */
export function namedProgram(specifier: string): NamedProgram | undefined {
  const [, beside, path] = SPECIFIER.exec(specifier) ?? [];
  if (path === undefined) return undefined;
  return beside ? { path, beside } : { path };
}
