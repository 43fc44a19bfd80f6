import { type SyntaxNode, Tree } from '@lezer/common';
import type { Change } from './incremental.ts';
import type { Level } from './landmarks.ts';
import { type Body, type Pieces, readPieces, treeOf } from './pieces.ts';
import { readTree } from './reading.ts';
import { readStretch, type Stretch } from './stretch.ts';

/** A long statement: its body is read piece by piece, and the rest of it with a short statement in place of the body. */
export interface Nested {
  readonly stretch: Stretch;
  /** The body, from the start of the statement. */
  readonly start: number;
  readonly end: number;
  readonly frame: Frame;
  readonly pieces: Pieces;
}

interface Frame {
  readonly text: string;
  readonly isLast: boolean;
  readonly stretch: Stretch;
  readonly level: Level;
  /** The statement that stands in place of the body. */
  readonly placeholder: SyntaxNode;
}

/** The rest of the statement must be no longer, in UTF-16 units. */
const LONGEST_FRAME = 8192;

const MOST_CANDIDATES = 20;

/** Undefined where the statement has no such body: it is to be read as a whole. */
export function nest(
  body: Body,
  at: number,
  to: number,
  last: { readonly nested: Nested; readonly change: Change } | undefined,
): Nested | undefined {
  const { text } = body;
  const place = placeOf(body, at, to);
  if (!place) return undefined;
  const frame = frameOf(body, at, to, place, last?.nested.frame);
  if (!frame) return undefined;
  const start = place.start - at;
  const isSame = last && last.nested.start === start && sameLevel(last.nested.frame.level, frame.level);
  const inside = isSame ? changeWithin(last.change, last.nested) : undefined;
  const pieces = readPieces(
    { ...body, text, start: place.start, end: place.end, level: frame.level, depth: body.depth + 1 },
    inside && last ? { pieces: last.nested.pieces, change: inside } : undefined,
  );
  const grown = pieces.length - (placeholderOf(frame.level).length + 1);
  const { error, isComplete, isUnfinished, open } = frame.stretch;
  const tail = pieces.list.at(-1)?.unfinished;
  const closing = open ?? tail?.open;
  return {
    stretch: {
      tree: filled(frame.placeholder, treeOf(pieces), frame.level.indent.length, grown),
      isComplete,
      isUnfinished: isUnfinished || tail !== undefined,
      ...(error === undefined ? {} : { error: error < start ? error : error + grown }),
      ...(closing === undefined ? {} : { open: closing }),
    },
    start,
    end: place.end - at,
    frame,
    pieces,
  };
}

function sameLevel(one: Level, other: Level): boolean {
  return one.indent === other.indent && one.container === other.container;
}

function changeWithin(change: Change, { start, end }: Nested): Change | undefined {
  if (change.start < start || change.end > end) return undefined;
  return { start: change.start - start, end: change.end - start, inserted: change.inserted };
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly indent: string;
}

/** Lines that open a body; the next line tells its indentation. */
const OPENING = {
  python: /:[ \t]*(?:#[^\n]*)?\r?\n\s*/g,
  javascript: /\{[ \t]*(?:\/\/[^\n]*)?\r?\n\s*/g,
} as const;

/** The lines of the statement's body: more than half of it. */
function placeOf({ text, level }: Body, at: number, to: number): Place | undefined {
  const opening = OPENING[level.language];
  let from = at;
  for (let round = 0; round < MOST_CANDIDATES; round += 1) {
    opening.lastIndex = from;
    const match = opening.exec(text);
    if (!match) return undefined;
    const first = match.index + match[0].length;
    if (first >= to) return undefined;
    const start = text.lastIndexOf('\n', first - 1) + 1;
    const indent = text.slice(start, first);
    from = first;
    if (indent.length <= level.indent.length || !indent.startsWith(level.indent)) continue;
    const end = endOf(text, start, to, indent, level);
    if (end - start > (to - at) / 2) return { start, end, indent };
    from = end;
  }
  return undefined;
}

/** The first line with less indentation; in JavaScript one that closes a bracket. */
function endOf(text: string, start: number, to: number, indent: string, { language }: Level): number {
  const sign = language === 'python' ? '[^\\s#]' : '[)\\]}]';
  const search = new RegExp(`\\n[ \\t]{0,${indent.length - 1}}${sign}`, 'g');
  search.lastIndex = start;
  const match = search.exec(text);
  const end = match && match.index + 1 < to ? match.index + 1 : to;
  return language === 'python' ? behindLastStatement(text, start, end) : end;
}

/** Comments and blank lines at the end of a Python block stand outside of it. */
function behindLastStatement(text: string, start: number, end: number): number {
  let to = end;
  while (to > start) {
    const lineStart = text.lastIndexOf('\n', to - 2) + 1;
    if (/^\s*[^\s#]/.test(text.slice(lineStart, to))) return to;
    to = lineStart;
  }
  return end;
}

function placeholderOf({ language, indent }: Pick<Level, 'language' | 'indent'>): string {
  return `${indent}${language === 'python' ? '_' : '_;'}`;
}

function frameOf(
  body: Body,
  at: number,
  to: number,
  place: Place,
  last: Frame | undefined,
): Frame | undefined {
  const { text, level, depth, end, parser } = body;
  const { language } = level;
  const { indent } = place;
  const head = text.slice(at, place.start);
  const frame = `${head}${placeholderOf({ language, indent })}\n${text.slice(place.end, to)}`;
  if (frame.length > LONGEST_FRAME) return undefined;
  const isLast = to === end && depth === 0;
  if (last && last.text === frame && last.isLast === isLast && last.level.indent === indent) return last;
  const stretch = readStretch(frame, level, isLast, (source) => readTree(parser, source));
  // An error behind the body may mean that the body does not end there.
  if (stretch.error !== undefined && stretch.error >= head.length && !stretch.isUnfinished) return undefined;
  const name = stretch.tree.resolveInner(head.length + indent.length, 1);
  const placeholder = name.parent;
  const container = containerOf(placeholder?.parent?.name);
  if (!placeholder || !container || placeholder.from !== head.length + indent.length) return undefined;
  return { text: frame, isLast, stretch, level: { language, container, indent }, placeholder };
}

function containerOf(name: string | undefined): Level['container'] | undefined {
  return name === 'Block' || name === 'ClassBody' || name === 'Body' ? name : undefined;
}

/** The tree with the body in place of the placeholder; `grown`: how much longer it is, `indent`: how much sooner it begins. */
function filled(placeholder: SyntaxNode, body: Tree, indent: number, grown: number): Tree {
  let tree = body;
  let from = placeholder.from - indent;
  let node = placeholder;
  for (let parent = node.parent; parent; parent = node.parent) {
    const trees: Tree[] = [];
    const positions: number[] = [];
    for (let child = parent.firstChild; child; child = child.nextSibling) {
      const isPath = child.from === node.from && child.to === node.to && child.name === node.name;
      trees.push(isPath ? tree : child.toTree());
      positions.push(
        (isPath ? from : child.from > node.from ? child.from + grown : child.from) - parent.from,
      );
    }
    tree = new Tree(parent.type, trees, positions, parent.to - parent.from + grown);
    from = parent.from;
    node = parent;
  }
  return tree;
}
