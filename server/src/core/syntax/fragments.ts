import { NodeProp, NodeType, Tree, TreeBuffer, TreeFragment } from '@lezer/common';
import { lineAt } from './extent.ts';

/**
 * What of a tree can be used again in the parse of a changed text, so that the result is the tree of a fresh parse.
 *
 * Lezer alone does not promise that (@lezer/lr@1.4.12). Behind an error, what the parser makes of the text depends on more
 * than the text (how it recovers): nothing behind the first error of a tree is used. A Python block that the end of the
 * text closes is marked with the indentation of the inside, so that the statements of the file would be taken into an
 * earlier block: such marks are thrown away. And comments between the end of a block and the line that decides it hide a
 * change from the block: a change begins before them.
 */

/** A stretch of the text before, from `start` to `end`, and how long the text is that stands there now. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly inserted: number;
}

/** The fragments that a change leaves. `tree` and `text` are those before it. */
export function withoutChange(
  fragments: readonly TreeFragment[],
  tree: Tree,
  text: string,
  change: Change,
): readonly TreeFragment[] {
  if (fragments.length === 0) return fragments;
  const start = behindLastToken(tree, text, change.start);
  const damaged = { fromA: start, toA: change.end, fromB: start, toB: change.start + change.inserted };
  return TreeFragment.applyChanges(fragments, [damaged]);
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

/** The parts of a whole tree before its first error. */
export function fragmentsOf(tree: Tree, text: string): readonly TreeFragment[] {
  const error = firstError(tree);
  if (error === undefined && !endsInsideBlock(tree)) return TreeFragment.addTree(tree);
  return fragmentsBefore(tree, text, error ?? tree.length);
}

/** The parts of a tree before a place: the parse has come as far as this without an error. */
export function fragmentsBefore(tree: Tree, text: string, place: number): readonly TreeFragment[] {
  const end = Math.max(0, Math.min(place, firstError(tree) ?? place) - MARGIN);
  if (end === 0) return [];
  return [new TreeFragment(0, end, closedParts(tree, { text, end }, 0, 0), 0, false, true)];
}

/** The parts of fragments behind a place. */
export function fragmentsBehind(fragments: readonly TreeFragment[], place: number): readonly TreeFragment[] {
  const next = place + MARGIN;
  return fragments.flatMap((each) => {
    if (each.to <= next) return [];
    if (each.from >= next) return [each];
    return [new TreeFragment(next, each.to, each.tree, each.offset, true, each.openEnd)];
  });
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
 * The tree up to `end`. The nodes that reach beyond it lose their names, so that only their parts can be used again. The
 * unnamed groups of statements in them carry the mark of the block that was open at the end, and get that of the block
 * that they stand in.
 */
function closedParts(
  tree: Tree,
  upTo: { readonly text: string; readonly end: number },
  at: number,
  mark: number,
): Tree {
  const children: (Tree | TreeBuffer)[] = [];
  const positions: number[] = [];
  const inside = tree.type.name === 'Body' ? markInside(tree, upTo.text, at, mark) : mark;
  const add = (parent: Tree, offset: number) => {
    for (const [index, child] of parent.children.entries()) {
      const start = offset + (parent.positions[index] ?? 0);
      if (start >= upTo.end) return;
      const isOpen = child instanceof Tree && start + child.length >= upTo.end;
      if (isOpen && child.type.isAnonymous) {
        add(child, start);
      } else {
        if (isOpen) children.push(closedParts(child, upTo, start, inside));
        else children.push(child instanceof Tree && child.type.isAnonymous ? marked(child, inside) : child);
        positions.push(start - at);
      }
    }
  };
  add(tree, at);
  return new Tree(NodeType.none, children, positions, tree.length);
}

/** The mark of the statements of a block, as `Context` in @lezer/python@1.1.19 makes it from their indentation. */
function markInside(body: Tree, text: string, at: number, outside: number): number {
  const first = at + (body.positions[1] ?? 0);
  const line = Math.max(text.lastIndexOf('\n', first - 1), text.lastIndexOf('\r', first - 1)) + 1;
  if (line <= at) return outside;
  const { columns } = lineAt(text, line);
  return ((outside + outside) << 8) + columns + (columns << 4);
}

/** An unnamed group, and the groups in it, with another mark. */
function marked(group: Tree, mark: number): Tree {
  if ((group.prop(NodeProp.contextHash) ?? 0) === mark) return group;
  const children = group.children.map((child) =>
    child instanceof Tree && child.type.isAnonymous ? marked(child, mark) : child,
  );
  const props: [NodeProp<unknown>, unknown][] = mark === 0 ? [] : [[NodeProp.contextHash, mark]];
  const lookAhead = group.prop(NodeProp.lookAhead);
  if (lookAhead !== undefined) props.push([NodeProp.lookAhead, lookAhead]);
  return new Tree(group.type, children, group.positions, group.length, props);
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
