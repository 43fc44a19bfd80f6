import type { Header } from '../../../policy/answer.ts';

/** The Fetch standard's `Headers` refuse a value: it holds what Latin-1 cannot carry, or a line end. */
export class InvalidValue extends Error {}

/** The Fetch standard's `Headers`, as servers send them: one line a name, appended values behind commas. */
export class FetchHeaders {
  readonly #values = new Map<string, string>();

  set(name: string, value: string): void {
    this.#values.set(name, valid(value));
  }

  append(name: string, value: string): void {
    const before = this.#values.get(name);
    this.#values.set(name, before === undefined ? valid(value) : `${before}, ${valid(value)}`);
  }

  delete(name: string): void {
    this.#values.delete(name);
  }

  get headers(): readonly Header[] {
    return [...this.#values];
  }
}

/** Fetch, "normalize" and the check of a header value. */
function valid(value: string): string {
  const normal = value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (/[^\t\x20-\x7e\x80-\xff]/.test(normal)) throw new InvalidValue();
  return normal;
}
