import { escapeClass, readSet } from './python-units.ts';
import type { PatternNode, UnitTest } from './tree.ts';

const LONGEST_PATTERN = 5000;
const DEEPEST_GROUP = 60;

class InvalidPattern extends Error {}

/** A Python pattern as a tree; undefined where `re.compile` raises `re.error`. */
export function parsePythonPattern(source: string, flags: string): PatternNode | undefined {
  if (source.length > LONGEST_PATTERN) return undefined;
  try {
    return new PatternReader(source, flags).read();
  } catch (error) {
    if (error instanceof InvalidPattern) return undefined;
    throw error;
  }
}

class PatternReader {
  #at = 0;
  #depth = 0;
  #flags: string;

  constructor(
    readonly source: string,
    flags: string,
  ) {
    // Global flags stand at the very start since Python 3.11; before, anywhere.
    const inline = /^(?:\(\?([aiLmsux]+)\))+/.exec(source);
    this.#flags = flags + (inline ? inline[0].replace(/[^aiLmsux]/g, '') : '');
    this.#at = inline ? inline[0].length : 0;
  }

  read(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.source.length) throw new InvalidPattern('unbalanced parenthesis');
    return node;
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#eat('|')) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only ? only : { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.source.length) {
      if (this.#flags.includes('x') && this.#skipBlank()) continue;
      const unit = this.source.charAt(this.#at);
      if (unit === '|' || unit === ')') break;
      if (this.#isRepeat()) throw new InvalidPattern('nothing to repeat');
      const atom = this.#atom();
      if (atom) parts.push(this.#repeated(atom));
    }
    return { kind: 'sequence', parts };
  }

  #skipBlank(): boolean {
    const blank = /^(?:\s+|#[^\n]*)/.exec(this.source.slice(this.#at, this.#at + 500));
    if (!blank) return false;
    this.#at += blank[0].length;
    return true;
  }

  /** At `*`, `+`, `?` or a `{m,n}` that counts; `{` is an ordinary letter elsewhere. */
  #isRepeat(): boolean {
    return '*+?'.includes(this.source.charAt(this.#at))
      ? this.#at < this.source.length
      : this.#counted() !== undefined;
  }

  #counted(): RegExpExecArray | undefined {
    const match = /^\{(?:(\d{1,9})?(,)?(\d{1,9})?)\}/.exec(this.source.slice(this.#at, this.#at + 24));
    return match && match[0] !== '{}' ? match : undefined;
  }

  #repeated(atom: PatternNode): PatternNode {
    if (!this.#isRepeat()) return atom;
    if (atom.kind === 'position') throw new InvalidPattern('nothing to repeat');
    const counted = this.#counted();
    let min = 0;
    let max = Number.POSITIVE_INFINITY;
    if (counted) {
      this.#at += counted[0].length;
      min = Number(counted[1] ?? 0);
      max = counted[2] === undefined ? min : Number(counted[3] ?? Number.POSITIVE_INFINITY);
      if (max < min) throw new InvalidPattern('min repeat greater than max repeat');
    } else {
      const sign = this.source.charAt(this.#at++);
      if (sign === '+') min = 1;
      if (sign === '?') max = 1;
    }
    // `?` makes it lazy, `+` possessive (Python 3.11): both decide how it matches.
    if (!this.#eat('?')) this.#eat('+');
    if (this.#isRepeat()) throw new InvalidPattern('multiple repeat');
    return { kind: 'repeat', part: atom, min, max };
  }

  #atom(): PatternNode | undefined {
    const unit = this.source.charAt(this.#at++);
    const multiline = this.#flags.includes('m');
    switch (unit) {
      case '(':
        return this.#group();
      case '[': {
        const set = readSet(this.source, this.#at, this.#flags);
        if (!set) throw new InvalidPattern('bad character set');
        this.#at = set.end;
        return { kind: 'unit', test: set.test };
      }
      case '.':
        return { kind: 'unit', test: this.#flags.includes('s') ? () => true : (u) => u !== '\n' };
      case '^':
        return { kind: 'position', test: (text, at) => at === 0 || (multiline && text[at - 1] === '\n') };
      case '$':
        return {
          kind: 'position',
          test: (text, at) =>
            at === text.length || (text[at] === '\n' && (at === text.length - 1 || multiline)),
        };
      case '\\':
        return this.#escape();
      default:
        return { kind: 'unit', test: this.#letter(unit) };
    }
  }

  #letter(unit: string): UnitTest {
    if (!this.#flags.includes('i')) return (u) => u === unit;
    const folded = unit.toLowerCase();
    return (u) => u.toLowerCase() === folded;
  }

  #escape(): PatternNode {
    const letter = this.source.charAt(this.#at);
    if (letter === '') throw new InvalidPattern('bad escape (end of pattern)');
    if (letter === 'A') return this.#position(1, (_, at) => at === 0);
    if (letter === 'Z') return this.#position(1, (text, at) => at === text.length);
    if (letter === 'b' || letter === 'B')
      return this.#position(1, (text, at) => isBoundary(text, at) === (letter === 'b'));
    if (/[1-9]/.test(letter)) {
      this.#at += /^\d{1,2}/.exec(this.source.slice(this.#at, this.#at + 2))?.[0].length ?? 1;
      return { kind: 'unsupported' };
    }
    const escaped = escapeClass(this.source, this.#at, this.#flags);
    if (!escaped) throw new InvalidPattern('bad escape');
    this.#at = escaped.end;
    return { kind: 'unit', test: escaped.test ?? this.#letter(escaped.unit ?? '') };
  }

  #position(length: number, test: (text: string, at: number) => boolean): PatternNode {
    this.#at += length;
    return { kind: 'position', test };
  }

  #group(): PatternNode | undefined {
    if (++this.#depth > DEEPEST_GROUP) throw new InvalidPattern('too deep');
    const outer = this.#flags;
    const head =
      /^\?(?:P<[A-Za-z_]\w*>|P=\w+\)|:|>|#[^)]*\)|<?[=!]|\(\w+\)|([aiLmsux]*)(?:-([imsx]+))?:)/.exec(
        this.source.slice(this.#at, this.#at + 200),
      );
    if (!head) {
      if (this.source.charAt(this.#at) === '?') throw new InvalidPattern('unknown extension');
      return this.#closeGroup(this.#choice(), outer);
    }
    this.#at += head[0].length;
    if (head[0].startsWith('?#') || head[0].startsWith('?P=')) {
      this.#depth--;
      return head[0].startsWith('?#') ? undefined : { kind: 'unsupported' };
    }
    if (head[1] !== undefined) {
      const off = head[2] ?? '';
      this.#flags = [...outer, ...head[1]].filter((flag) => !off.includes(flag)).join('');
    }
    const part = this.#closeGroup(this.#choice(), outer);
    const look = /^\?(<?)([=!])/.exec(head[0]);
    if (look) return { kind: 'look', part, ahead: look[1] === '', negative: look[2] === '!' };
    return head[0].startsWith('?(') ? { kind: 'unsupported' } : part;
  }

  #closeGroup(node: PatternNode, outer: string): PatternNode {
    if (!this.#eat(')')) throw new InvalidPattern('missing ), unterminated subpattern');
    this.#flags = outer;
    this.#depth--;
    return node;
  }

  #eat(unit: string): boolean {
    if (this.source.charAt(this.#at) !== unit) return false;
    this.#at++;
    return true;
  }
}

function isBoundary(text: string, at: number): boolean {
  return isWord(text.charAt(at - 1)) !== isWord(text.charAt(at));
}

function isWord(unit: string): boolean {
  return /^[\p{L}\p{N}_]$/u.test(unit);
}
