import type { Session } from './session.ts';
import { uriKey } from './uris.ts';

/**
 * Files whose findings may be others now, because something that they rest on was analysed anew. They are looked at when no
 * answer is under way, so that what the client is just being told is not told twice.
 */
export interface Affected {
  add(uris: Iterable<string>): void;
  /** While an answer is made, nothing else is told. */
  during<T>(answer: () => Promise<T>): Promise<T>;
  /** Called with the files, each once. */
  onAffected(listener: (uris: readonly string[]) => Promise<void>): void;
}

export function createAffected(session: () => Session): Affected {
  let pending = new Map<string, string>();
  let answering = 0;
  let telling = false;
  const listeners: ((uris: readonly string[]) => Promise<void>)[] = [];

  async function tell(): Promise<void> {
    if (telling) return;
    telling = true;
    try {
      // A microtask later: whoever adds one file is about to add more.
      await Promise.resolve();
      while (pending.size > 0 && answering === 0) {
        const uris = [...pending.values()];
        pending = new Map();
        for (const listener of listeners) await listener(uris);
      }
    } catch (error) {
      session().failed('telling what changed', error);
    } finally {
      telling = false;
    }
  }

  return {
    add(uris) {
      for (const uri of uris) pending.set(uriKey(uri), uri);
      if (pending.size > 0) void tell();
    },
    async during(answer) {
      answering++;
      try {
        return await answer();
      } finally {
        answering--;
        if (pending.size > 0) void tell();
      }
    },
    onAffected: (listener) => listeners.push(listener),
  };
}
