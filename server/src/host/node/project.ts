import type {
  Dialect,
  Module,
  ModuleRequest,
  ParsedOnce,
  Project,
  Resolution,
  ResolvedVersion,
  Settings,
  VariableSetting,
} from '../../core/index.ts';
import { MAX_SOURCE_BYTES } from '../decode.ts';
import { runNow } from '../io.ts';
import type { Store } from '../store.ts';
import { localFiles, readPath } from './files.ts';
import { pathOf } from './paths.ts';

/** What of the analysis a project needs; handed in, so that it is loaded only when there is something to analyse. */
export interface Parsing {
  readonly dialectOf: (path: string) => Dialect | undefined;
  readonly parseLater: (text: string, dialect: Dialect) => ParsedOnce;
  readonly openModule: (uri: string, parsed: ParsedOnce) => Module;
}

export interface LocalProject {
  /** For a file with these settings. */
  with(settings: Settings): Project;
  /** Takes a text as the content of a file, whatever the disk says, until it is closed. */
  open(uri: string, text: string): void;
  close(uri: string): void;
  /** To be called between two analyses: what takes much memory and was not asked for lately is forgotten. */
  rest(): void;
}

/** Modules that were read for others stay in memory up to these numbers; the second one is of UTF-16 units. */
const MOST_MODULES = 64;
const MOST_TEXT = 4 * 1024 * 1024;

/** A synchronous project over the local disk: follows imports, parses on demand, reads lock files when a version is asked for. */
export function createLocalProject(parsing: Parsing, store: Store): LocalProject {
  const opened = new Map<string, Module | undefined>();
  /** The ones asked for last are at the end. */
  const read = new Map<string, Module | undefined>();

  function parse(uri: string, text: string): Module | undefined {
    const dialect = parsing.dialectOf(uri);
    return dialect && parsing.openModule(uri, parsing.parseLater(text, dialect));
  }

  function module(uri: string): Module | undefined {
    if (opened.has(uri)) return opened.get(uri);
    const known = read.has(uri) ? read.get(uri) : fromDisk(uri);
    read.delete(uri);
    read.set(uri, known);
    return known;
  }

  function fromDisk(uri: string): Module | undefined {
    const path = pathOf(uri);
    const text = path === undefined ? undefined : readPath(path, MAX_SOURCE_BYTES).text;
    return text === undefined ? undefined : parse(uri, text);
  }

  function version(packages: readonly string[], uri: string): ResolvedVersion {
    return runNow(store.versions(uri), localFiles)(packages);
  }

  function variables(variable: string, uri: string): readonly VariableSetting[] {
    return runNow(store.variables(uri), localFiles)(variable);
  }

  function resolve(request: ModuleRequest): Resolution {
    const found = runNow(store.resolve(request), localFiles);
    // What cannot be read, or is too large, will never be brought.
    return found.kind === 'file' && !module(found.uri) ? { kind: 'outside' } : found;
  }

  return {
    with: (settings) => ({ module, resolve, version, variables, settings }),
    open: (uri, text) => void opened.set(uri, parse(uri, text)),
    close(uri) {
      opened.delete(uri);
      read.delete(uri);
    },
    rest() {
      let size = 0;
      for (const one of read.values()) size += one?.text.length ?? 0;
      for (const [uri, one] of read) {
        if (read.size <= MOST_MODULES && size <= MOST_TEXT) break;
        size -= one?.text.length ?? 0;
        read.delete(uri);
      }
    },
  };
}
