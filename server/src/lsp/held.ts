import type { MessageStrategy } from 'vscode-languageserver';

/** Holds what the client says after its first message until the analysis is there to hear it. */
export interface Held {
  /** For the connection: every message passes through it. */
  readonly strategy: MessageStrategy;
  /** Lets everything pass, what was held first, in the order in which it came. */
  release(): void;
}

/**
 * The protocol has the client wait for the answer to `initialize`, its first message, so only that one passes. A client that
 * does not wait is served all the same, only later.
 */
export function holdMessages(): Held {
  let isFirst = true;
  let isReleased = false;
  let resolve = () => {};
  const released = new Promise<void>((done) => {
    resolve = done;
  });
  return {
    strategy: {
      handleMessage(message, next) {
        if (isFirst || isReleased) {
          isFirst = false;
          return next(message);
        }
        return released.then(() => next(message));
      },
    },
    release() {
      resolve();
      // What was held is handled before this: it was chained first.
      void released.then(() => {
        isReleased = true;
      });
    },
  };
}
