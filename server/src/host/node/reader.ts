import { Buffer } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { dialectOf } from '../../core/index.ts';
import { decode, encodingOf, isBundle, MAX_SOURCE_BYTES, tooLarge } from '../decode.ts';
import type { Prefilter, TextOutcome } from '../host.ts';
import { failedBy } from './files.ts';

/** Reads a file if it passes the prefilter; undefined for one that does not. */
export type CandidateReader = (path: string) => TextOutcome | undefined;

/**
 * Most files are let go, so they must cost little: open, read, close, no `stat`, always into the same memory, and the test
 * runs on the bytes, or on them as Latin-1, which needs no decoding. That is sound for words of ASCII letters in any text that is
 * UTF-8.
 */
export function candidateReader(prefilter: Prefilter): CandidateReader {
  let buffer = Buffer.allocUnsafeSlow(64 * 1024);

  /** The number of bytes read, at most one more than the limit. */
  function fill(path: string): number {
    // Without O_NONBLOCK a named pipe would wait for a writer; the walk gives regular files only.
    const file = openSync(path, 'r');
    try {
      let length = 0;
      for (;;) {
        const read = readSync(file, buffer, length, buffer.length - length, null);
        length += read;
        if (length < buffer.length || length > MAX_SOURCE_BYTES) return length;
        const larger = Buffer.allocUnsafeSlow(Math.min(buffer.length * 4, MAX_SOURCE_BYTES + 1));
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
    } finally {
      closeSync(file);
    }
  }

  return (path) => {
    const language = dialectOf(path)?.language;
    let length: number;
    try {
      length = fill(path);
    } catch (error) {
      return failedBy(error);
    }
    const wide = encodingOf(buffer).startsWith('utf-16') && length >= 2;
    if (!wide) {
      if (prefilter.mayPass?.(buffer, length, language) === false) return undefined;
      const latin = buffer.toString('latin1', 0, length);
      if (!prefilter.text(latin, language) || isBundle(latin)) return undefined;
      return length > MAX_SOURCE_BYTES ? tooLarge(MAX_SOURCE_BYTES) : decode(buffer.subarray(0, length));
    }
    if (length > MAX_SOURCE_BYTES) return undefined;
    const outcome = decode(buffer.subarray(0, length));
    return outcome.problem === undefined && prefilter.text(outcome.text, language) ? outcome : undefined;
  };
}
