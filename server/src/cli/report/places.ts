import { isAbsolute, relative, sep } from 'node:path';
import { endOfLine, LineIndex, type Place, type Span, startOfLine } from '../../core/index.ts';
import { localFiles } from '../../host/node/files.ts';
import { pathOf, uriOf } from '../../host/node/paths.ts';
import type { CheckedFile } from '../outcome.ts';

/** Lines and UTF-16 columns, both from 1. `end` is exclusive. */
export interface Range {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export interface Places {
  /** Relative to the working directory where it lies below, else absolute. */
  path(uri: string): string;
  /** With `/` on every system. */
  slashed(uri: string): string;
  range(place: Place): Range;
  text(uri: string): string;
}

/** Places of checked files, and of others that they point at. */
export function placesOf(files: readonly CheckedFile[], directory: string): Places {
  const texts = new Map(files.map((file) => [file.uri, file.text]));
  const indexes = new Map<string, LineIndex>();

  function text(uri: string): string {
    const known = texts.get(uri);
    if (known !== undefined) return known;
    const read = localFiles.readText(uri).text ?? '';
    texts.set(uri, read);
    return read;
  }

  function index(uri: string): LineIndex {
    const known = indexes.get(uri);
    if (known) return known;
    const made = new LineIndex(text(uri));
    indexes.set(uri, made);
    return made;
  }

  function point(lines: LineIndex, offset: number): Range['start'] {
    const { line, character } = lines.position(offset);
    return { line: line + 1, column: character + 1 };
  }

  const path = (uri: string) => displayPath(uri, directory);
  return {
    path,
    slashed: (uri) => (sep === '\\' ? path(uri).replaceAll('\\', '/') : path(uri)),
    text,
    range: ({ uri, start, end }) => ({ start: point(index(uri), start), end: point(index(uri), end) }),
  };
}

export function displayPath(uri: string, directory: string): string {
  const absolute = pathOf(uri) ?? uri;
  const path = relative(directory, absolute);
  return path === ''
    ? '.'
    : path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
      ? absolute
      : path;
}

/** Whether {@link displayPath} is relative, and the URI reference of it. */
export function reference(
  uri: string,
  directory: string,
): { readonly uri: string; readonly isRelative: boolean } {
  const path = displayPath(uri, directory);
  if (isAbsolute(path)) return { uri, isRelative: false };
  const base = `${uriOf(directory)}/`.replace(/\/\/$/, '/');
  return uri.startsWith(base)
    ? { uri: uri.slice(base.length), isRelative: true }
    : { uri, isRelative: false };
}

export function lineSpan(text: string, offset: number): Span {
  return { start: startOfLine(text, offset), end: endOfLine(text, offset) };
}
