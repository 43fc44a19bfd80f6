import { NodeType, type Parser, Tree } from '@lezer/common';
import { type Change, type Parse, parseAgain, parseAnew } from './incremental.ts';
import { type Level, nextLandmark, PEEK } from './landmarks.ts';
import { type Nested, nest } from './nested.ts';
import { readTree } from './reading.ts';
import { readStretch, type Stretch } from './stretch.ts';

/**
 * A body (a file, a block, a class) is read piece by piece: a piece goes from one landmark, a line on which a statement
 * seems to begin, to the first landmark before which it is complete. What a piece is depends only on the text from its
 * start on, and never on what was there before; so pieces that a change cannot have touched are taken over, and the result is
 * that of a fresh reading. An error stays inside its piece.
 */
export interface Pieces {
  readonly list: readonly Piece[];
  readonly length: number;
}

interface Piece {
  readonly length: number;
  /** How much of the text from its start on decided what it is; infinite where the end of the body did. */
  readonly reach: number;
  /** Without a name; its children are the statements. */
  readonly tree: Tree;
  readonly before: Patience;
  readonly after: Patience;
  /** Present where the end of the body cuts it off, with what would close a string. */
  readonly unfinished?: { readonly open?: string };
  readonly nested?: Nested;
  readonly long?: Long;
}

/** A statement that is too long to be read again as a whole. */
interface Long {
  readonly text: string;
  readonly parse: Parse;
}

/** A piece that was looked for in vain costs time: how often that happened in the text up to `span` from here. */
interface Patience {
  readonly failures: number;
  readonly span: number;
}

const PATIENT: Patience = { failures: 0, span: 0 };
const MOST_FAILURES = 4;

/** An unfinished statement is looked through so far for its end, in UTF-16 units. */
const FARTHEST = 32_768;

/** So many strings and templates are looked for one by one that would close what is open; in a bundle there are hundreds. */
const MOST_CLOSINGS = 4;

/** Longer statements are read in parts. */
const LONG = 8192;

/** Bodies in bodies are read piece by piece so deep. */
const DEEPEST = 8;

/** What is read, and where. */
export interface Body {
  readonly parser: Parser;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly level: Level;
  readonly depth: number;
}

/** What was read before a change; the change is told in offsets of the body before. */
export interface Before {
  readonly pieces: Pieces;
  readonly change: Change;
}

export function readPieces(body: Body, before?: Before): Pieces {
  const { start, end } = body;
  const list: Piece[] = [];
  let at = start;
  let patience = PATIENT;
  const old = before?.pieces.list ?? [];
  let oldIndex = 0;
  let oldAt = start;
  for (let piece = old[0]; before && piece; piece = old[oldIndex]) {
    if (oldAt - start + piece.reach > before.change.start) break;
    list.push(piece);
    at += piece.length;
    patience = piece.after;
    oldAt = at;
    oldIndex += 1;
  }
  const moved = before ? before.change.inserted - (before.change.end - before.change.start) : 0;
  const behind = before ? start + before.change.start + before.change.inserted : Number.POSITIVE_INFINITY;
  const isSameEnd = before !== undefined && before.pieces.length + moved === end - start;
  let isFirst = true;
  while (at < end) {
    if (before && at >= behind) {
      for (let piece = old[oldIndex]; piece && oldAt + moved < at; piece = old[oldIndex]) {
        oldAt += piece.length;
        oldIndex += 1;
      }
      const same = old[oldIndex];
      if (same && oldAt + moved === at && samePatience(same.before, patience)) {
        const count = list.length;
        for (
          let piece = old[oldIndex];
          piece && (isSameEnd || Number.isFinite(piece.reach));
          piece = old[oldIndex]
        ) {
          if (at + piece.length > end) break;
          list.push(piece);
          at += piece.length;
          oldAt += piece.length;
          patience = piece.after;
          oldIndex += 1;
        }
        if (list.length > count) continue;
      }
    }
    const last = isFirst && before ? old[oldIndex] : undefined;
    const known = last && before && oldAt === at ? knownOf(last, before.change, at - start) : undefined;
    const piece = readPiece(body, at, patience, known);
    list.push(piece);
    at += piece.length;
    patience = piece.after;
    isFirst = false;
  }
  return { list, length: end - start };
}

