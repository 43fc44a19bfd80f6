import { decode, failed, MAX_BYTES, tooLarge } from '../decode.ts';
import type { Entry, FileSystem, Stat } from '../host.ts';

/** What a client can answer about its workspace. A rejection counts as "not there". */
export interface ClientRequests {
  /** The bytes of a file: as they are, or as Base64 where the connection carries JSON. */
  read(uri: string): Promise<Uint8Array | string | null>;
  stat(uri: string): Promise<Stat | null>;
  list(uri: string): Promise<readonly Entry[] | null>;
}

/** A file system that asks the client: for virtual workspaces and for a server that runs in a browser. */
export function clientFiles(client: ClientRequests): FileSystem {
  return {
    async readText(uri) {
      const stat = await answerOf(client.stat(uri));
      if (!stat) return failed('missing');
      if (stat.kind === 'folder') return failed('unreadable', 'it is a folder');
      if (stat.size > MAX_BYTES) return tooLarge(MAX_BYTES);
      const bytes = await answerOf(client.read(uri));
      if (bytes === undefined) return failed('unreadable');
      const plain = typeof bytes === 'string' ? fromBase64(bytes) : bytes;
      return plain === undefined ? failed('unreadable') : decode(plain);
    },
    async stat(uri) {
      return answerOf(client.stat(uri));
    },
    async list(uri) {
      const entries = await answerOf(client.list(uri));
      return entries ? { entries } : { problem: 'missing', message: failed('missing').message };
    },
  };
}

async function answerOf<T>(answer: Promise<T | null>): Promise<T | undefined> {
  try {
    return (await answer) ?? undefined;
  } catch {
    return undefined;
  }
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  } catch {
    return undefined;
  }
}
