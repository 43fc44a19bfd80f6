import type { PatternMode } from '../patterns/run.ts';
import { type Op, type Program, SYMBOLS } from './program.ts';

/** No text that continues this one is admitted. */
export const DEAD = -1;
/** Every text that continues this one is admitted. */
export const ALL = -2;

/** Work that is left, shared by everything that one question asks. */
export interface Budget {
  left: number;
}

/** A program whose work is used up gives neither yes nor no. */
export class OutOfBudget extends Error {}

const MOST_THREADS = 400;

interface Obligation {
  readonly look: number;
  readonly negative: boolean;
  readonly at: readonly number[];
}

interface Thread {
  readonly at: number;
  /** What the rest of the text must or must not hold. */
  readonly obligations: readonly Obligation[];
}

interface State {
  readonly threads: readonly Thread[];
  /** For each pattern that looks behind: where it stands. */
  readonly behind: readonly (readonly number[])[];
  /** A stand-in for the unit before: empty at the beginning. */
  readonly before: '' | 'a' | '-';
  readonly steps: Map<number, number>;
  /** What can be reached without a unit, by the kind of the unit that comes next. */
  readonly reach: Map<string, readonly Thread[]>;
  accepts?: boolean;
}

/** A deterministic automaton that is made as far as somebody walks it. States are numbers. */
export class Machine {
  readonly program: Program;
  readonly #mode: PatternMode;
  readonly #budget: Budget;
  readonly #states: State[] = [];
  readonly #ids = new Map<string, number>();
  readonly start: number;

  constructor(program: Program, mode: PatternMode, budget: Budget) {
    this.program = program;
    this.#mode = mode;
    this.#budget = budget;
    const behind = program.looks.map(({ program: look, ahead }) => (ahead ? [] : [look.start]));
    this.start = this.#intern([{ at: program.start, obligations: [] }], behind, '');
  }

  step(id: number, symbol: number): number {
    if (id < 0) return id;
    const state = this.#states[id];
    if (!state) return DEAD;
    const known = state.steps.get(symbol);
    if (known !== undefined) return known;
    const next = this.#step(state, symbol);
    state.steps.set(symbol, next);
    return next;
  }