/** A tree of all statements; nameless if it is not told another type. */
export function treeOf({ list, length }: Pieces, type = NodeType.none): Tree {
  const trees: Tree[] = [];
  const positions: number[] = [];
  let at = 0;
  for (let from = 0; from < list.length; ) {
    let to = from + 1;
    while (to < list.length && to - from < LARGEST_GROUP && !endsGroup(list[to - 1])) to += 1;
    const tree = groupOf(list, from, to);
    if (tree.children.length > 0) {
      trees.push(tree);
      positions.push(at);
    }
    at += tree.length;
    from = to;
  }
  return new Tree(type, trees, positions, length).balance();
}

/** Pieces are put together in groups, most of which come again in the next tree; so where they end depends on the pieces. */
const LARGEST_GROUP = 64;

function endsGroup(piece: Piece | undefined): boolean {
  return piece !== undefined && piece.length % 17 === 0;
}

/** The last group that began with a piece. */
const groups = new WeakMap<Piece, { readonly pieces: readonly Piece[]; readonly tree: Tree }>();

function groupOf(list: readonly Piece[], from: number, to: number): Tree {
  const first = list[from];
  const known = first && groups.get(first);
  if (known?.pieces.length === to - from && known.pieces.every((piece, n) => piece === list[from + n])) {
    return known.tree;
  }
  const pieces = list.slice(from, to);
  const trees: Tree[] = [];
  const positions: number[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (piece.tree.children.length > 0) {
      trees.push(piece.tree);
      positions.push(at);
    }
    at += piece.length;
  }
  const tree = new Tree(NodeType.none, trees, positions, at).balance();
  if (first) groups.set(first, { pieces, tree });
  return tree;
}

interface Known {
  readonly nested?: Nested;
  readonly long?: Long;
  readonly change: Change;
}

/** The piece that began at the same place before the change, if the change was in it. */
function knownOf(piece: Piece, change: Change, at: number): Known | undefined {
  const moved = { start: change.start - at, end: change.end - at, inserted: change.inserted };
  return moved.start >= 0 && moved.end <= piece.length ? { ...piece, change: moved } : undefined;
}

function samePatience(one: Patience, other: Patience): boolean {
  return one.failures === other.failures && one.span === other.span;
}

function readPiece(body: Body, at: number, before: Patience, known: Known | undefined): Piece {
  const { text, end, level } = body;
  const first = nextLandmark(text, at, end, level);
  const one = readPart(body, at, first, known);
  const cut = { to: first, part: one, seen: first };
  if (first === end || !one.stretch.isUnfinished) return pieceOf(body, at, before, before, cut);
  if (before.failures >= MOST_FAILURES) return pieceOf(body, at, before, before, cut);
  const found = findEnd(body, at, first, one);
  if (found.part) return pieceOf(body, at, before, before, { ...found, part: found.part });
  const after = { failures: before.failures + 1, span: Math.max(before.span, found.seen - at) };
  return pieceOf(body, at, before, after, { ...cut, seen: found.seen });
}

interface Part {
  readonly stretch: Stretch;
  readonly nested?: Nested;
  readonly long?: Long;
}

interface End {
  readonly to: number;
  readonly part: Part;
  readonly seen: number;
}

function pieceOf(
  body: Body,
  at: number,
  before: Patience,
  patience: Patience,
  { to, part, seen }: End,
): Piece {
  const length = to - at;
  const span = Math.max(0, patience.span - length);
  const { open, isUnfinished } = part.stretch;
  return {
    length,
    reach: seen >= body.end ? Number.POSITIVE_INFINITY : seen - at + body.level.indent.length + PEEK,
    tree: part.stretch.tree,
    before,
    after: span === 0 ? PATIENT : { failures: patience.failures, span },
    ...(isUnfinished && to === body.end ? { unfinished: open === undefined ? {} : { open } } : {}),
    ...(part.nested ? { nested: part.nested } : {}),
    ...(part.long ? { long: part.long } : {}),
  };
}

