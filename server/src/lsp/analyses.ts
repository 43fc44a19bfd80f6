import type { Position } from 'vscode-languageserver';
import {
  type Analysis,
  analyze,
  analyzeCandidate,
  dialectOf,
  type Language,
  LineIndex,
  type Module,
  mayHoldSetup,
  openModule,
  type Project,
  parseText,
} from '../core/index.ts';
import { MAX_SOURCE_BYTES } from '../host/decode.ts';
import type { VersionLookup } from '../host/host.ts';
import type { KnownCalls } from './calls.ts';
import { LONGEST_TEXT, type OpenDocument } from './documents.ts';
import type { DocumentStatus } from './messages.ts';
import { holds, lookAt, MOST_MODULES, MOST_ROUNDS, noteHeld, type Rests } from './resting.ts';
import type { Session } from './session.ts';
import type { EffectiveSettings } from './settings.ts';
import { uriKey } from './uris.ts';
import { createVariables, type Variables } from './variables.ts';

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
  /** A place in this file or in one that was looked into; undefined for a file that is not at hand. */
  position(uri: string, offset: number): Position | undefined;
  /** The text as it was analysed; undefined for a file that was not looked into. */
  text(uri: string): string | undefined;
  readonly rests: Rests;
  /** Absent where the text was not analysed. */
  readonly variables?: Variables;
  /** The requests of pages that a finding was held against, where one asked for them. */
  readonly calls?: KnownCalls;
  /** Where this joins what several analyses say of one file: those analyses. */
  readonly joins?: readonly Inspection[];
}

export interface Analyses {
  /** Of the document as it is when the promise resolves. Never rejects. */
  document(document: OpenDocument): Promise<Inspection>;
  /** Of an open document or of a file; undefined for a file that is no readable source. Never rejects. */
  inspect(uri: string): Promise<Inspection | undefined>;
  /** The analysis again, with another text for one of its files, for instance after a fix. Never throws. */
  instead(inspection: Inspection, uri: string, text: string): Analysis;
  /** Forgets everything: settings or versions changed. */
  forget(): void;
  /** Called with every new inspection. */
  onInspected(listener: (inspection: Inspection) => void): void;
}

/** What an analysis depends on beside the texts. */
interface Surroundings {
  readonly effective: EffectiveSettings;
  readonly versions: VersionLookup;
  readonly variables: Variables;
}

const NOTHING: Analysis = { findings: [], policies: [], needs: [], heeded: [] };

/** Inspections of files that are not open. */
const MOST_KEPT = 64;

