import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type Position,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createNodeHost } from '../../server/src/host/node/host.ts';
import { holdMessages } from '../../server/src/lsp/held.ts';
import type { Commands, DocumentStatus, Requests } from '../../server/src/lsp/messages.ts';
import { serveClient } from '../../server/src/lsp/server.ts';
import { startServer } from '../../server/src/lsp/start.ts';
import { folderWith } from '../support/folder.ts';

/** The server's two shapes: its sources in this process, and what `npm run build` made, in a process of its own. */
export type Shape = 'sources' | 'built';

export const SHAPES: readonly Shape[] = ['sources', 'built'];

export interface Options {
  readonly shape?: Shape;
  /** The program of the built shape; that of `dist/` where absent. */
  readonly program?: string;
  /** The workspace, by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What `workspace/configuration` answers for `corsLens`. */
  readonly settings?: unknown;
  /** Absent: all that the extension answers. */
  readonly commands?: readonly string[];
  /** A client that is sent its diagnostics. */
  readonly push?: boolean;
  /** A client that takes the reports of other documents with the one that it asks for. */
  readonly related?: boolean;
  /** Taken out of what a modern client can do. */
  readonly without?: readonly ('configuration' | 'watchers' | 'versionedEdits' | 'workspaceFolders')[];
}

const ALL_COMMANDS: readonly (keyof Commands)[] = [
  'corsLens.chooseOrigins',
  'corsLens.copyText',
  'corsLens.explain',
  'corsLens.ignore',
  'corsLens.openRulePage',
  'corsLens.showPlaces',
];

const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  jsx: 'javascriptreact',
  ts: 'typescript',
  tsx: 'typescriptreact',
};

/** A client as an editor has it: documents, requests, and a record of what the server sends. */
export class Client {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: DocumentStatus[] = [];
  readonly messages: string[] = [];
  readonly log: string[] = [];
  readonly registered: string[] = [];
  readonly applied: ApplyWorkspaceEditParams[] = [];
  refreshes = 0;
  settings: unknown;
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting = new Set<() => void>();

  constructor(
    folder: string,
    connection: ProtocolConnection,
    settings: unknown,
    initialized: InitializeResult,
  ) {
    this.folder = folder;
    this.connection = connection;
    this.settings = settings;
    this.initialized = initialized;
  }

  uri(name: string): string {
    return pathToFileURL(join(this.folder, name)).href;
  }

  listen(): void {
    const on = <P>(method: string, listener: (params: P) => void) =>
      this.connection.onNotification(method, (params: P) => {
        listener(params);
        for (const check of this.#waiting) check();
      });
    on<PublishDiagnosticsParams>('textDocument/publishDiagnostics', (params) => this.published.push(params));
    on<DocumentStatus>('corsLens/status', (status) => this.statuses.push(status));
    on<{ message: string }>('window/showMessage', ({ message }) => this.messages.push(message));
    on<{ message: string }>('window/logMessage', ({ message }) => this.log.push(message));
    this.connection.onRequest('workspace/configuration', ({ items }: { items: readonly object[] }) =>
      items.map(() => this.settings),
    );
    this.connection.onRequest(
      'client/registerCapability',
      (params: { registrations: { method: string }[] }) => {
        this.registered.push(...params.registrations.map(({ method }) => method));
        for (const check of this.#waiting) check();
        return null;
      },
    );
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      for (const check of this.#waiting) check();
      return null;
    });
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onRequest('workspace/applyEdit', async (params: ApplyWorkspaceEditParams) => {
      this.applied.push(params);
      return { applied: await this.apply(params.edit) };
    });
  }

  /** Resolves when the server has sent what makes this true; the test's own time limit is the limit. */
  until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => {
      const check = () => {
        if (!isSo()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
  }

  async open(name: string, text: string, languageId?: string): Promise<string> {
    const uri = name.includes(':') ? name : this.uri(name);
    const id = languageId ?? LANGUAGES[name.slice(name.lastIndexOf('.') + 1)] ?? 'plaintext';
    this.#documents.set(uri, TextDocument.create(uri, id, 1, text));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: id, version: 1, text },
    });
    return uri;
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  version(uri: string): number {
    return this.#document(uri).version;
  }

  /** Edits as an editor sends them: each change in the text that the one before left. */
  async change(
    uri: string,
    ...changes: readonly { readonly range: Range; readonly text: string }[]
  ): Promise<void> {
    const document = this.#document(uri);
    const version = document.version + 1;
    TextDocument.update(document, [...changes], version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: changes,
    });
  }

  /** Replaces the only place where `before` stands. */
  async replace(uri: string, before: string, after: string): Promise<void> {
    await this.change(uri, { range: this.range(uri, before), text: after });
  }

  range(uri: string, part: string): Range {
    const document = this.#document(uri);
    const start = document.getText().indexOf(part);
    if (start < 0) throw new Error(`${JSON.stringify(part)} does not stand in ${uri}`);
    return { start: document.positionAt(start), end: document.positionAt(start + part.length) };
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri);
    return report.kind === 'full' ? report.items : [];
  }

