import { NodeProp, NodeType, type Parser, Tree, TreeBuffer, TreeFragment } from '@lezer/common';
import { readTree } from './reading.ts';

/**
 * Parsing again with what is left of the tree before, so that the result is the tree of a fresh parse. For statements that
 * are too long and have no body that could be read piece by piece (pieces.ts).
 *
 * Lezer alone does not promise that (@lezer/lr@1.4.12), for three reasons. Behind an error, what the parser makes of
 * the text depends on more than the text (how it recovers), so that a reused part can lead it elsewhere: here nothing
 * behind the first error of a tree is reused. A Python block that the end of the file closes is marked with the
 * indentation of the inside, so that the statements of the file would be taken into an earlier block: here such marks are
 * thrown away. And comments between the end of a block and the line that decides it hide a change from the block: here
 * a change begins before them.
 */
export interface Parse {
  readonly tree: Tree;
  readonly fragments: readonly TreeFragment[];
}

export function parseAnew(parser: Parser, text: string): Parse {
  const tree = readTree(parser, text);
  return { tree, fragments: reusable(tree, firstError(tree), []) };
}

/** A replaced stretch of the text before, and how long the text is that stands there now. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly inserted: number;
}

export function parseAgain(
  parser: Parser,
  text: string,
  before: Parse & { readonly text: string },
  change: Change,
): Parse {
  const start = behindLastToken(before.tree, before.text, change.start);
  const damaged = { fromA: start, toA: change.end, fromB: start, toB: change.start + change.inserted };
  const fragments = TreeFragment.applyChanges(before.fragments, [damaged]);
  const first = readTree(parser, text, fragments);
  const error = firstError(first);
  if (error === undefined || !fragments.some((fragment) => fragment.to > error - MARGIN)) {
    return { tree: first, fragments: reusable(first, error, fragments) };
  }
  const tree = readTree(parser, text, reusable(first, error, []));
  return { tree, fragments: reusable(tree, firstError(tree), fragments) };
}

/**
 * Where a statement ends can depend on the token behind it (its indentation, an operator), and comments may stand
 * between the two: the part of the tree that a change can touch begins before them.
 */
function behindLastToken(tree: Tree, text: string, offset: number): number {
  let at = offset;
  for (let step = 0; step < MOST_COMMENTS; step += 1) {
    while (at > 0 && /\s/.test(text.charAt(at - 1))) at -= 1;
    const comment = tree.resolveInner(at, -1);
    if (!comment.name.endsWith('Comment')) return at;
    at = comment.from;
  }
  return 0;
}

/** Behind more comments than this in a row, the whole file is parsed. */
const MOST_COMMENTS = 1000;

/** The parser looks so far beyond a token without noting it (`Lookahead.Margin` of @lezer/lr@1.4.12). */
const MARGIN = 25;

/** The parts of a tree before its first error, and behind it the parts of earlier trees, which have no error either. */
function reusable(
  tree: Tree,
  error: number | undefined,
  earlier: readonly TreeFragment[],
): readonly TreeFragment[] {
  if (error === undefined && !endsInsideBlock(tree)) return TreeFragment.addTree(tree);
  const broken = error ?? tree.length;
  const end = Math.max(0, broken - MARGIN);
  const next = broken + MARGIN;
  const behind = earlier.flatMap((fragment) => {
    if (fragment.to <= next) return [];
    if (fragment.from >= next) return [fragment];
    return [new TreeFragment(next, fragment.to, fragment.tree, fragment.offset, true, fragment.openEnd)];
  });
  return end === 0 ? behind : [new TreeFragment(0, end, withoutMarks(tree, end), 0, false, true), ...behind];
}

/** The statements of a file stand outside of every block; a mark on the last of them tells that its block is still open. */
function endsInsideBlock(tree: Tree): boolean {
  let node = tree;
  for (;;) {
    const last = node.children[node.children.length - 1];
    if (!(last instanceof Tree)) return false;
    if (last.prop(NodeProp.contextHash) !== undefined) return true;
    if (!last.type.isAnonymous) return false;
    node = last;
  }
}

/**
 * The tree up to `end` without the unnamed groups of statements, which carry the mark of the block that was left open.
 * The nodes that reach beyond `end` lose their names, so that only their parts can be used again.
 */
function withoutMarks(tree: Tree, end: number): Tree {
  const children: (Tree | TreeBuffer)[] = [];
  const positions: number[] = [];
  const add = (parent: Tree, offset: number) => {
    for (const [index, child] of parent.children.entries()) {
      const start = offset + (parent.positions[index] ?? 0);
      if (start >= end) return;
      if (child instanceof Tree && child.type.isAnonymous) {
        add(child, start);
      } else {
        const isOpen = child instanceof Tree && start + child.length >= end;
        children.push(isOpen ? withoutMarks(child, end - start) : child);
        positions.push(start);
      }
    }
  };
  add(tree, 0);
  return new Tree(NodeType.none, children, positions, tree.length);
}

/** Trees that were looked through before; most of them come again in the next tree. */
const withoutErrors = new WeakSet<Tree>();

export function firstError(tree: Tree): number | undefined {
  const waiting: { node: Tree | TreeBuffer; at: number }[] = [{ node: tree, at: 0 }];
  let found: number | undefined;
  const seen: Tree[] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, at } = next;
    if (node instanceof TreeBuffer) {
      found = errorIn(node, at);
    } else if (node.type.isError) {
      found = at;
    } else if (!withoutErrors.has(node)) {
      seen.push(node);
      for (let index = node.children.length - 1; index >= 0; index -= 1) {
        const child = node.children[index];
        if (child) waiting.push({ node: child, at: at + (node.positions[index] ?? 0) });
      }
    }
    if (found !== undefined) return found;
  }
  for (const node of seen) withoutErrors.add(node);
  return undefined;
}

/** A buffer holds four numbers for each node: its type, its start, its end, and where its children end. */
function errorIn(buffer: TreeBuffer, at: number): number | undefined {
  for (let index = 0; index < buffer.buffer.length; index += 4) {
    const type = buffer.set.types[buffer.buffer[index] ?? 0];
    if (type?.isError) return at + (buffer.buffer[index + 1] ?? 0);
  }
  return undefined;
}
