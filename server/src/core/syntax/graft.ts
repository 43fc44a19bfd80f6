import { NodeType, type Parser, type SyntaxNode, Tree, TreeBuffer } from '@lezer/common';
import type { Language } from './module.ts';
import type { Region } from './regions.ts';

/** Text of the length of a region that reads as one statement. */
export function placeholder(length: number, language: Language): string {
  return language === 'python' ? '_'.repeat(length) : `${'_'.repeat(length - 1)};`;
}

/** Nodes, and where each begins. */
interface Nodes {
  readonly trees: readonly (Tree | TreeBuffer)[];
  readonly positions: readonly number[];
}

/** What must stand before a region, so that the parser takes it for what it is. */
const BEFORE: Readonly<Record<string, string>> = {
  ClassBody: 'class _{',
  SwitchBody: 'switch(_){',
  Body: 'if _:\n',
};

/** The statements of a region as the parser makes them when nothing else stands in the file; their places are in the region. */
export function parseRegion(parser: Parser, text: string, region: Region): Tree {
  let before = BEFORE[region.container] ?? '';
  if (region.container === 'Body')
    before += text.slice(text.lastIndexOf('\n', region.start - 1) + 1, region.start);
  const length = region.end - region.start;
  const tree = parser.parse(before + text.slice(region.start, region.end));
  const trees: Tree[] = [];
  const positions: number[] = [];
  const add = (node: SyntaxNode): void => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.from < before.length) add(child);
      else if (child.from < child.to || child.from < before.length + length) {
        trees.push(child.toTree());
        positions.push(child.from - before.length);
      }
    }
  };
  add(tree.topNode);
  return new Tree(NodeType.none, trees, positions, length).balance();
}

/** The tree with other nodes in the place of those between two offsets. */
export function graft(tree: Tree, from: number, to: number, grafted: Tree): Tree {
  const trees: (Tree | TreeBuffer)[] = [];
  const positions: number[] = [];
  let isDone = false;
  const put = () => {
    if (isDone) return;
    isDone = true;
    trees.push(grafted);
    positions.push(from);
  };
  const nodes = opened(tree, from, to);
  for (const [index, child] of nodes.trees.entries()) {
    const start = nodes.positions[index] ?? 0;
    const end = start + child.length;
    if (start >= to) put();
    const isInside = start >= from && end <= to && (start < to || start === from);
    const isAround = child instanceof Tree && start <= from && end >= to && !isInside;
    if (isAround) {
      isDone = true;
      trees.push(graft(child, from - start, to - start, grafted));
      positions.push(start);
    } else if (!isInside) {
      trees.push(child);
      positions.push(start);
    }
  }
  put();
  return new Tree(tree.type, trees, positions, tree.length);
}

/** The children of a tree, those between two offsets not packed in a buffer. */
function opened(tree: Tree, from: number, to: number): Nodes {
  const trees: (Tree | TreeBuffer)[] = [];
  const positions: number[] = [];
  for (const [index, child] of tree.children.entries()) {
    const start = tree.positions[index] ?? 0;
    if (child instanceof TreeBuffer && start < to && start + child.length > from) {
      const { buffer } = child;
      for (let at = 0; at < buffer.length; at = buffer[at + 3] ?? buffer.length) {
        trees.push(unpacked(child, at));
        positions.push(start + (buffer[at + 1] ?? 0));
      }
    } else {
      trees.push(child);
      positions.push(start);
    }
  }
  return { trees, positions };
}

/** A buffer holds four numbers for each node: its type, its start, its end, and where its children end. */
function unpacked({ buffer, set }: TreeBuffer, at: number): Tree {
  const start = buffer[at + 1] ?? 0;
  const length = (buffer[at + 2] ?? start) - start;
  const type = set.types[buffer[at] ?? 0] ?? NodeType.none;
  const inner = buffer.slice(at + 4, buffer[at + 3]);
  if (inner.length === 0) return new Tree(type, [], [], length);
  for (let each = 0; each < inner.length; each += 4) {
    inner[each + 1] = (inner[each + 1] ?? 0) - start;
    inner[each + 2] = (inner[each + 2] ?? 0) - start;
    inner[each + 3] = (inner[each + 3] ?? 0) - at - 4;
  }
  return new Tree(type, [new TreeBuffer(inner, length, set)], [0], length);
}