  /** The rules of the diagnostics, each with the text under its squiggle. */
  async findings(uri: string): Promise<readonly string[]> {
    const document = this.#document(uri);
    return (await this.diagnostics(uri)).map(({ code, range }) => `${code}: ${document.getText(range)}`);
  }

  async actions(uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]> {
    const diagnostics = await this.diagnostics(uri);
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics, ...(only ? { only } : {}) },
    });
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  ask<K extends keyof Requests>(method: K, params: Requests[K]['params']): Promise<Requests[K]['result']> {
    return this.connection.sendRequest(method, params);
  }

  /** False, and nothing done, where an edit was made for another version. */
  async apply(edit: WorkspaceEdit): Promise<boolean> {
    const byFile = Object.entries(edit.changes ?? {}).map(([uri, edits]) => ({ uri, version: null, edits }));
    for (const change of edit.documentChanges ?? []) {
      if ('textDocument' in change)
        byFile.push({ ...change.textDocument, edits: change.edits } as (typeof byFile)[number]);
    }
    for (const { uri, version } of byFile) {
      if (version !== null && version !== this.version(uri)) return false;
    }
    for (const { uri, edits } of byFile) {
      // From the end, so that each range still means what it meant.
      const sorted = [...edits].sort(
        (a, b) =>
          b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
      );
      await this.change(uri, ...sorted.map(({ range, newText }) => ({ range, text: newText })));
    }
    return true;
  }

  async filesChanged(...names: readonly string[]): Promise<void> {
    await this.#told(2, names);
  }

  async filesCreated(...names: readonly string[]): Promise<void> {
    await this.#told(1, names);
  }

  async filesDeleted(...names: readonly string[]): Promise<void> {
    await this.#told(3, names);
  }

  async #told(type: 1 | 2 | 3, names: readonly string[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: names.map((name) => ({ uri: this.uri(name), type })),
    });
  }

  async configure(settings: unknown): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { corsLens: settings },
    });
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }
}

/** A started and initialised server with its client; both end with the test. */
export async function startClient(options: Options = {}): Promise<Client> {
  const folder = folderWith(options.files ?? {});
  const connection =
    (options.shape ?? 'sources') === 'built' ? startBuilt(options.program) : startInProcess();
  const initialized: InitializeResult = { capabilities: {} };
  const client = new Client(folder, connection, options.settings ?? null, initialized);
  client.listen();
  connection.listen();
  onTestFinished(async () => {
    await connection.sendRequest('shutdown');
    connection.dispose();
  });
  const folderUri = pathToFileURL(folder).href;
  const result: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folderUri,
    workspaceFolders: [{ uri: folderUri, name: 'workspace' }],
    capabilities: capabilitiesOf(options),
    initializationOptions: {
      commands: options.commands ?? ALL_COMMANDS,
    },
  });
  Object.assign(initialized, result);
  await connection.sendNotification('initialized', {});
  return client;
}

function capabilitiesOf({ push = false, related = false, without = [] }: Options): ClientCapabilities {
  const has = (name: (typeof without)[number]) => !without.includes(name);
  return {
    workspace: {
      configuration: has('configuration'),
      workspaceFolders: has('workspaceFolders'),
      didChangeConfiguration: { dynamicRegistration: has('configuration') },
      didChangeWatchedFiles: { dynamicRegistration: has('watchers') },
      diagnostics: { refreshSupport: true },
      workspaceEdit: { documentChanges: has('versionedEdits') },
      applyEdit: true,
    },
    textDocument: {
      publishDiagnostics: {
        relatedInformation: true,
        codeDescriptionSupport: true,
        tagSupport: { valueSet: [1, 2] },
      },
      codeAction: { isPreferredSupport: true },
      hover: { contentFormat: ['markdown'] },
      ...(push ? {} : { diagnostic: related ? { relatedDocumentSupport: true } : {} }),
    },
    window: { workDoneProgress: true },
  };
}

function startInProcess(): ProtocolConnection {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const held = holdMessages();
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
    { messageStrategy: held.strategy },
  );
  startServer(server, held, async () => (connection, params) => {
    serveClient(connection, createNodeHost, params);
  });
  return createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
}

function startBuilt(
  file = fileURLToPath(new URL('../../dist/server.js', import.meta.url)),
): ProtocolConnection {
  if (!existsSync(file)) throw new Error(`There is no ${file}: npm run build makes it.`);
  const child = spawn(process.execPath, [file, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill();
  });
  return createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
}
