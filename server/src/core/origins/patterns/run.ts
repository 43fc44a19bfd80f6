import { parseJavaScriptPattern } from './javascript.ts';
import { parsePythonPattern } from './python.ts';
import type { PatternNode } from './tree.ts';

/**
 * Regular expressions on short texts, without backtracking: every part of the pattern is asked once for every position of
 * the text, so that no pattern takes more than polynomial time, whoever wrote it. What only decides *how* a text matches
 * (lazy and possessive repetition, atomic groups, captures) is left aside; a back-reference admits nothing.
 */
export type PatternMode = 'full' | 'prefix' | 'search';

export interface Pattern {
  readonly language: 'python' | 'javascript';
  readonly source: string;
  /** JavaScript's letters; Python's flags as the same letters. */
  readonly flags: string;
}

/** No origin, header name or path that a rule asks about is longer. */
const LONGEST_TEXT = 500;

/** Whether the language's own engine takes the pattern. */
export function isPattern(pattern: Pattern): boolean {
  return treeOf(pattern) !== undefined;
}

/**
 * Whether the pattern is found in the text: in the whole of it (`re.fullmatch`), at its beginning (`re.match`), anywhere
 * (`re.search`, `RegExp.prototype.test`). False for a pattern that does not compile.
 */
export function matches(pattern: Pattern, mode: PatternMode, text: string): boolean {
  const root = treeOf(pattern);
  if (!root || text.length > LONGEST_TEXT) return false;
  const run = new Run(text);
  const starts = mode === 'search' ? Array.from({ length: text.length + 1 }, (_, i) => i) : [0];
  return starts.some((start) => {
    const ends = run.ends(root, start);
    return mode === 'full' ? ends.includes(text.length) : ends.length > 0;
  });
}

export function treeOf({ language, source, flags }: Pattern): PatternNode | undefined {
  const key = `${language} ${flags} ${source}`;
  if (trees.has(key)) return trees.get(key);
  const tree =
    language === 'python' ? parsePythonPattern(source, flags) : parseJavaScriptPattern(source, flags);
  if (trees.size >= MOST_TREES) trees.clear();
  trees.set(key, tree);
  return tree;
}

/** A pattern is asked about many origins, one after the other. */
const trees = new Map<string, PatternNode | undefined>();
const MOST_TREES = 50;

class Run {
  readonly #known = new Map<PatternNode, Map<number, readonly number[]>>();

  constructor(readonly text: string) {}

  /** Where a match of the node that starts at `at` can end. */
  ends(node: PatternNode, at: number): readonly number[] {
    let memory = this.#known.get(node);
    if (!memory) {
      memory = new Map();
      this.#known.set(node, memory);
    }
    const known = memory.get(at);
    if (known) return known;
    const ends = this.#find(node, at);
    memory.set(at, ends);
    return ends;
  }

  #find(node: PatternNode, at: number): readonly number[] {
    switch (node.kind) {
      case 'unit':
        return at < this.text.length && node.test(this.text.charAt(at)) ? [at + 1] : [];
      case 'position':
        return node.test(this.text, at) ? [at] : [];
      case 'sequence': {
        let reached: readonly number[] = [at];
        for (const part of node.parts) {
          reached = this.#fromAll(part, reached);
          if (reached.length === 0) return [];
        }
        return reached;
      }
      case 'choice':
        return this.#union(node.options.map((option) => this.ends(option, at)));
      case 'repeat':
        return this.#repeat(node.part, node.min, node.max, at);
      case 'look': {
        const found = node.ahead ? this.ends(node.part, at).length > 0 : this.#endsAt(node.part, at);
        return found !== node.negative ? [at] : [];
      }
      case 'unsupported':
        return [];
    }
  }

  #fromAll(node: PatternNode, starts: readonly number[]): readonly number[] {
    return this.#union(starts.map((start) => this.ends(node, start)));
  }

  /** Each position once. This is where hostile patterns spend their time, so it makes no lists on the way. */
  #union(lists: readonly (readonly number[])[]): readonly number[] {
    const [only] = lists;
    if (only && lists.length === 1) return only;
    const seen = new Uint8Array(this.text.length + 1);
    const found: number[] = [];
    for (const positions of lists) {
      for (const position of positions) {
        if (seen[position] === 1) continue;
        seen[position] = 1;
        found.push(position);
      }
    }
    return found;
  }

  #repeat(part: PatternNode, min: number, max: number, at: number): readonly number[] {
    let reached: readonly number[] = [at];
    for (let i = 0; i < min; i++) {
      const next = this.#fromAll(part, reached);
      if (next.length === 0) return [];
      // A part that matches nothing stays where it is: further rounds change nothing.
      if (next.length === reached.length && next.every((end) => reached.includes(end))) break;
      reached = next;
    }
    const all = new Set(reached);
    let frontier = reached;
    for (let i = min; i < max && frontier.length > 0; i++) {
      frontier = this.#fromAll(part, frontier).filter((end) => !all.has(end));
      for (const end of frontier) all.add(end);
    }
    return [...all];
  }

  #endsAt(part: PatternNode, at: number): boolean {
    for (let start = 0; start <= at; start++) {
      if (this.ends(part, start).includes(at)) return true;
    }
    return false;
  }
}
