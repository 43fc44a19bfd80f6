import type { Position } from 'vscode-languageserver';
import {
  type Analysis,
  analyze,
  dialectOf,
  LineIndex,
  type Module,
  mayHoldSetup,
  openModule,
  type Parsed,
  type Project,
  parseText,
} from '../core/index.ts';
import { MAX_SOURCE_BYTES } from '../host/decode.ts';
import type { VersionLookup } from '../host/host.ts';
import type { OpenDocument } from './documents.ts';
import type { DocumentStatus } from './messages.ts';
import type { Session } from './session.ts';
import type { EffectiveSettings } from './settings.ts';
import { uriKey } from './uris.ts';

/** Longer texts are not analysed; in UTF-16 units. The same bound as for files. */
export const LONGEST_TEXT = MAX_SOURCE_BYTES;

/** What was found in one text, with everything that answers about it need. */
export interface Inspection {
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly state: DocumentStatus['state'];
  readonly note?: string;
  readonly analysis: Analysis;
  /** Absent where the text was not analysed. */
  readonly project?: Project;
  readonly module?: Module;
  /** A place in this file or in one that the findings mention; undefined for a file that is not at hand. */
  position(uri: string, offset: number): Position | undefined;
  /** The other open documents that the analysis asked for, each with its version then (undefined: was not open). */
  readonly asked: ReadonlyMap<string, number | undefined>;
}

export interface Analyses {
  /** Of the document as it is when the promise resolves. Never rejects. */
  document(document: OpenDocument): Promise<Inspection>;
  /** Of a text that is not open. Never rejects. */
  file(uri: string, text: string): Promise<Inspection>;
  /** Of a text that stands for an open document's, for instance after a fix. Never throws. */
  instead(inspection: Inspection, text: string): Analysis;
  /** Forgets everything: settings, versions or other files changed. */
  forget(): void;
  /** Called with every new inspection of an open document. */
  onInspected(listener: (inspection: Inspection) => void): void;
}

/** What an analysis depends on beside the text. */
interface Surroundings {
  readonly effective: EffectiveSettings;
  readonly versions: VersionLookup;
}

interface Source {
  readonly uri: string;
  readonly version: number | null;
  readonly text: string;
  parsed(): Parsed | undefined;
  position(offset: number): Position;
}

const NOTHING: Analysis = { findings: [], policies: [], needs: [] };

export function createAnalyses(session: () => Session): Analyses {
  let surroundings = new Map<string, Promise<Surroundings>>();
  let last = new WeakMap<OpenDocument, Inspection>();
  const listeners: ((inspection: Inspection) => void)[] = [];

  async function ask(uri: string): Promise<Surroundings> {
    const { host, settings } = session();
    const [effective, versions] = await Promise.all([settings.of(uri), host.versions(uri)]);
    return { effective, versions };
  }

  /** Of an open document: kept, since every keystroke needs it. */
  function around(uri: string): Promise<Surroundings> {
    const key = uriKey(uri);
    const present = surroundings.get(key) ?? ask(uri);
    surroundings.set(key, present);
    return present;
  }

  function look(source: Source, { effective, versions }: Surroundings): Inspection {
    const { uri, version, text } = source;
    const position = (of: string, offset: number) => (of === uri ? source.position(offset) : undefined);
    const asked = new Map<string, number | undefined>();
    const without = (state: Inspection['state'], note?: string): Inspection => ({
      uri,
      version,
      state,
      analysis: NOTHING,
      position,
      asked,
      ...(note === undefined ? {} : { note }),
    });
    if (effective.excluded) return without('excluded', 'The settings exclude this file.');
    if (text.length > LONGEST_TEXT)
      return without(
        'too-large',
        `Files of more than ${MAX_SOURCE_BYTES / 1024 / 1024} MB are not analysed.`,
      );
    try {
      if (!mayHoldSetup(text)) return without('nothing');
      const parsed = source.parsed();
      if (!parsed) return without('nothing');
      const module = openModule(uri, parsed);
      const project: Project = {
        module(wanted) {
          if (wanted === uri) return module;
          asked.set(wanted, session().documents.get(wanted)?.version);
          return moduleOf(wanted);
        },
        resolve: () => ({ kind: 'outside' }),
        version: (packages) => versions(packages),
        settings: effective.settings,
      };
      const analysis = analyze(project, uri);
      return { ...without('looked'), analysis, project, module, position: positionsOf(source, project) };
    } catch (error) {
      session().failed(`analysing ${uri}`, error);
      const reason = error instanceof Error ? error.message : String(error);
      return without('failed', `This file could not be analysed (${reason}). The log says more.`);
    }
  }

  function moduleOf(uri: string): Module | undefined {
    const document = session().documents.get(uri);
    return document && document.text.length <= LONGEST_TEXT ? openModule(uri, document.parsed()) : undefined;
  }

  function stillHolds({ asked }: Inspection): boolean {
    const { documents } = session();
    return [...asked].every(([uri, version]) => documents.get(uri)?.version === version);
  }

  return {
    async document(document) {
      for (;;) {
        const known = last.get(document);
        if (known?.version === document.version && stillHolds(known)) return known;
        const { version } = document;
        const asked = around(document.uri);
        const near = await asked;
        // The text may have changed meanwhile, and what surrounds it may have been forgotten: then once more.
        if (document.version !== version || surroundings.get(uriKey(document.uri)) !== asked) continue;
        const inspection = look(sourceOf(document), near);
        last.set(document, inspection);
        for (const listener of listeners) listener(inspection);
        return inspection;
      }
    },
    async file(uri, text) {
      return look(sourceOfText(uri, text), await ask(uri));
    },
    instead({ uri, project, module }, text) {
      if (!project || !module) return NOTHING;
      const dialect = session().documents.get(uri)?.dialect ?? dialectOf(uri);
      if (!dialect) return NOTHING;
      try {
        const changed = openModule(uri, parseText(text, dialect));
        return analyze(
          { ...project, module: (wanted) => (wanted === uri ? changed : project.module(wanted)) },
          uri,
        );
      } catch (error) {
        session().failed(`analysing ${uri} after a fix`, error);
        return NOTHING;
      }
    },
    forget() {
      surroundings = new Map();
      last = new WeakMap();
    },
    onInspected: (listener) => listeners.push(listener),
  };
}

function sourceOf(document: OpenDocument): Source {
  return {
    uri: document.uri,
    version: document.version,
    text: document.text,
    parsed: () => document.parsed(),
    position: (offset) => document.position(offset),
  };
}

function sourceOfText(uri: string, text: string): Source {
  let lines: LineIndex | undefined;
  return {
    uri,
    version: null,
    text,
    parsed: () => {
      const dialect = dialectOf(uri);
      return dialect && parseText(text, dialect);
    },
    position: (offset) => {
      lines ??= new LineIndex(text);
      return lines.position(offset);
    },
  };
}

/** Positions in the text itself and in the other modules, whose lines are counted when first needed. */
function positionsOf(source: Source, project: Project): Inspection['position'] {
  const indexes = new Map<string, LineIndex>();
  return (uri, offset) => {
    if (uri === source.uri) return source.position(offset);
    const known = indexes.get(uri);
    if (known) return known.position(offset);
    const text = project.module(uri)?.text;
    if (text === undefined) return undefined;
    const index = new LineIndex(text);
    indexes.set(uri, index);
    return index.position(offset);
  };
}
