import { readFileSync, writeFileSync } from 'node:fs';
import { type Finding, type FixedTexts, fixTexts, type Reported } from '../core/index.ts';
import { encode, failed, MAX_SOURCE_BYTES } from '../host/decode.ts';
import type { Encoding } from '../host/host.ts';
import { readPath } from '../host/node/files.ts';
import { pathOf } from '../host/node/paths.ts';
import type { Trouble } from './outcome.ts';

/** A file that was analysed. */
export interface Looked {
  readonly uri: string;
  readonly text: string;
  /** Also of what stands in files that it imports. */
  readonly reported: Reported;
}

export type Texts = ReadonlyMap<string, string>;

export interface FixedAll {
  /** What was written. */
  readonly texts: Texts;
  readonly fixes: number;
  readonly troubles: readonly Trouble[];
}

/**
 * Applies the safe fixes of all findings, each in the file where it belongs, and writes the files. Several set-ups may rest on
 * one file: each is fixed in the texts that those before it left.
 */
export function fixAll(
  looked: readonly Looked[],
  analyse: (uri: string, changed: Texts) => Reported,
): FixedAll {
  const originals = new Map<string, { readonly text: string; readonly encoding: Encoding } | undefined>();
  const original = (uri: string) => {
    if (!originals.has(uri)) {
      const path = pathOf(uri);
      const read = path === undefined ? undefined : readPath(path, MAX_SOURCE_BYTES);
      originals.set(uri, read?.problem === undefined ? read : undefined);
    }
    return originals.get(uri);
  };

  // Another file's set-up needs a comment in these: none of theirs is taken for unused.
  const needed = new Set(looked.flatMap(({ reported }) => (reported.heeded ?? []).map((place) => place.uri)));
  const fixable = ({ findings }: Reported) =>
    findings.filter(({ rule, place }) => rule !== 'unused-suppression' || !needed.has(place.uri));

  const troubles: Trouble[] = [];
  let texts = new Map<string, string>();
  const applied: FixedTexts[] = [];
  for (const { uri, text, reported } of looked) {
    if (!fixable(reported).some(isFixable)) continue;
    if (original(uri)?.text !== text) {
      // The places of its findings mean nothing now.
      troubles.push({ kind: 'unwritable', uri, message: CHANGED });
      continue;
    }
    const before = new Map(texts);
    const fixed = fixTexts(
      (of) => before.get(of) ?? original(of)?.text,
      (changed) => fixable(analyse(uri, new Map([...before, ...changed]))),
      fixable(before.size === 0 ? reported : analyse(uri, before)),
    );
    if (fixed.texts.size === 0) continue;
    applied.push(fixed);
    texts = new Map([...before, ...fixed.texts]);
  }

  for (const [uri, text] of [...texts]) {
    const before = original(uri);
    const refused = before && before.text !== text ? writeBack(uri, before, text) : undefined;
    if (refused === undefined) continue;
    troubles.push({ kind: 'unwritable', uri, message: refused });
    texts.delete(uri);
  }
  const whole = applied.filter((fixed) => [...fixed.texts.keys()].every((uri) => texts.has(uri)));
  return { texts, troubles, fixes: whole.reduce((sum, { fixes }) => sum + fixes, 0) };
}

const CHANGED = 'It changed while it was looked at, so nothing was fixed in it.';

function isFixable({ fixes }: Finding): boolean {
  return fixes.some(({ kind, safety }) => kind === 'edit' && safety === 'safe');
}

/** Undefined when it is written; else why not. */
function writeBack(
  uri: string,
  before: { readonly text: string; readonly encoding: Encoding },
  after: string,
): string | undefined {
  const path = pathOf(uri) ?? uri;
  try {
    // Also false where decoding lost something, such as half a character at the end of UTF-16.
    const untouched = readFileSync(path).equals(encode(before.text, before.encoding));
    if (!untouched) return CHANGED;
    writeFileSync(path, encode(after, before.encoding));
    return undefined;
  } catch (error) {
    const reason =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
    return failed('unreadable', reason).message.replace('read', 'written');
  }
}
