import type { Language, ModuleRequest, Policy, Resolution, Settings } from '../core/index.ts';
import type { FileChange } from './resolve/resolver.ts';
import type { VariableLookup } from './variables/around.ts';

/**
 * What the language server and the command line need from the machine, as ports. Everything is named by URI. Nothing here
 * throws or rejects for a file that is missing or broken: outcomes are data.
 *
 * `createHost(files)` in `portable.ts` makes a whole {@link Host} from any {@link FileSystem}; `node/host.ts` makes one for the
 * local disk.
 */
export interface Host {
  readonly files: FileSystem;
  /** The versions that are pinned, installed or declared for a file. Loaded once for each folder, then at hand. */
  versions(uri: string): Promise<VersionLookup>;
  /** What the `cors-lens.json` files above a file say, nearer ones over outer ones. */
  settings(uri: string): Promise<FileSettings>;
  /** Whether {@link candidates} of its workspace folder comes to this file, whatever stands in it. */
  isWalked(uri: string): Promise<boolean>;
  /** The files below a folder that are worth a look: right ending, not ignored, not excluded, and the prefilter let them pass. */
  candidates(folder: string, options?: WalkOptions): AsyncIterable<WalkEvent>;
  /** Where an import leads, in the workspace as it is now. */
  resolve(request: ModuleRequest): Promise<Resolution>;
  /** What the files around this one say of variables of the environment. Read once for each folder, then at hand. */
  variables(uri: string): Promise<VariableLookup>;
  /**
   * Forgets what was read from these files. To be called for every created, changed or deleted file that is watched;
   * `content` where no file came or went.
   */
  changed(uris: readonly string[], change?: FileChange): void;
}

/** Why a file could not be read as text. `message` of {@link TextOutcome} says it in a sentence. */
export type ReadProblem =
  | 'missing'
  /** A folder, a socket, no permission, a broken disk. */
  | 'unreadable'
  /** It holds a NUL byte. */
  | 'binary'
  | 'too-large'
  /** Neither UTF-8 nor UTF-16 with a byte order mark. */
  | 'invalid-utf8';

/** How a text stood in its file, so that it can be written back the same way. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

export type TextOutcome =
  /** `text` is without byte order mark. */
  | { readonly text: string; readonly encoding: Encoding; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: ReadProblem; readonly message: string };

export interface Entry {
  readonly name: string;
  /** `link` only where the file system does not follow links itself. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

export type ListOutcome =
  | { readonly entries: readonly Entry[]; readonly problem?: undefined }
  | { readonly entries?: undefined; readonly problem: 'missing' | 'unreadable'; readonly message: string };

export type Stat = { readonly kind: Entry['kind']; readonly size: number } | undefined;

/** Reads only. The web version asks the client; `decode` in `decode.ts` turns its bytes into a {@link TextOutcome}. */
export interface FileSystem {
  readText(uri: string): Promise<TextOutcome>;
  stat(uri: string): Promise<Stat>;
  list(uri: string): Promise<ListOutcome>;
}

/** The first of these distributions that is pinned or declared, else the first as `assumed`. */
export type VersionLookup = (packages: readonly string[]) => Policy['version'];

export interface FileSettings {
  /** Of the files alone. The editor's settings go below: `mergeSettings(editor, this.settings)`. */
  readonly settings: Settings;
  /** True where a file's `exclude` covers this path, each glob relative to its own file's folder. */
  excludes(uri: string): boolean;
  readonly problems: readonly SettingsFileProblem[];
}

/** Something in a `cors-lens.json` that cannot be used. The rest of it is used all the same. */
export interface SettingsFileProblem {
  readonly uri: string;
  /** UTF-16 offsets in the file's text. */
  readonly start: number;
  readonly end: number;
  /** Zero-based. */
  readonly line: number;
  readonly character: number;
  /** A whole sentence. */
  readonly message: string;
}

export interface WalkOptions {
  /** Globs of the editor's settings, relative to the folder that is walked. */
  readonly exclude?: readonly string[];
  /** The greatest number of files to look at, where each look is slow. */
  readonly most?: number;
  /** Another prefilter. */
  readonly prefilter?: Prefilter;
}

/** What a file must pass to be worth a look. */
export interface Prefilter {
  /** It may be asked of text in which other characters than those of ASCII are not decoded. */
  text(text: string, language?: Language): boolean;
  /** As `WordTest.mayPass`; without it every file becomes a text. */
  mayPass?(bytes: Uint8Array, length: number, language?: Language): boolean;
}

export type WalkEvent =
  /** Not read yet where the file system cannot be read without waiting; `text` is absent then. */
  | { readonly kind: 'file'; readonly uri: string; readonly text?: string }
  /** Looked at and let go; events of this kind are for progress. `files` counts from the start. */
  | { readonly kind: 'progress'; readonly files: number }
  | {
      readonly kind: 'problem';
      readonly uri: string;
      readonly problem: ReadProblem;
      readonly message: string;
    };
