import type { SyntaxNode, Tree } from '@lezer/common';
import { endOfLine, extentOf, lineAt } from './extent.ts';
import type { Language } from './module.ts';

/** A statement (or several) that the parser could not read, whole lines but for the indentation of the first. */
export interface Region {
  readonly start: number;
  readonly end: number;
  /** The name of the node that the statements stand in. */
  readonly container: string;
  /** Where the statement of the file begins that it stands in, or itself is. */
  readonly top: number;
  /** The parser has not looked behind this offset to tell that it is one. */
  readonly read: number;
  /** From where its end was looked for, and how far, if it was. */
  readonly extent?: { readonly start: number; readonly indent: number; readonly seen: number };
}

/** The nodes that statements stand in, or what is written like them: members of a class, cases. */
const CONTAINERS: ReadonlySet<string> = new Set(['Script', 'Block', 'ClassBody', 'SwitchBody', 'Body']);

interface Place {
  readonly start: number;
  readonly container: SyntaxNode;
}

/**
 * The statement that cannot be read, when the parser cannot go on at `stuck`. The tree is that of the text up to there, and
 * little more; what was open there has an error in it. A region that begins at `within` or behind was found to be too small.
 */
export function regionAt(
  tree: Tree,
  text: string,
  stuck: number,
  language: Language,
  within = Number.POSITIVE_INFINITY,
): Region {
  let place = incompleteAt(tree, stuck, language);
  // What is open at the end of the text was left open.
  while (language === 'javascript' && place.start >= text.length && place.container.parent) {
    place = outer(place.container);
  }
  place = alignedPlace(place, text);
  while (
    place.container.parent &&
    ((language === 'javascript' && isLeftOpen(place, text)) || place.start >= within)
  ) {
    place = alignedPlace(outer(place.container), text);
  }
  const { container } = place;
  const indent = indentIn(text, place, language);
  const start = Math.min(place.start, lineStart(text, place.start) + indentUnits(text, place.start, indent));
  if (start >= within) return wholeFrom(text, within, container.name);
  const { end, seen } = extentOf(text, place.start, indent, language);
  return {
    start,
    end: trimmedEnd(text, start, end),
    container: container.name,
    top: topOf(place),
    read: behindToken(text, stuck),
    extent: { start: place.start, indent, seen },
  };
}

/** The statement of the file that cannot be read, and all that is behind it. */
export function restAt(tree: Tree, text: string, stuck: number, language: Language): Region {
  let place = incompleteAt(tree, stuck, language);
  while (place.container.parent) place = outer(place.container);
  return wholeFrom(text, alignedPlace(place, text).start, place.container.name);
}

/** All from a statement of the file on. */
export function wholeFrom(text: string, from: number, container: string): Region {
  const start = from < text.length ? from : 0;
  return { start, end: text.length, container, top: start, read: text.length };
}

/** Whether a region before a change, found in the text before it, would be found in the new text. */
export function isKept(
  { start, end, read, extent }: Region,
  text: string,
  change: number,
  language: Language,
): boolean {
  if (read >= change || end >= change || !extent) return false;
  return (
    extent.seen < change ||
    trimmedEnd(text, start, extentOf(text, extent.start, extent.indent, language).end) === end
  );
}

/** A region in the place of others: what was read to find them was read to find it. */
export function insteadOf(region: Region, others: readonly Region[]): Region {
  const read = others.map((each) => Math.max(each.read, each.extent?.seen ?? 0));
  return { ...region, read: Math.max(region.read, ...read) };
}

export function movedBy({ start, end, container, top, read, extent }: Region, by: number): Region {
  const moved = { start: start + by, end: end + by, container, top: top + by, read: read + by };
  if (!extent) return moved;
  return { ...moved, extent: { ...extent, start: extent.start + by, seen: extent.seen + by } };
}

function topOf({ start, container }: Place): number {
  let child: SyntaxNode | undefined;
  for (let node = container; node.parent; node = node.parent) child = node;
  return child ? child.from : start;
}