export function createAnalyses(session: () => Session): Analyses {
  let surroundings = new Map<string, Promise<Surroundings>>();
  let ofDocuments = new WeakMap<OpenDocument, Inspection>();
  let ofFiles = new Map<string, Inspection>();
  const listeners: ((inspection: Inspection) => void)[] = [];

  async function ask(uri: string): Promise<Surroundings> {
    const { host, settings } = session();
    const [effective, versions] = await Promise.all([settings.of(uri), host.versions(uri)]);
    return { effective, versions, variables: createVariables(() => host.variables(uri)) };
  }

  /** Kept, since every keystroke needs it. */
  function around(uri: string): Promise<Surroundings> {
    const key = uriKey(uri);
    const present = surroundings.get(key) ?? ask(uri);
    surroundings.set(key, present);
    return present;
  }

  /** Looks at what is at hand. `last`: nothing more will be brought. */
  function look(source: Source, near: Surroundings, last: boolean): Inspection {
    const { modules, calls, abilities, failed } = session();
    const { effective, versions, variables } = near;
    const { uri, text } = source;
    const looking = lookAt(modules, uri);
    let asked: KnownCalls | undefined;
    const pageCalls = () => {
      asked ??= calls.askedBy(uri);
      return asked.calls;
    };
    const without = (state: Inspection['state'], note?: string): Inspection => ({
      uri,
      version: source.version,
      state,
      analysis: NOTHING,
      position: positionsIn(looking.used, variables, asked),
      text: (of) => looking.used.get(of)?.text,
      rests: looking.rests,
      ...(asked ? { calls: asked } : {}),
      ...(note === undefined ? {} : { note }),
    });
    if (effective.excluded) return without('excluded', 'The settings exclude this file.');
    if (text.length > LONGEST_TEXT)
      return without(
        'too-large',
        `Files of more than ${MAX_SOURCE_BYTES / 1024 / 1024} MB are not analysed.`,
      );
    try {
      const module = mayHoldSetup(text, source.language) ? source.module() : undefined;
      if (!module) return without('nothing');
      const project: Project = {
        ...looking.follow(module, last),
        version: (packages) => versions(packages),
        variables: variables.of,
        // They are shown beside findings and nowhere else.
        ...(abilities.relatedInformation && { pageCalls }),
        settings: effective.settings,
      };
      const analysis = analyzeCandidate(project, uri);
      return { ...without('looked'), analysis, project, module, variables };
    } catch (error) {
      failed(`analysing ${uri}`, error);
      const reason = error instanceof Error ? error.message : String(error);
      return without('failed', `This file could not be analysed (${reason}). The log says more.`);
    }
  }

  /** Looks, brings what was wanted, and looks again. Undefined where the text or its surroundings changed meanwhile. */
  async function lookAround(
    uri: string,
    sourceNow: () => Promise<Source | undefined>,
    isStill: (source: Source) => boolean,
  ): Promise<Inspection | 'gone' | 'changed'> {
    const { modules } = session();
    for (let round = 0; ; round++) {
      const asked = around(uri);
      const near = await asked;
      const source = await sourceNow();
      if (!source) return 'gone';
      // The text may have changed meanwhile, and what surrounds it may have been forgotten: then once more.
      if (!isStill(source) || surroundings.get(uriKey(uri)) !== asked) return 'changed';
      const epoch = modules.epoch();
      const inspection = look(source, near, round === MOST_ROUNDS);
      const { needs } = inspection.analysis;
      const isLast = needs.length === 0 || round === MOST_ROUNDS;
      // What a finding rests on may be set in files that nobody had asked for until now: then once more, with them.
      if (isLast && (await near.variables.bring())) continue;
      if (isLast) {
        noteHeld(inspection.rests, epoch);
        return inspection;
      }
      await modules.bring(needs.slice(0, MOST_MODULES));
    }
  }

  async function stillHolds({ rests, calls: asked }: Inspection): Promise<boolean> {
    const { modules, calls } = session();
    return (!asked || asked === calls.known()) && (await holds(modules, rests));
  }

  function tell(inspection: Inspection): Inspection {
    for (const listener of listeners) listener(inspection);
    return inspection;
  }

  async function document(document: OpenDocument): Promise<Inspection> {
    for (;;) {
      const known = ofDocuments.get(document);
      const { version } = document;
      if (known?.version === version && (await stillHolds(known)) && document.version === version)
        return known;
      const looked = await lookAround(
        document.uri,
        async () => sourceOf(document),
        (source) => source.version === document.version,
      );
      // An analysis that ran at the same time may have been quicker.
      const other = ofDocuments.get(document);
      if (other !== known && other?.version === document.version && (await stillHolds(other))) return other;
      if (looked === 'changed' || looked === 'gone') continue;
      ofDocuments.set(document, looked);
      return tell(looked);
    }
  }

  async function file(uri: string): Promise<Inspection | undefined> {
    const { modules, documents } = session();
    const key = uriKey(uri);
    for (;;) {
      const opened = documents.get(uri);
      if (opened) return document(opened);
      const known = ofFiles.get(key);
      if (known && (await stillHolds(known))) return known;
      const stamp = modules.stamp(uri);
      const looked = await lookAround(
        uri,
        async () => {
          const module = await modules.load(uri);
          if (!module) return undefined;
          const { text, language } = module;
          return { uri, version: null, text, language, module: () => module };
        },
        () => modules.stamp(uri) === stamp,
      );
      if (looked === 'gone') {
        ofFiles.delete(key);
        return undefined;
      }
      if (looked === 'changed') continue;
      ofFiles.delete(key);
      ofFiles.set(key, looked);
      const [oldest] = ofFiles.keys();
      if (ofFiles.size > MOST_KEPT && oldest !== undefined) ofFiles.delete(oldest);
      return tell(looked);
    }
  }

  return {
    document,
    inspect: file,
    instead({ uri, project }, changedUri, text) {
      const dialect = session().documents.get(changedUri)?.dialect ?? dialectOf(changedUri);
      if (!project || !dialect) return NOTHING;
      try {
        const changed = openModule(changedUri, parseText(text, dialect));
        const module = (wanted: string) => (wanted === changedUri ? changed : project.module(wanted));
        return analyze({ ...project, module }, uri);
      } catch (error) {
        session().failed(`analysing ${uri} after a fix`, error);
        return NOTHING;
      }
    },
    forget() {
      surroundings = new Map();
      ofDocuments = new WeakMap();
      ofFiles = new Map();
    },
    onInspected: (listener) => listeners.push(listener),
  };
}

interface Source {
  readonly uri: string;
  readonly version: number | null;
  readonly text: string;
  readonly language: Language;
  module(): Module | undefined;
}

function sourceOf(document: OpenDocument): Source {
  const { uri, version, text, dialect } = document;
  return { uri, version, text, language: dialect.language, module: () => document.module() };
}

const LINES = new WeakMap<Module, LineIndex>();

/** Positions in the texts as they were analysed. Their lines are counted when first needed. */
function positionsIn(
  used: ReadonlyMap<string, Module>,
  variables: Variables,
  calls: KnownCalls | undefined,
): Inspection['position'] {
  return (uri, offset) => {
    const module = used.get(uri);
    if (!module) return variables.position(uri, offset) ?? calls?.position(uri, offset);
    const lines = LINES.get(module) ?? new LineIndex(module.text);
    LINES.set(module, lines);
    return lines.position(offset);
  };
}