/** Looks behind the first landmark for one before which the piece is complete. */
function findEnd(
  body: Body,
  at: number,
  first: number,
  one: Part,
): Omit<End, 'part'> & { readonly part?: Part } {
  const { text, end, level } = body;
  const isDecorator = text.startsWith('@', at + level.indent.length) && one.stretch.isComplete;
  // The grammar has no decorators before `export` (@lezer/javascript@1.5.6).
  if (isDecorator && text.startsWith('export', first)) return { to: first, seen: first };
  let to = first;
  let part = one;
  for (let step = 0; to < end; step += 1) {
    const { open } = part.stretch;
    const closing = open === undefined ? to : text.indexOf(open, to);
    if (closing < 0 || closing >= end) return { to, seen: end };
    const isNear = open !== undefined && step < MOST_CLOSINGS;
    const from = isNear ? closing : Math.max(closing, first + 2 * (to - first));
    to = nextLandmark(text, Math.min(from, end), end, level);
    // A class may be as long as it likes.
    if (open === undefined && to - first > FARTHEST && !isDecorator) return { to, seen: to };
    part = readPart(body, at, to, unchanged(part));
    const { stretch } = part;
    if (stretch.error === undefined && stretch.isComplete && !stretch.isUnfinished)
      return { to, seen: to, part };
    if (stretch.isUnfinished) continue;
    const sooner = landmarkBefore(body, at, first, at + (stretch.error ?? 0), stretch);
    if (sooner === undefined) return { to, seen: to };
    const shorter = readPart(body, at, sooner, unchanged(part));
    const isWhole = shorter.stretch.error === undefined && shorter.stretch.isComplete;
    return isWhole ? { to: sooner, seen: to, part: shorter } : { to, seen: to };
  }
  return { to, seen: end };
}

function unchanged({ nested }: Part): Known | undefined {
  return nested && { nested, change: { start: nested.end, end: nested.end, inserted: 0 } };
}

/** The last landmark before an error at which the parser saw a statement of this level begin. */
function landmarkBefore(
  { text, level }: Body,
  at: number,
  first: number,
  error: number,
  { tree }: Stretch,
): number | undefined {
  const starts = new Set<number>();
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) starts.add(at + node.from);
  let found: number | undefined;
  for (let mark = nextLandmark(text, first, error, level); mark < error; ) {
    if (starts.has(mark + level.indent.length)) found = mark;
    mark = nextLandmark(text, mark, error, level);
  }
  return found;
}

function readPart(body: Body, at: number, to: number, known: Known | undefined): Part {
  const { parser, text, level, depth, end } = body;
  const part = text.slice(at, to);
  const isLast = to === end && depth === 0;
  if (part.length <= LONG)
    return { stretch: readStretch(part, level, isLast, (source) => readTree(parser, source)) };
  const last = known?.nested && { nested: known.nested, change: known.change };
  const nested = depth < DEEPEST ? nest(body, at, to, last) : undefined;
  return nested ? { stretch: nested.stretch, nested } : readLong(parser, part, level, isLast, known);
}

/** The parser takes over what it can of the tree before. */
function readLong(
  parser: Parser,
  text: string,
  level: Level,
  isLast: boolean,
  known: Known | undefined,
): Part {
  let long: Long | undefined;
  const stretch = readStretch(text, level, isLast, (source, offset) => {
    const change = known && {
      ...known.change,
      start: known.change.start + offset,
      end: known.change.end + offset,
    };
    const isSame =
      known?.long &&
      known.long.text.length + known.change.inserted - (known.change.end - known.change.start) ===
        source.length;
    const parse =
      known?.long && change && isSame
        ? parseAgain(parser, source, { ...known.long.parse, text: known.long.text }, change)
        : parseAnew(parser, source);
    long ??= { text: source, parse };
    return parse.tree;
  });
  return { stretch, ...(long ? { long } : {}) };
}
