/** What one file says about one distribution. */
export interface Stated {
  /** Python names are normalised (PEP 503); JavaScript names are as written. */
  readonly name: string;
  readonly version?: string;
  /** As written, in the syntax of its own ecosystem. Neither version nor range: declared without one. */
  readonly range?: string;
  /** Holds only for sources in this folder, relative to the file's own. Absent: for all of them. */
  readonly below?: string;
  /** The ranges that a lock file resolved to this version. */
  readonly ranges?: readonly string[];
  /** Locked, but not as a dependency of the project itself. */
  readonly indirect?: boolean;
}

/** Pure and total: a broken file states nothing. */
export type Parse = (text: string) => readonly Stated[];

/** PEP 503: `Flask_Cors` and `flask.cors` are `flask-cors`. */
export function pythonName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The record at a key, else an empty one. */
export function recordAt(value: unknown, ...keys: readonly string[]): Record<string, unknown> {
  let at: unknown = value;
  for (const key of keys) at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return isRecord(at) ? at : {};
}

/** Parsers of configuration languages throw on broken or hostile text; such a file states nothing. */
export function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
