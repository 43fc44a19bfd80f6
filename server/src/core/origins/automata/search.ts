import { type PatternMode, treeOf } from '../patterns/run.ts';
import type { PatternNode } from '../patterns/tree.ts';
import {
  type Comparison,
  holds,
  lets,
  type OriginTest,
  type Predicate,
  type Subject,
  testsOf,
} from '../predicate.ts';
import { ALL, type Budget, DEAD, Machine, OutOfBudget } from './machine.ts';
import { compile, type Program, partsOf, SYMBOLS, symbolOf } from './program.ts';
import type { Part, Shape } from './shape.ts';

/** A formula whose tests are automata. Made once for all questions about it, which share its work. */
export interface Automaton {
  readonly predicate: Predicate;
  readonly leaves: ReadonlyMap<OriginTest, Leaf>;
  /** Every test is translated letter for letter. */
  readonly exact: boolean;
  /** The automata admit at least what the formula does: what they do not find is not there. */
  readonly complete: boolean;
  readonly budget: Budget;
}

interface Leaf {
  readonly index: number;
  readonly subject: Subject;
  readonly machine: Machine;
}

/** Steps of the automata: more than any pattern needs that a person writes, and a few milliseconds (docs/performance.md, "Patterns"). */
const WORK = 10_000;
const MOST_STATES = 5000;
const LONGEST = 120;

export function automatonOf(predicate: Predicate): Automaton {
  const budget = { left: WORK };
  const leaves = new Map<OriginTest, Leaf>();
  const isMonotone = !hasNot(predicate);
  let exact = true;
  let complete = true;
  for (const test of testsOf(predicate)) {
    if (leaves.has(test)) continue;
    const program = programOf(test.compare);
    if (!program?.exact) exact = false;
    if (!program || !(program.exact || isMonotone)) complete = false;
    if (!program) continue;
    const machine = new Machine(program, modeOf(test.compare), budget);
    leaves.set(test, { index: leaves.size, subject: test.subject, machine });
  }
  return { predicate, leaves, exact, complete, budget };
}

function hasNot(predicate: Predicate): boolean {
  if (predicate.kind === 'and' || predicate.kind === 'or') return predicate.parts.some(hasNot);
  return predicate.kind === 'not';
}

function programOf(compare: Comparison): Program | undefined {
  if (compare.kind === 'within') return partsOf(compare.text);
  const tree = compare.kind === 'matches' ? treeOf(compare) : textTree(compare);
  return tree && compile(tree);
}

function textTree({
  kind,
  text,
  ignoreCase,
}: Exclude<Comparison, { kind: 'within' | 'matches' }>): PatternNode {
  const parts: PatternNode[] = [...text].map((unit) => ({
    kind: 'unit',
    test: ignoreCase ? (one) => one.toLowerCase() === unit.toLowerCase() : (one) => one === unit,
  }));
  if (kind === 'ends') parts.push({ kind: 'position', test: (whole, at) => at === whole.length });
  return { kind: 'sequence', parts };
}

function modeOf(compare: Comparison): PatternMode {
  switch (compare.kind) {
    case 'matches':
      return compare.mode;
    case 'starts':
      return 'prefix';
    case 'ends':
    case 'holds':
      return 'search';
    default:
      return 'full';
  }
}

/** What a search comes to: an origin, the proof that there is none, or neither. */
export type Found =
  | { readonly kind: 'origin'; readonly origin: string }
  | { readonly kind: 'none' | 'unknown' };

interface Node {
  readonly shape: number;
  readonly states: readonly number[];
  readonly from: Node | undefined;
  readonly unit: string;
  readonly length: number;
}

/**
 * The shortest text of the shape for which the formula holds, or, with `possible`, may hold. Among texts of one length the
 * first in the order of {@link PREFERRED}. Never longer than {@link LONGEST} units.
 */
export function shortest(automaton: Automaton, shape: Shape, want: 'holds' | 'possible'): Found {
  try {
    return search(automaton, shape, want);
  } catch (error) {
    if (error instanceof OutOfBudget) return { kind: 'unknown' };
    throw error;
  }
}

function search(automaton: Automaton, shape: Shape, want: 'holds' | 'possible'): Found {
  const { predicate, leaves, budget } = automaton;
  const all = [...leaves.values()];
  const units = unitsOf(all, shape.letters);
  const symbols = units.map(symbolOf);
  const walk = new Walk(shape, units);
  const states = all.map(({ machine }) => machine.start);
  const queue: Node[] = [{ shape: 0, states, from: undefined, unit: '', length: 0 }];
  const seen = new Set<number | string>();
  let isCut = false;
  for (const node of queue) {
    if (walk.isEnd(node.shape) && accepts(automaton, node, want)) {
      const origin = textOf(node);
      // What is not translated, or roughly, is asked itself.
      if (automaton.exact || want === 'possible' || lets(predicate, origin) === true)
        return { kind: 'origin', origin };
      isCut = true;
    }
    if (node.length >= LONGEST || queue.length > MOST_STATES) {
      isCut = true;
      continue;
    }
    for (const [index, unit] of units.entries()) {
      const next = walk.step(node.shape, index);
      if (next < 0) continue;
      if (--budget.left < 0) throw new OutOfBudget();
      const part = walk.partOf(next);
      const symbol = symbols[index] ?? 0;
      const after = all.map(({ subject, machine, index: leaf }) => {
        const state = node.states[leaf] ?? DEAD;
        return belongs(part, subject) ? machine.step(state, symbol) : state;
      });
      const [only = 0] = after;
      const key = after.length > 1 ? `${next} ${after.join(' ')}` : next * 65536 + only + 2;
      if (seen.has(key)) continue;
      seen.add(key);
      if (isHopeless(predicate, leaves, after)) continue;
      queue.push({ shape: next, states: after, from: node, unit, length: node.length + 1 });
    }
  }
  return { kind: isCut || !automaton.complete ? 'unknown' : 'none' };
}