/** The token that the parser is stuck at ends before the next line does. */
function behindToken(text: string, stuck: number): number {
  let next = endOfLine(text, stuck);
  while (next < text.length && /\s/.test(text.charAt(next))) next += 1;
  return endOfLine(text, next);
}

/** The innermost statement that was not complete when the parser could not go on, or the place where one should begin. */
function incompleteAt(tree: Tree, stuck: number, language: Language): Place {
  let child: SyntaxNode | null = null;
  for (let node = firstErrorNode(tree, stuck)?.parent ?? tree.topNode; ; ) {
    // A Python block without a statement belongs to what is incomplete.
    const isEmpty =
      language === 'python' && node.name === 'Body' && (node.firstChild?.nextSibling?.type.isError ?? true);
    if (!node.parent || (CONTAINERS.has(node.name) && !isEmpty)) {
      return { start: child?.from ?? stuck, container: node };
    }
    child = node;
    node = node.parent;
  }
}

/** The first error, which is the innermost: there is none before the place where the parser was stuck. */
function firstErrorNode(tree: Tree, end: number): SyntaxNode | undefined {
  const waiting: SyntaxNode[] = [tree.topNode];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type.isError) return node;
    for (let child = node.lastChild; child && child.to >= end; child = child.prevSibling) {
      waiting.push(child);
    }
  }
  return undefined;
}

/** The statement around a container. */
function outer(container: SyntaxNode): Place {
  let child = container;
  for (;;) {
    const parent = child.parent;
    if (!parent) return { start: child.from, container: child };
    if (CONTAINERS.has(parent.name)) return { start: child.from, container: parent };
    child = parent;
  }
}

/** A region begins with its line: with the first statement of the line in the same container, or with the one around. */
function alignedPlace(from: Place, text: string): Place {
  let place = from;
  for (;;) {
    const first = lineAt(text, lineStart(text, place.start)).at;
    // The parser can be stuck in the indentation itself.
    if (first >= place.start) return { ...place, start: first };
    const { container } = place;
    if (first <= container.from && container.parent) {
      place = outer(container);
      continue;
    }
    place = { container, start: startOfChild(container, first) };
    if (place.start === first) return place;
  }
}

function startOfChild(container: SyntaxNode, offset: number): number {
  const child = container.childAfter(offset);
  return child ? Math.min(child.from, offset) : offset;
}

/** Whether the block around a place was left open: by the indentation of what stands there, it should have ended before. */
function isLeftOpen({ start, container }: Place, text: string): boolean {
  const opens = lineStart(text, container.from);
  const line = lineStart(text, start);
  if (line === opens) return false;
  const outside = lineAt(text, opens).columns;
  const first = container.firstChild?.nextSibling;
  // Whoever does not indent the first statement does not indent the others either.
  if (first && first.from < start && lineAt(text, lineStart(text, first.from)).columns <= outside)
    return false;
  return lineAt(text, line).columns <= outside;
}

/** How many columns the statements of a container are indented. */
function indentIn(text: string, { start, container }: Place, language: Language): number {
  const own = lineAt(text, lineStart(text, start)).columns;
  if (language !== 'python') return own;
  if (!container.parent) return 0;
  const opens = lineStart(text, container.from);
  for (
    let child = container.firstChild?.nextSibling;
    child && child.from < start;
    child = child.nextSibling
  ) {
    const line = lineStart(text, child.from);
    if (child.name !== 'Comment' && line !== opens) return Math.min(own, lineAt(text, line).columns);
  }
  return own;
}

/** How many of the spaces and tabs before an offset make so many columns. */
function indentUnits(text: string, offset: number, columns: number): number {
  const line = lineStart(text, offset);
  let units = 0;
  while (line + units < offset && lineAt(text.slice(line, line + units + 1), 0).columns <= columns)
    units += 1;
  return units;
}

export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !/[\n\r]/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start + 1 && /\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}
