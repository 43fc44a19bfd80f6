import type { Encoding, ReadProblem, TextOutcome } from './host.ts';

const MB = 1024 * 1024;

/** Larger files are never read: the longest lock files of public repositories are half as long. */
export const MAX_BYTES = 16 * MB;

/**
 * Larger source files are not looked at: they are generated or bundled. One of this size takes some two seconds and 150 MB;
 * `docs/performance.md` has the measurement.
 */
export const MAX_SOURCE_BYTES = 2 * MB;

/** Bytes of a file to text. Source is UTF-8 with or without byte order mark, or UTF-16 with one. */
export function decode(bytes: Uint8Array, limit = MAX_BYTES): TextOutcome {
  if (bytes.length > limit) return tooLarge(limit);
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-16le' || encoding === 'utf-16be')
    return { text: decodeUtf16(bytes, encoding), encoding };
  if (bytes.includes(0)) return failed('binary');
  try {
    // The decoder drops the mark by itself.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding };
  } catch {
    return failed('invalid-utf8');
  }
}

/** The inverse of {@link decode}. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\ufeff${text}`);
  const bytes = new Uint8Array(2 * (text.length + 1));
  const view = new DataView(bytes.buffer);
  const little = encoding === 'utf-16le';
  view.setUint16(0, 0xfeff, little);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * (at + 1), text.charCodeAt(at), little);
  return bytes;
}

/** By the byte order mark alone: `utf-8` where there is none. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8-bom';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** A lone byte at the end is dropped. Not every runtime has a decoder for big-endian UTF-16, so this one is written out. */
function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = bytes.length >> 1;
  const parts: string[] = [];
  const chunk: number[] = [];
  for (let at = 1; at < units; at++) {
    chunk.push(view.getUint16(2 * at, encoding === 'utf-16le'));
    if (chunk.length === 4096) {
      parts.push(String.fromCharCode(...chunk));
      chunk.length = 0;
    }
  }
  parts.push(String.fromCharCode(...chunk));
  return parts.join('');
}

const MESSAGES: Readonly<Record<Exclude<ReadProblem, 'too-large'>, string>> = {
  missing: 'There is no such file or folder.',
  unreadable: 'It cannot be read.',
  binary: 'It is not text: it holds a NUL byte.',
  'invalid-utf8': 'It is not valid UTF-8 and was not looked at.',
};

export interface Failed {
  readonly problem: ReadProblem;
  readonly message: string;
}

export function failed(problem: keyof typeof MESSAGES, detail?: string): Failed {
  const message = MESSAGES[problem];
  return { problem, message: detail === undefined ? message : `${message.slice(0, -1)}: ${detail}.` };
}

export function tooLarge(limit: number): Failed {
  return { problem: 'too-large', message: `It is larger than ${limit / MB} MB and was not looked at.` };
}

/** A line that nobody wrote; data in a source (an image, a key) are rarely so long. */
const LONGEST_LINE = 32_768;

/** Whether a text is evidently the work of a bundler: more than half of it is very long lines. */
export function isBundle(text: string): boolean {
  if (text.length < LONGEST_LINE) return false;
  let long = 0;
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    if (end - start > LONGEST_LINE) long += end - start;
    start = end + 1;
  }
  return long > text.length / 2;
}
