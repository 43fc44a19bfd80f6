import type { Module } from '../../server/src/core/syntax/module.ts';
import { dialectOf, openModule, parseText } from '../../server/src/core/syntax/parse.ts';

/** A module of a text; the end of the path says the language. */
export function openText(text: string, path = 'file.ts'): Module {
  const dialect = dialectOf(path);
  if (!dialect) throw new Error(path);
  return openModule(path, parseText(text, dialect));
}

/** Where `§` stands in a source, and the source without it. */
export function marked(source: string): { text: string; at: number } {
  const at = source.indexOf('§');
  return { text: source.replace('§', ''), at: Math.max(at, 0) };
}
