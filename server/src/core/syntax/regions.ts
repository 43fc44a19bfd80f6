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
 * was open there ends with an error in it. A region that begins at `within` or behind was found to be too small.
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
  if (start >= within) return { start: within, end: text.length, container: container.name };
  const end = endOfStatement(text, place.start, indent, language);
  return { start, end: trimmedEnd(text, start, end), container: container.name };
}

/** The statement of the file that cannot be read, and all that is behind it. */
export function restAt(tree: Tree, text: string, stuck: number, language: Language): Region {
  let place = incompleteAt(tree, stuck, language);
  while (place.container.parent) place = outer(place.container);
  return { start: alignedPlace(place, text).start, end: text.length, container: place.container.name };
}

/** The innermost statement that was not complete when the parser could not go on, or the place where one should begin. */
function incompleteAt(tree: Tree, stuck: number, language: Language): Place {
  let child: SyntaxNode | null = null;
  for (let node = firstErrorNode(tree)?.parent ?? tree.topNode; ; ) {
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

/** The first error, which is the innermost: all errors of the tree stand at its end. */
function firstErrorNode(tree: Tree): SyntaxNode | undefined {
  const waiting: SyntaxNode[] = [tree.topNode];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type.isError) return node;
    for (let child = node.lastChild; child && child.to >= tree.length; child = child.prevSibling) {
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
