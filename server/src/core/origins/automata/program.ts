import type { PatternNode, UnitTest } from '../patterns/tree.ts';

/** The units that an origin can hold: ASCII without blanks. A symbol is an index into it. */
export const SYMBOLS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i));

export function symbolOf(unit: string): number {
  return unit.charCodeAt(0) - 0x21;
}

/** One step of a non-deterministic automaton; `next` is an index into {@link Program.ops}. */
export type Op =
  | { readonly op: 'unit'; readonly admits: Uint8Array; readonly next: number }
  | { readonly op: 'split'; readonly nexts: readonly number[] }
  | {
      readonly op: 'assert';
      readonly test: (text: string, at: number) => boolean;
      readonly next: number;
    }
  | {
      readonly op: 'look';
      readonly look: number;
      readonly ahead: boolean;
      readonly negative: boolean;
      readonly next: number;
    }
  | { readonly op: 'accept' };

/** A pattern as a non-deterministic automaton over {@link SYMBOLS}. */
export interface Program {
  readonly ops: readonly Op[];
  readonly start: number;
  /** Patterns that look ahead or behind, by the `look` of the operation. */
  readonly looks: readonly { readonly program: Program; readonly ahead: boolean }[];
  /** False where a long repetition is taken for an endless one: then it admits more than the pattern does. */
  readonly exact: boolean;
}

const MAX_OPS = 4000;
/** Repetition beyond this many rounds is taken for endless. */
const MAX_ROUNDS = 12;
/** The same for what a single unit must be repeated at least. */
const MAX_UNITS = 70;

/** Every text that is a part of this one, and not empty. */
export function partsOf(text: string): Program {
  const ops: Op[] = [{ op: 'accept' }];
  const starts: number[] = [];
  let after = 0;
  for (const unit of [...text].slice(-MAX_OPS / 2).reverse()) {
    const admits = Uint8Array.from(SYMBOLS, (one) => Number(one === unit));
    const at = ops.push({ op: 'unit', admits, next: after }) - 1;
    starts.push(at);
    after = ops.push({ op: 'split', nexts: [0, at] }) - 1;
  }
  const start = ops.push({ op: 'split', nexts: starts }) - 1;
  return { ops, start, looks: [], exact: true };
}

class Untranslatable extends Error {}

/** Undefined for what has no automaton of a sensible size: back-references, looking around inside of looking around. */
export function compile(node: PatternNode): Program | undefined {
  try {
    return new Compiler(0).program(node);
  } catch (error) {
    if (error instanceof Untranslatable) return undefined;
    throw error;
  }
}

class Compiler {
  readonly #ops: Op[] = [];
  readonly #looks: { readonly program: Program; readonly ahead: boolean }[] = [];
  readonly #units = new Map<UnitTest, Uint8Array>();
  readonly #level: number;
  #exact = true;

  constructor(level: number) {
    this.#level = level;
  }

  program(node: PatternNode): Program {
    const accept = this.#add({ op: 'accept' });
    const start = this.#compile(node, accept, 0);
    return { ops: this.#ops, start, looks: this.#looks, exact: this.#exact };
  }

  #add(op: Op): number {
    if (this.#ops.length >= MAX_OPS) throw new Untranslatable();
    return this.#ops.push(op) - 1;
  }

  /** From the end to the beginning: each part is told what follows it. */
  #compile(node: PatternNode, next: number, depth: number): number {
    if (depth > 200) throw new Untranslatable();
    switch (node.kind) {
      case 'unit':
        return this.#add({ op: 'unit', admits: this.#admits(node.test), next });
      case 'position':
        return this.#add({ op: 'assert', test: node.test, next });
      case 'sequence':
        return node.parts.reduceRight((after, part) => this.#compile(part, after, depth + 1), next);
      case 'choice':
        return this.#add({
          op: 'split',
          nexts: node.options.map((option) => this.#compile(option, next, depth + 1)),
        });
      case 'repeat':
        return this.#repeat(node, next, depth);
      case 'look': {
        const program = this.#level === 0 ? new Compiler(1).program(node.part) : undefined;
        // What admits more under a "not" would refuse too much.
        if (!program || (node.negative && !program.exact)) throw new Untranslatable();
        if (!program.exact) this.#exact = false;
        const { ahead, negative } = node;
        const look = this.#looks.push({ program, ahead }) - 1;
        return this.#add({ op: 'look', look, ahead, negative, next });
      }
      case 'unsupported':
        throw new Untranslatable();
    }
  }

  #repeat(node: PatternNode & { kind: 'repeat' }, next: number, depth: number): number {
    const { part, min } = node;
    const optional = node.max - min;
    const most = part.kind === 'unit' ? MAX_UNITS : MAX_ROUNDS;
    const isLong = optional !== Number.POSITIVE_INFINITY && optional > MAX_ROUNDS;
    if (isLong || min > most) this.#exact = false;
    let after = next;
    if (isLong || optional === Number.POSITIVE_INFINITY || min > most) {
      const at = this.#add({ op: 'split', nexts: [] });
      const body = this.#compile(part, at, depth + 1);
      this.#ops[at] = { op: 'split', nexts: [body, after] };
      after = at;
    } else {
      for (let i = 0; i < optional; i++) {
        after = this.#add({ op: 'split', nexts: [this.#compile(part, after, depth + 1), next] });
      }
    }
    for (let i = 0; i < Math.min(min, most); i++) after = this.#compile(part, after, depth + 1);
    return after;
  }

  #admits(test: UnitTest): Uint8Array {
    const known = this.#units.get(test);
    if (known) return known;
    const admits = Uint8Array.from(SYMBOLS, (unit) => Number(test(unit)));
    this.#units.set(test, admits);
    return admits;
  }
}
