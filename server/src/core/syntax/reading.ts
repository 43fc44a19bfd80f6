import { NodeType, type Parser, Tree, type TreeFragment } from '@lezer/common';

/**
 * Lezer makes its tree with recursion: some thousands of brackets in each other need nearly all of the stack that Node has
 * (@lezer/common@1.5.5:dist/index.js, `buildTree`). A text that needs more is an error from its start to its end, so that what stands
 * around it is read all the same.
 */
export function readTree(parser: Parser, text: string, fragments?: readonly TreeFragment[]): Tree {
  try {
    return parser.parse(text, fragments);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Tree(topType(parser), [new Tree(ERROR, [], [], text.length)], [0], text.length);
  }
}

const ERROR = NodeType.define({ id: 0, name: '⚠', error: true });

const topTypes = new WeakMap<Parser, NodeType>();

/** The type of the node of a file. */
export function topType(parser: Parser): NodeType {
  const type = topTypes.get(parser) ?? parser.parse('').type;
  topTypes.set(parser, type);
  return type;
}