/** A shape whose steps are remembered, with numbers for its states. */
class Walk {
  readonly #shape: Shape;
  readonly #units: readonly string[];
  readonly #states: {
    readonly text: string;
    readonly nexts: Int32Array;
    readonly isEnd: boolean;
    readonly part: Part;
  }[] = [];
  readonly #ids = new Map<string, number>();

  constructor(shape: Shape, units: readonly string[]) {
    this.#shape = shape;
    this.#units = units;
    this.#intern(shape.start);
  }

  /** Negative where there is no step. */
  step(id: number, unit: number): number {
    const state = this.#states[id];
    const known = state?.nexts[unit];
    if (!state || known === undefined) return -1;
    if (known !== UNASKED) return known;
    const text = this.#shape.step(state.text, this.#units[unit] ?? '');
    const next = text === undefined ? -1 : this.#intern(text);
    state.nexts[unit] = next;
    return next;
  }

  isEnd(id: number): boolean {
    return this.#states[id]?.isEnd === true;
  }

  partOf(id: number): Part {
    return this.#states[id]?.part ?? 'separator';
  }

  #intern(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id =
      this.#states.push({
        text,
        nexts: new Int32Array(this.#units.length).fill(UNASKED),
        isEnd: this.#shape.isEnd(text),
        part: this.#shape.partOf(text),
      }) - 1;
    this.#ids.set(text, id);
    return id;
  }
}

const UNASKED = -2;

function belongs(part: Part, subject: Subject): boolean {
  switch (subject) {
    case 'origin':
      return true;
    case 'scheme':
      return part === 'scheme';
    case 'protocol':
      return part === 'scheme' || part === 'colon';
    case 'hostname':
      return part === 'host';
    case 'host':
      return part === 'host' || part === 'port';
  }
}

function accepts({ predicate, leaves }: Automaton, node: Node, want: 'holds' | 'possible'): boolean {
  const value = holds(predicate, (test) => {
    const leaf = leaves.get(test);
    return leaf?.machine.accepts(node.states[leaf.index] ?? DEAD);
  });
  // A test without an automaton is open here, and asked itself afterwards.
  return (
    value !== false && (want === 'possible' || value === true || leaves.size < testsOf(predicate).length)
  );
}

/** No continuation can make the formula hold. */
function isHopeless(predicate: Predicate, leaves: Automaton['leaves'], states: readonly number[]): boolean {
  const value = holds(predicate, (test) => {
    const leaf = leaves.get(test);
    const state = leaf ? states[leaf.index] : undefined;
    return state === DEAD ? false : state === ALL ? true : undefined;
  });
  return value === false;
}

function textOf(node: Node): string {
  const units: string[] = [];
  for (let at: Node | undefined = node; at; at = at.from) units.push(at.unit);
  return units.reverse().join('');
}

/** Letters before digits before marks; `x` stands for any letter best. */
const PREFERRED = [...new Set([...'xabcdefghijklmnopqrstuvwyz1234567890-.', ...SYMBOLS])];

/** One of every group of units that neither the tests nor the shape tell apart. */
function unitsOf(leaves: readonly Leaf[], letters: string): readonly string[] {
  const admits = new Set<Uint8Array>();
  const collect = ({ ops, looks }: Program): void => {
    for (const op of ops) if (op.op === 'unit') admits.add(op.admits);
    for (const { program } of looks) collect(program);
  };
  for (const { machine } of leaves) collect(machine.program);
  const groups = new Map<string, string>();
  for (const unit of PREFERRED) {
    const own = letters.includes(unit) ? unit : kindOf(unit);
    let key = own;
    for (const one of admits) key += one[symbolOf(unit)];
    if (!groups.has(key)) groups.set(key, unit);
  }
  return [...groups.values()];
}

/** Units that no shape tells apart, unless they are among its letters. */
function kindOf(unit: string): string {
  if (/[a-z]/.test(unit)) return 'a';
  if (/[A-Z]/.test(unit)) return 'A';
  if (/[12567-9]/.test(unit)) return '1';
  return /[!"$%&'()*,;=`{}~]/.test(unit) ? '!' : unit;
}
