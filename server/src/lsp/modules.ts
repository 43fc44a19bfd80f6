import {
  dialectOf,
  importedDialectOf,
  type Module,
  type ModuleRequest,
  openModule,
  parseLater,
  type Resolution,
} from '../core/index.ts';
import type { FileChange } from '../host/resolve/resolver.ts';
import { LONGEST_TEXT } from './documents.ts';
import type { Session } from './session.ts';
import { uriKey } from './uris.ts';

/** Names the content of a file at one moment: another stamp, perhaps another content. */
export type Stamp = string;

/**
 * The modules that are at hand, and where imports lead as far as it is known. The text of an open document counts before
 * what the disk has. Nothing here is asked for twice, and everything would be read again the same.
 */
export interface Modules {
  /** Undefined for one that was not brought yet, or cannot be. */
  get(uri: string): Module | undefined;
  stamp(uri: string): Stamp;
  resolution(request: ModuleRequest): Resolution;
  /** Asks the workspace where an import leads, unless that is known. */
  resolve(request: ModuleRequest): Promise<Resolution>;
  /** Finds out where these imports lead, and reads what they lead to. */
  bring(requests: readonly ModuleRequest[]): Promise<void>;
  /** The module of a file, read where it is not at hand. */
  load(uri: string): Promise<Module | undefined>;
  /** Takes what was just read of a file. */
  offer(uri: string, text: string): void;
  /** Grows whenever a file came or went, or something else changed that imports depend on. */
  epoch(): number;
  changed(uris: readonly string[], change: FileChange): void;
}

interface Read {
  readonly module: Module | undefined;
  readonly generation: number;
}

/** What is kept of files that are not open; the second number is of UTF-16 units. */
const MOST_MODULES = 128;
const MOST_TEXT = 8 * 1024 * 1024;
const MOST_RESOLUTIONS = 20_000;

export function createModules(session: () => Session): Modules {
  /** The ones asked for last are at the end. */
  const read = new Map<string, Read>();
  let kept = 0;
  /** How often the file is known to have changed on the disk. */
  const generations = new Map<string, number>();
  let resolutions = new Map<string, Resolution>();
  let epoch = 0;

  const generation = (key: string) => generations.get(key) ?? 0;

  function known(key: string): Read | undefined {
    const found = read.get(key);
    if (!found) return undefined;
    read.delete(key);
    if (found.generation === generation(key)) {
      read.set(key, found);
      return found;
    }
    kept -= sizeOf(found);
    return undefined;
  }

  function keep(key: string, one: Read): void {
    const before = read.get(key);
    if (before) kept -= sizeOf(before);
    read.delete(key);
    read.set(key, one);
    kept += sizeOf(one);
    for (const [oldest, { module }] of read) {
      if ((read.size <= MOST_MODULES && kept <= MOST_TEXT) || oldest === key) break;
      kept -= module?.text.length ?? 0;
      read.delete(oldest);
    }
  }

  function parse(uri: string, text: string): Module | undefined {
    const dialect = text.length <= LONGEST_TEXT ? importedDialectOf(uri) : undefined;
    return dialect && openModule(uri, parseLater(text, dialect));
  }

  function get(uri: string): Module | undefined {
    const document = session().documents.get(uri);
    return document ? document.module() : known(uriKey(uri))?.module;
  }

  async function load(uri: string): Promise<Module | undefined> {
    const { documents, host } = session();
    const key = uriKey(uri);
    for (;;) {
      const document = documents.get(uri);
      if (document) return document.module();
      const present = known(key);
      if (present) return present.module;
      const then = generation(key);
      const { text } = await host.files.readText(uri);
      if (generation(key) !== then || documents.get(uri)) continue;
      keep(key, { module: text === undefined ? undefined : parse(uri, text), generation: then });
    }
  }

  async function resolve(request: ModuleRequest): Promise<Resolution> {
    const key = keyOf(request);
    for (;;) {
      const present = resolutions.get(key);
      if (present) return present;
      const table = resolutions;
      const found = await session().host.resolve(request);
      if (table !== resolutions) continue;
      if (resolutions.size >= MOST_RESOLUTIONS) resolutions.clear();
      resolutions.set(key, found);
    }
  }

  return {
    get,
    stamp(uri) {
      const version = session().documents.get(uri)?.version ?? 'disk';
      return `${generation(uriKey(uri))}:${version}`;
    },
    resolution(request) {
      const found = resolutions.get(keyOf(request));
      if (!found) return { kind: 'wanted' };
      if (found.kind !== 'file') return found;
      const document = session().documents.get(found.uri);
      if (document) return { kind: 'file', uri: document.uri };
      const present = known(uriKey(found.uri));
      // What was read and is no source cannot be brought.
      return present && !present.module ? { kind: 'outside' } : found;
    },
    resolve,
    async bring(requests) {
      for (const request of requests) {
        const found = await resolve(request);
        if (found.kind === 'file') await load(found.uri);
      }
    },
    load,
    offer(uri, text) {
      const key = uriKey(uri);
      if (!known(key)) keep(key, { module: parse(uri, text), generation: generation(key) });
    },
    epoch: () => epoch,
    changed(uris, change) {
      for (const uri of uris) {
        // What the disk has does not matter while a document is open; closing it counts as a change.
        if (!session().documents.get(uri)) generations.set(uriKey(uri), generation(uriKey(uri)) + 1);
      }
      if (change === 'content' && !uris.some(mayDecide)) return;
      epoch++;
      resolutions = new Map();
    },
  };
}

function sizeOf({ module }: Read): number {
  return module?.text.length ?? 0;
}

function keyOf({ from, specifier }: ModuleRequest): string {
  return `${from}\n${specifier}`;
}

/** Everything but sources: what decides where imports lead is among it. */
function mayDecide(uri: string): boolean {
  return dialectOf(uri) === undefined;
}
