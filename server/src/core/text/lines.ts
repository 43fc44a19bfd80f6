/** Offsets to lines and back. Lines end at `\n`, `\r\n` or `\r`, as the language server protocol has it. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 13 && text.charCodeAt(at + 1) === 10) continue;
      if (unit === 10 || unit === 13) starts.push(at + 1);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Zero-based line and UTF-16 column. An offset outside the text is moved to its nearest end. */
  position(offset: number): { readonly line: number; readonly character: number } {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#startOf(middle) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - this.#startOf(low) };
  }

  /** The inverse of {@link position}; beyond the text it gives the nearest end. */
  offset(line: number, character: number): number {
    if (line < 0) return 0;
    if (line >= this.#starts.length) return this.#length;
    const next = line + 1 < this.#starts.length ? this.#startOf(line + 1) : this.#length;
    return Math.min(this.#startOf(line) + Math.max(0, character), next);
  }

  #startOf(line: number): number {
    return this.#starts[line] ?? 0;
  }
}

/** Where the line of an offset begins. */
export function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

/** Where it ends, before its line end. */
export function endOfLine(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Past the line end that stands at an offset, if one does. */
export function pastLineEnd(text: string, offset: number): number {
  if (text[offset] === '\r' && text[offset + 1] === '\n') return offset + 2;
  return offset < text.length ? offset + 1 : offset;
}
