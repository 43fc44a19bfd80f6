/**
 * What client and server say to each other beyond the protocol. Types only: the client imports nothing else of the server.
 */

/** Zero-based lines, UTF-16 columns. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export type Position = Range['start'];

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
  /** Puts a text where it can be pasted from, and says what to do with it. */
  'corsLens.copyText': { readonly text: string; readonly told: string };
  /** Opens the panel that says what a set-up answers to whom, with `corsLens/explain`. */
  'corsLens.explain': { readonly uri: string; readonly position: Position };
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
  /** The set-ups at a position, or all of the file where there is none; `asked` is put to each of them. */
  'corsLens/explain': {
    readonly params: {
      readonly uri: string;
      readonly position?: Position;
      readonly asked?: AskedRequest;
    };
    readonly result: {
      readonly setups: readonly ExplainedSetup[];
      /** A whole sentence where there is nothing to explain. */
      readonly message?: string;
      /** A whole sentence about a request that no browser could send. */
      readonly problem?: string;
    };
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

/** A request as a person types it. */
export interface AskedRequest {
  readonly origin: string;
  readonly method: string;
  /** Names, with commas or blanks between them. */
  readonly headers: string;
  readonly credentials: boolean;
}

/** One set-up under one combination of conditions. Texts may hold code in backquotes. */
export interface ExplainedSetup {
  readonly title: string;
  /** From 1. */
  readonly line: number;
  readonly scope?: string;
  readonly when: readonly string[];
  /** The version and where it comes from; empty for headers that are written by hand. */
  readonly version: string;
  readonly notes: readonly string[];
  /** Kinds of requests: the columns. */
  readonly kinds: readonly string[];
  readonly rows: readonly {
    readonly what: string;
    readonly origin: string;
    readonly cells: readonly ExplainedCell[];
  }[];
  /** To the request that was asked about. */
  readonly answer?: ExplainedCell;
}

export interface ExplainedCell {
  /** The page may read the answer; the request arrives and its answer is kept from the page; it is never sent. */
  readonly verdict: 'read' | 'refused' | 'unsent';
  readonly reason: string;
  /** What goes over the wire, line by line. */
  readonly exchange: readonly string[];
  readonly steps: readonly { readonly outcome: 'info' | 'pass' | 'fail'; readonly text: string }[];
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
