import type {
  Dialect,
  Module,
  ModuleRequest,
  Parsed,
  Project,
  Resolution,
  ResolvedVersion,
  Settings,
} from '../../core/index.ts';
import { runNow } from '../io.ts';
import type { Store } from '../store.ts';
import { localFiles } from './files.ts';

/** What of the analysis a project needs; handed in, so that it is loaded only when there is something to analyse. */
export interface Parsing {
  readonly dialectOf: (path: string) => Dialect | undefined;
  readonly parseText: (text: string, dialect: Dialect) => Parsed;
  readonly openModule: (uri: string, parsed: Parsed) => Module;
}

export interface LocalProject {
  /** For a file with these settings. */
  with(settings: Settings): Project;
  /** Takes a text as the content of a file, whatever the disk says. */
  open(uri: string, text: string): void;
  close(uri: string): void;
}

/** Modules that were asked for by others stay in memory up to this number. */
const MAX_MODULES = 64;

/** A synchronous project over the local disk: parses on demand, reads lock files when a version is asked for. */
export function createLocalProject(parsing: Parsing, store: Store): LocalProject {
  const modules = new Map<string, Module | undefined>();

  function parse(uri: string, text: string): Module | undefined {
    const dialect = parsing.dialectOf(uri);
    return dialect && parsing.openModule(uri, parsing.parseText(text, dialect));
  }

  function remember(uri: string, module: Module | undefined): Module | undefined {
    modules.delete(uri);
    modules.set(uri, module);
    if (modules.size > MAX_MODULES) {
      const [oldest] = modules.keys();
      if (oldest !== undefined) modules.delete(oldest);
    }
    return module;
  }

  function module(uri: string): Module | undefined {
    if (modules.has(uri)) return modules.get(uri);
    const { text } = localFiles.readText(uri);
    return remember(uri, text === undefined ? undefined : parse(uri, text));
  }

  function version(packages: readonly string[], uri: string): ResolvedVersion {
    return runNow(store.versions(uri), localFiles)(packages);
  }

  const resolve = (request: ModuleRequest): Resolution => runNow(store.resolve(request), localFiles);

  return {
    with: (settings) => ({ module, resolve, version, settings }),
    open: (uri, text) => void remember(uri, parse(uri, text)),
    close: (uri) => void modules.delete(uri),
  };
}
