import type { Trouble } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';
import { harmless } from './paint.ts';
import { displayPath } from './places.ts';

/** Each trouble once, on the error output, so that it reaches a person whatever the report's format. */
export function tellTroubles(troubles: readonly Trouble[], { directory, writeError }: Terminal): void {
  const lines = troubles.map(({ uri, line, character, message }) => {
    const place = line === undefined ? '' : `:${line + 1}:${(character ?? 0) + 1}`;
    return `cors-lens: ${harmless(`${displayPath(uri, directory)}${place}: ${message}`)}\n`;
  });
  for (const line of new Set(lines)) writeError(line);
}
