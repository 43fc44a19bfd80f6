/** A line `key: value` or `- value` of YAML, with what is indented below it. */
export interface Block {
  /** Undefined for an item of a list. */
  readonly key: string | undefined;
  /** Without quotes and comment; empty where the value is a block. */
  readonly value: string;
  readonly inner: readonly Block[];
}

/** Longer lines hold nothing that counts, and no pattern has to be fast on them. */
const LONGEST = 500;

/** Deeper blocks are left out; lock files have five levels. */
const DEEPEST = 16;

/**
 * The part of YAML that lock files and `environment.yml` are written in: nested blocks of keys, lists of plain values, and
 * `- key:` with a block. No flow collections, anchors, or texts of several lines. Read line by line in linear time; anything
 * else is skipped.
 */
export function readBlocks(text: string): readonly Block[] {
  const root: Block[] = [];
  const open: { readonly indent: number; readonly inner: Block[] }[] = [{ indent: -1, inner: root }];
  for (const line of text.split(/\r?\n/)) {
    if (line.length > LONGEST) continue;
    const indent = line.length - line.trimStart().length;
    const written = line.slice(indent);
    if (written === '' || written.startsWith('#')) continue;
    // A list may stand at the same column as its key, so an item counts as a little deeper.
    const depth = written.startsWith('- ') ? indent + 0.5 : indent;
    while (open.length > 1 && (open.at(-1)?.indent ?? -1) >= depth) open.pop();
    const block = readLine(written);
    if (!block || open.length > DEEPEST) continue;
    open.at(-1)?.inner.push(block);
    if (block.value === '') open.push({ indent: depth, inner: block.inner });
  }
  return root;
}

/** The blocks of the first key of this name. */
export function blocksAt(blocks: readonly Block[], key: string): readonly Block[] {
  return blocks.find((block) => block.key === key)?.inner ?? [];
}

function readLine(written: string): { key: string | undefined; value: string; inner: Block[] } | undefined {
  const item = written.startsWith('- ');
  const content = item ? written.slice(2).trim() : written;
  const pair = /^(?:'([^']*)'|"([^"]*)"|([^\s'"#][^:]*?))\s*:(?:\s+(.*))?$/.exec(content);
  const key = pair ? (pair[1] ?? pair[2] ?? pair[3]) : undefined;
  if (key === undefined) return item ? { key: undefined, value: scalar(content), inner: [] } : undefined;
  // `- name: value` opens a mapping, of which only one-line members would follow; `- pip:` is what matters.
  return { key, value: scalar(pair?.[4] ?? ''), inner: [] };
}

function scalar(written: string): string {
  const quoted = /^'([^']*)'|^"([^"]*)"/.exec(written);
  if (quoted) return quoted[1] ?? quoted[2] ?? '';
  return written.startsWith('#') ? '' : written.replace(/\s+#.*$/, '').trim();
}
