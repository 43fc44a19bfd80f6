import type { SyntaxNode, Tree } from '@lezer/common';
import { endOfStatement, lineAt } from './extent.ts';
import type { Language } from './module.ts';

/** A statement (or several) that the parser could not read, whole lines but for the indentation of the first. */
export interface Region {
  readonly start: number;
  readonly end: number;
  /** The name of the node that the statements stand in. */
  readonly container: string;
}

/** The nodes that statements stand in, or what is written like them: members of a class, cases. */
const CONTAINERS: ReadonlySet<string> = new Set(['Script', 'Block', 'ClassBody', 'SwitchBody', 'Body']);

interface Place {
  readonly start: number;
  readonly container: SyntaxNode;
}

/**
 * The statement that cannot be read, when the parser cannot go on at `stuck`. The tree is that of the text up to there; what
 * was open there ends with an error in it. `within`, when given, is a region that was found to be too small.
 */
export function regionAt(
  tree: Tree,
  text: string,
  stuck: number,
  language: Language,
  within: Region | undefined,
): Region {
  let place = alignedPlace(incompleteAt(tree, stuck), text, language);
  while (language === 'javascript' && isLeftOpen(place, text, stuck)) {
    place = alignedPlace(outer(place.container), text, language);
  }
  while (within && place.start >= within.start && place.container.parent) {
    place = alignedPlace(outer(place.container), text, language);
  }
  const { container } = place;
  const indent = container.parent ? indentIn(text, place, language) : 0;
  const line = lineStart(text, place.start);
  const start = language === 'python' ? startInPython(text, line, indent) : place.start;
  const isTooSmall = within !== undefined && start >= within.start;
  const end = isTooSmall ? text.length : endOfStatement(text, place.start, indent, language);
  return { start, end: trimmedEnd(text, start, end), container: container.name };
}

/** The innermost statement that was not complete when the parser could not go on, or the place where one should begin. */
function incompleteAt(tree: Tree, stuck: number): Place {
  const error = firstErrorNode(tree);
  let child: SyntaxNode | null = null;
  for (let node = error?.parent ?? tree.topNode; ; node = node.parent ?? tree.topNode) {
    if (CONTAINERS.has(node.name) || !node.parent) return { start: child?.from ?? stuck, container: node };
    child = node;
  }
}

/** All errors of the tree stand at its end. */
function firstErrorNode(tree: Tree): SyntaxNode | undefined {
  const waiting: SyntaxNode[] = [tree.topNode];
  let found: SyntaxNode | undefined;
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type.isError) found = node;
    for (let child = node.lastChild; child && child.to >= tree.length; child = child.prevSibling) waiting.push(child);
  }
  return found;
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
function alignedPlace(from: Place, text: string, language: Language): Place {
  let place = from;
  for (;;) {
    const first = lineAt(text, lineStart(text, place.start)).at;
    // The parser can be stuck in the indentation itself.
    if (first >= place.start) return first > place.start && language === 'javascript' ? place : { ...place, start: first };
    if (!place.container.parent) return { start: startOfChild(place.container, first), container: place.container };
    if (first > place.container.from) {
      const start = startOfChild(place.container, first);
      if (start === first) return { ...place, start };
      place = { ...place, start };
    } else {
      place = outer(place.container);
    }
  }
}

function startOfChild(container: SyntaxNode, offset: number): number {
  const child = container.childAfter(offset);
  return child ? Math.min(child.from, offset) : offset;
}

/**
 * Whether the block around a place was left open: it should have ended before the place, by the indentation of what stands
 * there, or by the end of the text.
 */
function isLeftOpen({ start, container }: Place, text: string, stuck: number): boolean {
  if (!container.parent) return false;
  if (start >= stuck && text.slice(start).trim() === '') return true;
  const opens = lineStart(text, container.from);
  const line = lineStart(text, start);
  if (line === opens) return false;
  const outside = lineAt(text, opens).columns;
  const first = container.firstChild?.nextSibling;
  // Whoever does not indent the first statement does not indent the others either.
  if (first && first.from < start && lineAt(text, lineStart(text, first.from)).columns <= outside) return false;
  return lineAt(text, line).columns <= outside;
}

/** How many columns the statements of a container are indented. */
function indentIn(text: string, { start, container }: Place, language: Language): number {
  const own = lineAt(text, lineStart(text, start)).columns;
  if (language !== 'python') return own;
  const opens = lineStart(text, container.from);
  for (let child = container.firstChild?.nextSibling; child && child.from < start; child = child.nextSibling) {
    const line = lineStart(text, child.from);
    if (child.name !== 'Comment' && line !== opens) return Math.min(own, lineAt(text, line).columns);
  }
  return own;
}

/** Where a line has so many columns of indentation, which is where its statement is expected. */
function startInPython(text: string, line: number, indent: number): number {
  let at = line;
  while (at < text.length && /[ \t\f\ufeff]/.test(text.charAt(at)) && lineAt(text.slice(line, at + 1), 0).columns <= indent) {
    at += 1;
  }
  return at;
}

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !/[\n\r]/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start + 1 && /\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}
