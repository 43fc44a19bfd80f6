import { NodeType, type SyntaxNode, Tree } from '@lezer/common';
import { firstError } from './incremental.ts';
import type { Level } from './landmarks.ts';

/** A few statements, read by themselves. */
export interface Stretch {
  /** Without a name; its children are the statements, and errors between them. */
  readonly tree: Tree;
  /** Whether a statement that would stand behind would be one of its own. */
  readonly isComplete: boolean;
  /** Nothing is wrong up to the last sign, but the last statement is not at its end. */
  readonly isUnfinished: boolean;
  /** The first error, from the start of the stretch. */
  readonly error?: number;
  /** Where a string, template or comment is open at the end: what would close it. */
  readonly open?: string;
}

/** Makes the tree of a text of which the stretch is a part, from an offset on. */
export type ReadTree = (source: string, offset: number) => Tree;

/** What must stand around the statements, so that the parser takes them for what they are. */
const AROUND: Readonly<Record<Level['container'], readonly [before: string, after: string]>> = {
  Script: ['', ''],
  Block: ['', ''],
  ClassBody: ['class _{\n', '}'],
  Body: ['if _:\n', ''],
};

/** A statement, and in a class a member, that stands in the place of those that are not read. */
const SENTINEL = '_';

/**
 * Reads `text`, whole lines of one level, with a statement behind it that is not in the result: what it says about the
 * end of the text is what the parser would say in the midst of a file. `isLast`: nothing stands behind.
 */
export function readStretch(text: string, level: Level, isLast: boolean, parse: ReadTree): Stretch {
  const [before, after] = AROUND[level.container];
  const lineEnd = text.endsWith('\n') || text === '' ? '' : '\n';
  const behind = isLast ? '' : `${lineEnd}${level.indent}${SENTINEL}\n${after}`;
  const source = before + text + behind;
  const whole = parse(source, before.length);
  const to = before.length + text.length;
  const found = childrenBetween(whole, before.length, to);
  const sentinel = to + behind.indexOf(SENTINEL);
  const error = firstErrorBefore(whole, isLast ? to : sentinel);
  const isComplete = isLast ? error === undefined : found.next === sentinel;
  const { nodes } = found.isWithin
    ? found
    : childrenBetween(parse(before + text, before.length), before.length, to);
  const isUnfinished = error === undefined ? !isComplete : error - before.length >= text.trimEnd().length;
  const open = isUnfinished ? openAt(whole, source) : undefined;
  return {
    tree: group(nodes, before.length, text.length),
    isComplete,
    isUnfinished,
    ...(error === undefined ? {} : { error: Math.max(0, error - before.length) }),
    ...(open === undefined ? {} : { open }),
  };
}

function firstErrorBefore(tree: Tree, to: number): number | undefined {
  const error = firstError(tree);
  return error !== undefined && error <= to ? error : undefined;
}

interface Found {
  readonly nodes: readonly SyntaxNode[];
  /** Where the first node behind begins. */
  readonly next: number | undefined;
  /** Whether no node goes beyond the end. */
  readonly isWithin: boolean;
}

/** The outermost nodes that begin between two offsets. */
function childrenBetween(tree: Tree, from: number, to: number): Found {
  const nodes: SyntaxNode[] = [];
  let next: number | undefined;
  let isWithin = true;
  const add = (parent: SyntaxNode, depth: number): void => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.from < from && depth < 3) add(node, depth + 1);
      else if (node.from < from) continue;
      else if (node.from < to || (node.from === to && node.type.isError)) {
        nodes.push(node);
        if (node.to > to) isWithin = false;
      } else next ??= node.from;
    }
  };
  add(tree.topNode, 0);
  return { nodes, next, isWithin };
}

/** Nodes as children of a nameless tree. */
function group(nodes: readonly SyntaxNode[], from: number, length: number): Tree {
  const trees = nodes.map((node) => node.toTree());
  return new Tree(
    NodeType.none,
    trees,
    nodes.map((node) => node.from - from),
    length,
  ).balance();
}

/** What closes the string, template or comment that is open at the end of a text. */
function openAt(tree: Tree, text: string): string | undefined {
  let node: SyntaxNode | null = tree.resolveInner(text.length, -1);
  for (let step = 0; node && step < 4; step += 1, node = node.parent) {
    const closing = closingOf(node.name, text.slice(node.from, node.from + 6));
    if (closing) return closing;
  }
  return undefined;
}

function closingOf(name: string, start: string): string | undefined {
  if (name === 'TemplateString') return '`';
  if (name === 'BlockComment') return '*/';
  if (name === 'String' || name === 'FormatString') return /'''|"""/.exec(start)?.[0];
  return undefined;
}
