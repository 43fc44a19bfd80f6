import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { DEFAULT_SETTINGS, LineIndex, mergeSettings, readSettings, type Settings } from '../core/index.ts';
import { isTooDeep } from './depth.ts';
import type { FileSettings, SettingsFileProblem } from './host.ts';
import { globs } from './ignoring.ts';
import { type Io, readText } from './io.ts';
import { parentOf, pathBelow } from './uris.ts';

/**
 * `cors-lens.json`: JSON with comments and trailing commas. Every such file from the boundary (see `boundary.ts`) down to the
 * folder of the source counts. A nearer one decides over an outer one, key by key; the globs of all of them exclude, each
 * relative to its own folder. So a folder can be stricter or laxer without repeating what the project says.
 */
export const SETTINGS_FILE = 'cors-lens.json';

/** One file, read. */
export interface SettingsFile {
  readonly folder: string;
  readonly settings: Settings;
  readonly problems: readonly SettingsFileProblem[];
}

export function readSettingsText(uri: string, text: string, ruleIds: readonly string[]): SettingsFile {
  const folder = parentOf(uri) ?? uri;
  const lines = new LineIndex(text);
  const problemAt = (start: number, end: number, message: string): SettingsFileProblem => ({
    uri,
    start,
    end,
    ...lines.position(start),
    message,
  });

  const errors: ParseError[] = [];
  const tree = isTooDeep(text)
    ? undefined
    : parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const [error] = errors;
  const broken = error
    ? [problemAt(error.offset, error.offset + error.length, `It is not valid JSON: ${sayError(error)}.`)]
    : [];
  if (tree === undefined) {
    const empty = problemAt(0, 0, 'It is not valid JSON: an object is expected.');
    return { folder, settings: DEFAULT_SETTINGS, problems: broken.length > 0 ? broken : [empty] };
  }

  const { settings, problems } = readSettings(plainValue(tree), ruleIds);
  const told = problems.map(({ path, message }) => {
    const node = nodeAt(tree, path);
    return problemAt(node.offset, node.offset + node.length, path === '' ? message : `"${path}": ${message}`);
  });
  return { folder, settings, problems: [...broken, ...told] };
}

/** The files of a chain of folders, outermost first, as one. */
export function combineSettings(files: readonly SettingsFile[]): FileSettings {
  const excluders = files
    .filter((file) => file.settings.exclude.length > 0)
    .map((file) => ({ folder: file.folder, covers: globs(file.settings.exclude) }));
  return {
    settings: files.reduce((settings, file) => mergeSettings(settings, file.settings), DEFAULT_SETTINGS),
    excludes: (uri) =>
      excluders.some(({ folder, covers }) => {
        const path = pathBelow(folder, uri);
        return path !== undefined && covers(path);
      }),
    problems: files.flatMap((file) => file.problems),
  };
}

/** Undefined where there is none. */
export function* loadSettingsFile(uri: string, ruleIds: readonly string[]): Io<SettingsFile | undefined> {
  const outcome = yield* readText(uri);
  if (outcome.problem === undefined) return readSettingsText(uri, outcome.text, ruleIds);
  if (outcome.problem === 'missing') return undefined;
  const problem = { uri, start: 0, end: 0, line: 0, character: 0, message: outcome.message };
  return { folder: parentOf(uri) ?? uri, settings: DEFAULT_SETTINGS, problems: [problem] };
}

/** The property that a path such as `rules.any-origin` names, key and value, or the nearest one around that is written. */
function nodeAt(tree: Node, path: string): Node {
  if (path === '') return tree;
  const dot = path.indexOf('.');
  const keys = dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
  const value = findNodeAtLocation(tree, keys) ?? findNodeAtLocation(tree, keys.slice(0, 1));
  return value?.parent ?? value ?? tree;
}

/** The parser's own conversion writes `__proto__` as a prototype. */
function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const entries: [string, unknown][] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key && value) entries.push([String(key.value), plainValue(value)]);
  }
  return Object.fromEntries(entries);
}

function sayError(error: ParseError): string {
  return SAYINGS[printParseErrorCode(error.error)] ?? 'this was not expected here';
}

const SAYINGS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word is not known',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a name in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing brace is expected here',
  CloseBracketExpected: 'a closing bracket is expected here',
  EndOfFileExpected: 'nothing more is expected here',
  InvalidCommentToken: 'a comment may not stand here',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a text is not closed',
  UnexpectedEndOfNumber: 'a number is not finished',
  InvalidUnicode: 'an escape of a character is not finished',
  InvalidEscapeCharacter: 'there is no such escape',
  InvalidCharacter: 'this character may not stand here',
};
