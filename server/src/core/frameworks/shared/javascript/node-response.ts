import type { Header } from '../../../policy/answer.ts';

/** Node refuses a header (ERR_INVALID_CHAR), and the request ends with an error. */
export class InvalidHeader extends Error {}

/** The headers of Node's response: a header is set once, whatever its case; a list gives several lines. */
export class NodeHeaders {
  readonly #lines: { readonly name: string; readonly values: readonly string[] }[] = [];

  set(name: string, value: string | readonly string[]): void {
    const values = typeof value === 'string' ? [value] : value;
    // Node refuses what Latin-1 cannot carry.
    if (values.some((text) => /[^\t\x20-\x7e\x80-\xff]/.test(text))) throw new InvalidHeader();
    const index = this.#lines.findIndex((line) => line.name === name);
    if (index < 0) this.#lines.push({ name, values });
    else this.#lines[index] = { name, values };
  }

  remove(name: string): void {
    const index = this.#lines.findIndex((line) => line.name === name);
    if (index >= 0) this.#lines.splice(index, 1);
  }

  /** The package `vary`. */
  vary(field: string): void {
    const now = this.#lines.find((line) => line.name === 'Vary')?.values[0];
    if (now === undefined) this.set('Vary', field);
    else if (!now.split(', ').includes(field)) this.set('Vary', `${now}, ${field}`);
  }

  get headers(): readonly Header[] {
    return this.#lines.flatMap(({ name, values }) => values.map((value): Header => [name, value]));
  }
}
