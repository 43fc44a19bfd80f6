/**
 * What client and server say to each other beyond the protocol. Types only: the client imports nothing else of the server.
 */

/** Zero-based lines, UTF-16 columns. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What the client tells when it starts the server (`initializationOptions`). A foreign client may leave all of it out. */
export interface InitializationOptions {
  /** Commands of {@link Commands} that the client answers; actions that need others are not offered. */
  readonly commands?: readonly (keyof Commands)[];
  /** Settings for a client that cannot be asked with `workspace/configuration`. */
  readonly settings?: unknown;
}

/** Names one finding so that it can be found again after the document has changed, or missed. */
export interface FindingReference {
  readonly uri: string;
  readonly rule: string;
  readonly range: Range;
  /** The document's version that the reference was made for; null for a file that is not open. */
  readonly version: number | null;
}

/** Code actions name these commands; the client carries them out because they ask the user or show something. */
export interface Commands {
  /** Asks which origins, then sends `corsLens/applyChoice`. */
  'corsLens.chooseOrigins': FindingReference & { readonly title: string };
  /** Asks for the reason, then sends `corsLens/applyIgnore`. */
  'corsLens.ignore': FindingReference;
  /** Opens the page in a browser. */
  'corsLens.openRulePage': { readonly rule: string; readonly url: string };
  /** Shows places of several files, at the position of a document. */
  'corsLens.showPlaces': {
    readonly uri: string;
    readonly position: Range['start'];
    readonly places: readonly Location[];
  };
}

export interface Location {
  readonly uri: string;
  readonly range: Range;
}

/** Client to server. */
export interface Requests {
  'corsLens/origins': { readonly params: { readonly uri: string }; readonly result: readonly OriginOffer[] };
  'corsLens/applyChoice': {
    readonly params: FindingReference & { readonly title: string; readonly origins: readonly string[] };
    readonly result: Outcome;
  };
  'corsLens/applyIgnore': {
    readonly params: FindingReference & { readonly reason: string };
    readonly result: Outcome;
  };
  'corsLens/checkWorkspace': {
    readonly params: { readonly workDoneToken?: string | number };
    readonly result: CheckSummary;
  };
}

/** Server to client. */
export interface Notifications {
  'corsLens/status': DocumentStatus;
}

/** Server to client: files that the server cannot read itself, in a browser or in a virtual workspace. */
export interface ClientRequests {
  /** Base64, which every transport carries; null where the file cannot be read. */
  'corsLens/readFile': { readonly params: { readonly uri: string }; readonly result: string | null };
  'corsLens/stat': {
    readonly params: { readonly uri: string };
    readonly result: { readonly kind: FileKind; readonly size: number } | null;
  };
  'corsLens/list': {
    readonly params: { readonly uri: string };
    readonly result: readonly { readonly name: string; readonly kind: FileKind }[] | null;
  };
}

export type FileKind = 'file' | 'folder' | 'link' | 'other';

/** An origin that stands in the workspace. */
export interface OriginOffer {
  readonly origin: string;
  /** The file that it was found in, relative to its workspace folder. */
  readonly from: string;
}

export type Outcome =
  | { readonly applied: true }
  /** A whole sentence for the user. */
  | { readonly applied: false; readonly message: string };

export interface CheckSummary {
  readonly cancelled: boolean;
  /** Files that hold a set-up and were analysed. */
  readonly files: number;
  readonly setups: number;
  readonly findings: number;
  /** Files that could not be read; whole sentences. */
  readonly problems: readonly string[];
}

/** What the server found in an open document, whenever that changes. */
export interface DocumentStatus {
  readonly uri: string;
  /** `looked`: analysed. `nothing`: no word of a cross-origin set-up in it. The others: not analysed, `note` says why. */
  readonly state: 'looked' | 'nothing' | 'excluded' | 'too-large' | 'failed';
  readonly setups: number;
  readonly findings: number;
  /** A whole sentence where there is something to say. */
  readonly note?: string;
}
