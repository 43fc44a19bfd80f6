import type { Terminal } from './terminal.ts';

/** A run that is shorter shows no progress, in milliseconds. */
const PATIENCE = 1000;
const REDRAWN_EVERY = 100;
const BAR = 30;

export interface Progress {
  /** `total` is absent while the files are still being looked for. */
  tick(done: number, total?: number): void;
  clear(): void;
}

/** A bar on the error output where that is a terminal; nothing otherwise. */
export function createProgress(terminal: Terminal): Progress {
  if (!terminal.errorsAreTerminal) return { tick: () => {}, clear: () => {} };
  const start = terminal.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    tick(done, total) {
      const now = terminal.now();
      if (now - start < PATIENCE || now - drawn < REDRAWN_EVERY) return;
      drawn = now;
      shown = true;
      terminal.writeError(`\r\x1b[K${lineOf(done, total).slice(0, Math.max(0, terminal.columns - 1))}`);
    },
    clear() {
      if (shown) terminal.writeError('\r\x1b[K');
      shown = false;
    },
  };
}

function lineOf(done: number, total: number | undefined): string {
  if (total === undefined) return `looking for files: ${done}`;
  const full = total === 0 ? BAR : Math.round((done / total) * BAR);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${done} of ${total} files`;
}
