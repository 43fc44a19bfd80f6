import type { Parser, Tree } from '@lezer/common';
import { firstError } from './incremental.ts';
import { JavaScriptModule, javascriptParser } from './javascript.ts';
import { JsonModule } from './json-module.ts';
import type { Language, Module } from './module.ts';
import { type Before, type Pieces, readPieces, treeOf } from './pieces.ts';
import { PythonModule, pythonParser } from './python.ts';
import { readTree, topType } from './reading.ts';

/** A file's kind, from the end of its name. */
export interface Dialect {
  readonly language: Language;
  readonly typescript: boolean;
  readonly jsx: boolean;
  /** One expression and nothing else: what `require('./config.json')` gives. */
  readonly json?: true;
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  '.py': { language: 'python', typescript: false, jsx: false },
  '.js': { language: 'javascript', typescript: false, jsx: true },
  '.jsx': { language: 'javascript', typescript: false, jsx: true },
  '.mjs': { language: 'javascript', typescript: false, jsx: true },
  '.cjs': { language: 'javascript', typescript: false, jsx: true },
  '.ts': { language: 'javascript', typescript: true, jsx: false },
  '.mts': { language: 'javascript', typescript: true, jsx: false },
  '.cts': { language: 'javascript', typescript: true, jsx: false },
  '.tsx': { language: 'javascript', typescript: true, jsx: true },
};

/** The endings of the files that are looked at, each with its dot. */
export const EXTENSIONS: readonly string[] = Object.keys(DIALECTS);

export function dialectOf(path: string): Dialect | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : DIALECTS[path.slice(dot).toLowerCase()];
}

const JSON_FILE: Dialect = { language: 'javascript', typescript: false, jsx: false, json: true };

/**
 * The kind of a file that an import leads to: {@link dialectOf} and JSON, which holds values but no set-ups and is read as
 * a JavaScript expression that is the file's default export.
 */
export function importedDialectOf(path: string): Dialect | undefined {
  return dialectOf(path) ?? (/\.json$/i.test(path) ? JSON_FILE : undefined);
}

export interface ParsedOnce {
  readonly dialect: Dialect;
  readonly text: string;
  readonly tree: Tree;
}

/** A tree that the next parse of the same file can start from. */
export interface Parsed extends ParsedOnce {
  readonly pieces: Pieces;
}

/** `text.slice(0, start) + inserted + text.slice(end)`, in UTF-16 offsets of the text before. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly inserted: number;
}

function parserOf(dialect: Dialect): Parser {
  return dialect.language === 'python' ? pythonParser : javascriptParser(dialect);
}

function read(text: string, dialect: Dialect, before?: Before): Parsed {
  const parser = parserOf(dialect);
  const level = { language: dialect.language, container: 'Script', indent: '' } as const;
  const pieces = readPieces({ parser, text, start: 0, end: text.length, level, depth: 0 }, before);
  return { dialect, text, tree: treeOf(pieces, topType(parser)), pieces };
}

export function parseText(text: string, dialect: Dialect): Parsed {
  return read(text, dialect);
}

/**
 * Like {@link parseText}, for a text that nobody types in, in less time. Where nothing in it is wrong, the parser needs no pieces. Only
 * of a statement that is longer than they look, such as a whole bundle in one call, it says more than they do.
 */
export function parseOnce(text: string, dialect: Dialect): ParsedOnce {
  const tree = readTree(parserOf(dialect), text);
  return firstError(tree) === undefined ? { dialect, text, tree } : parseText(text, dialect);
}

/**
 * Like {@link parseOnce}, but when the tree is first asked for: of many a file that an import leads to, only the text tells that what
 * is looked for is not there.
 */
export function parseLater(text: string, dialect: Dialect): ParsedOnce {
  let tree: Tree | undefined;
  return {
    dialect,
    text,
    get tree() {
      tree ??= parseOnce(text, dialect).tree;
      return tree;
    },
  };
}

/** Like {@link parseText} of the new text, but in time that depends on the change; the result is the same. */
export function reparseText(before: Parsed, text: string, changes: readonly TextChange[]): Parsed {
  const change = changes.length === 1 && changes[0] ? changes[0] : changedPart(before.text, text);
  return read(text, before.dialect, { pieces: before.pieces, change });
}

/** Several changes one after the other, told as one. */
function changedPart(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - same - 1) === after.charCodeAt(after.length - same - 1)
  ) {
    same += 1;
  }
  return { start, end: before.length - same, inserted: after.length - same - start };
}

export function openModule(uri: string, parsed: ParsedOnce): Module {
  if (parsed.dialect.json) return new JsonModule(uri, parsed);
  return parsed.dialect.language === 'python'
    ? new PythonModule(uri, parsed)
    : new JavaScriptModule(uri, parsed);
}