  accepts(id: number): boolean {
    if (id < 0) return id === ALL;
    const state = this.#states[id];
    if (!state) return false;
    state.accepts ??= this.#closure(state, '').some(
      ({ at, obligations }) =>
        this.program.ops[at]?.op === 'accept' &&
        obligations.every(
          ({ look, negative, at: places }) => this.#isFound(look, places, state.before, '') !== negative,
        ),
    );
    return state.accepts;
  }

  #step(state: State, symbol: number): number {
    const unit = SYMBOLS[symbol] ?? '';
    const now = /\w/.test(unit) ? 'a' : '-';
    const next = new Map<number | string, Thread>();
    for (const thread of this.#closure(state, now)) {
      this.#spend();
      const op = this.program.ops[thread.at];
      const at = this.#moved(op, thread.at, symbol);
      if (at === undefined) continue;
      const obligations = this.#pursued(thread.obligations, state.before, now, symbol);
      if (!obligations) continue;
      if (op?.op === 'accept' && obligations.length === 0) return ALL;
      const moved = { at, obligations };
      next.set(keyOf(moved), moved);
    }
    if (this.#mode === 'search' && this.#canBeginLater) {
      const fresh = { at: this.program.start, obligations: [] };
      next.set(keyOf(fresh), fresh);
    }
    if (next.size === 0) return DEAD;
    const behind = state.behind.map((places, look) =>
      this.#behindStep(look, places, state.before, now, symbol),
    );
    return this.#intern([...next.values()], behind, now);
  }

  /** A match that is complete stays so, unless the whole text must match. */
  #moved(op: Op | undefined, at: number, symbol: number): number | undefined {
    if (op?.op === 'unit') return op.admits[symbol] === 1 ? op.next : undefined;
    return op?.op === 'accept' && this.#mode !== 'full' ? at : undefined;
  }

  #pursued(
    obligations: readonly Obligation[],
    before: State['before'],
    now: State['before'],
    symbol: number,
  ): readonly Obligation[] | undefined {
    const left: Obligation[] = [];
    for (const obligation of obligations) {
      const { look, negative, at } = obligation;
      if (this.#isFound(look, at, before, now)) {
        if (negative) return undefined;
        continue;
      }
      const moved = this.#lookStep(look, at, before, now, symbol);
      if (moved.length > 0) left.push({ look, negative, at: moved });
      else if (!negative) return undefined;
    }
    return left;
  }

  #behindStep(
    look: number,
    places: readonly number[],
    before: State['before'],
    now: State['before'],
    symbol: number,
  ): readonly number[] {
    const one = this.program.looks[look];
    if (!one || one.ahead) return places;
    return [...new Set([...this.#lookStep(look, places, before, now, symbol), one.program.start])].sort(
      byNumber,
    );
  }

  #lookStep(
    look: number,
    places: readonly number[],
    before: string,
    now: string,
    symbol: number,
  ): readonly number[] {
    const program = this.program.looks[look]?.program;
    if (!program) return [];
    const moved = new Set<number>();
    for (const at of this.#plainClosure(program, places, before, now)) {
      const op = program.ops[at];
      if (op?.op === 'unit' && op.admits[symbol] === 1) moved.add(op.next);
    }
    return [...moved].sort(byNumber);
  }

  #isFound(look: number, places: readonly number[], before: string, now: string): boolean {
    const program = this.program.looks[look]?.program;
    return (
      program !== undefined &&
      this.#plainClosure(program, places, before, now).some((at) => program.ops[at]?.op === 'accept')
    );
  }

  /** Operations that can be reached without a unit. Programs of looks have no looks of their own. */
  #plainClosure(program: Program, places: readonly number[], before: string, now: string): readonly number[] {
    const seen = new Set<number>(places);
    for (const at of seen) {
      this.#spend();
      const op = program.ops[at];
      if (op?.op === 'split') for (const next of op.nexts) seen.add(next);
      if (op?.op === 'assert' && op.test(before + now, before.length)) seen.add(op.next);
    }
    return [...seen];
  }

  #closure(state: State, now: State['before']): readonly Thread[] {
    const known = state.reach.get(now);
    if (known) return known;
    const reached = this.#findClosure(state, now);
    state.reach.set(now, reached);
    return reached;
  }

  #findClosure(state: State, now: State['before']): readonly Thread[] {
    const seen = new Map<number | string, Thread>();
    const add = (thread: Thread): void => {
      const key = keyOf(thread);
      if (!seen.has(key)) seen.set(key, thread);
    };
    for (const thread of state.threads) add(thread);
    for (const { at, obligations } of seen.values()) {
      this.#spend();
      // What is still owed is carried along and compared with every step.
      this.#budget.left -= 2 * obligations.length;
      const op = this.program.ops[at];
      switch (op?.op) {
        case 'split':
          for (const next of op.nexts) add({ at: next, obligations });
          break;
        case 'assert':
          if (op.test(state.before + now, state.before.length)) add({ at: op.next, obligations });
          break;
        case 'look': {
          const { look, negative, ahead, next } = op;
          const program = this.program.looks[look]?.program;
          if (!program) break;
          if (!ahead) {
            const found = this.#isFound(look, state.behind[look] ?? [], state.before, now);
            if (found !== negative) add({ at: next, obligations });
          } else if (obligations.length < 8) {
            add({ at: next, obligations: [...obligations, { look, negative, at: [program.start] }] });
          } else throw new OutOfBudget();
          break;
        }
        default:
          break;
      }
    }
    return [...seen.values()];
  }

  #spend(): void {
    if (--this.#budget.left < 0) throw new OutOfBudget();
  }

  /** Whether a match can begin behind the first unit: not where the pattern begins with `^`. */
  get #canBeginLater(): boolean {
    this.#later ??= ['a', '-'].some((before) => ['a', '-', ''].some((now) => this.#canBegin(before, now)));
    return this.#later;
  }

  /** Looking around is thought to succeed. */
  #canBegin(before: string, now: string): boolean {
    const { ops, start } = this.program;
    const seen = new Set([start]);
    for (const at of seen) {
      this.#spend();
      const op = ops[at];
      if (op?.op === 'unit' || op?.op === 'accept') return true;
      if (op?.op === 'split') for (const next of op.nexts) seen.add(next);
      if (op?.op === 'look' || (op?.op === 'assert' && op.test(before + now, before.length)))
        seen.add(op.next);
    }
    return false;
  }
  #later: boolean | undefined;

  #intern(threads: readonly Thread[], behind: State['behind'], before: State['before']): number {
    const key = `${threads.map(keyOf).sort().join(' ')}|${behind.map((places) => places.join(',')).join(';')}|${before}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (threads.length > MOST_THREADS) throw new OutOfBudget();
    this.#budget.left -= threads.length;
    const id = this.#states.push({ threads, behind, before, steps: new Map(), reach: new Map() }) - 1;
    this.#ids.set(key, id);
    return id;
  }
}

function keyOf({ at, obligations }: Thread): number | string {
  if (obligations.length === 0) return at;
  const parts = obligations.map(
    ({ look, negative, at: places }) => `${look}${negative ? '!' : '='}${places.join('.')}`,
  );
  return `${at}[${[...new Set(parts)].sort().join(';')}]`;
}

function byNumber(a: number, b: number): number {
  return a - b;
}
