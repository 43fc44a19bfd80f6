import type {
  Connection,
  Position,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Dialect,
  type Module,
  openModule,
  type Parsed,
  parseText,
  reparseText,
  type TextChange,
} from '../core/index.ts';
import { MAX_SOURCE_BYTES } from '../host/decode.ts';
import { uriKey } from './uris.ts';

const DIALECTS: Readonly<Record<string, Dialect>> = {
  python: { language: 'python', typescript: false, jsx: false },
  javascript: { language: 'javascript', typescript: false, jsx: true },
  javascriptreact: { language: 'javascript', typescript: false, jsx: true },
  typescript: { language: 'javascript', typescript: true, jsx: false },
  typescriptreact: { language: 'javascript', typescript: true, jsx: true },
};

/** The languages that are looked at. Documents of others are not kept. */
export const LANGUAGES: readonly string[] = Object.keys(DIALECTS);

/** Longer texts are not analysed; in UTF-16 units. The same bound as for files. */
export const LONGEST_TEXT = MAX_SOURCE_BYTES;

/** A document that the client has open, with the last tree that was made of it. */
export class OpenDocument {
  readonly uri: string;
  readonly dialect: Dialect;
  readonly #content: TextDocument;
  #parsed: Parsed | undefined;
  #module: Module | undefined;
  /** What changed since the tree, each in offsets of the text before it. */
  #pending: TextChange[] = [];

  constructor(item: TextDocumentItem, dialect: Dialect) {
    this.uri = item.uri;
    this.dialect = dialect;
    this.#content = TextDocument.create(item.uri, item.languageId, item.version, item.text);
  }

  get version(): number {
    return this.#content.version;
  }

  get text(): string {
    return this.#content.getText();
  }

  position(offset: number): Position {
    return this.#content.positionAt(offset);
  }

  offset(position: Position): number {
    return this.#content.offsetAt(position);
  }

  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    const content = this.#content;
    for (const change of changes) {
      if ('range' in change) {
        const a = content.offsetAt(change.range.start);
        const b = content.offsetAt(change.range.end);
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        this.#pending.push({ start, end, inserted: change.text.length });
        // Positions beyond the end are moved to it here: `TextDocument.update` loses count of the lines with them.
        const range = { start: content.positionAt(start), end: content.positionAt(end) };
        TextDocument.update(content, [{ range, text: change.text }], version);
      } else {
        this.#parsed = undefined;
        TextDocument.update(content, [change], version);
      }
    }
  }

  /** The tree of the present text. Made when asked for, from the last one where there is one. */
  parsed(): Parsed {
    const { text } = this;
    if (this.#parsed?.text !== text) {
      this.#parsed = this.#parsed
        ? reparseText(this.#parsed, text, this.#pending)
        : parseText(text, this.dialect);
    }
    this.#pending = [];
    return this.#parsed;
  }

  /** The present text as a module; undefined for one that is too long. */
  module(): Module | undefined {
    if (this.text.length > LONGEST_TEXT) return undefined;
    const parsed = this.parsed();
    if (this.#module?.text !== parsed.text) this.#module = openModule(this.uri, parsed);
    return this.#module;
  }
}

export interface Documents {
  /** Undefined for a file that is not open, or not in a language that is looked at. */
  get(uri: string): OpenDocument | undefined;
  all(): Iterable<OpenDocument>;
  /** Called after a document was opened or changed. */
  onChanged(listener: (document: OpenDocument) => void): void;
  onClosed(listener: (uri: string) => void): void;
}

export function createDocuments(connection: Connection): Documents {
  const open = new Map<string, OpenDocument>();
  const changed: ((document: OpenDocument) => void)[] = [];
  const closed: ((uri: string) => void)[] = [];

  connection.onDidOpenTextDocument(({ textDocument }) => {
    const dialect = DIALECTS[textDocument.languageId];
    if (!dialect) return;
    const document = new OpenDocument(textDocument, dialect);
    open.set(uriKey(textDocument.uri), document);
    for (const listener of changed) listener(document);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const document = open.get(uriKey(textDocument.uri));
    if (!document) return;
    document.change(contentChanges, textDocument.version);
    for (const listener of changed) listener(document);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    if (!open.delete(uriKey(textDocument.uri))) return;
    for (const listener of closed) listener(textDocument.uri);
  });

  return {
    get: (uri) => open.get(uriKey(uri)),
    all: () => open.values(),
    onChanged: (listener) => changed.push(listener),
    onClosed: (listener) => closed.push(listener),
  };
}
