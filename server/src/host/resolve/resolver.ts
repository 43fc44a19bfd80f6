import { type ModuleRequest, namedProgram, type Resolution } from '../../core/index.ts';
import type { Io } from '../io.ts';
import { nameOf, parentOf } from '../uris.ts';
import { type VariableLookup, variablesAround } from '../variables/around.ts';
import { tellsVariables } from '../variables/files.ts';
import { resolveJavaScript } from './javascript.ts';
import { canonical } from './paths.ts';
import { resolveProgram } from './program.ts';
import { resolvePython } from './python.ts';
import { createView, type View } from './view.ts';

/** What a change of a file means for where imports lead. */
export type FileChange = 'content' | 'existence';

export interface Resolver {
  /** Never throws; never leads out of the workspace. The same answer until {@link Resolver.changed} says otherwise. */
  resolve(request: ModuleRequest): Io<Resolution>;
  /** What the files around this one say of variables of the environment. */
  variables(uri: string): Io<VariableLookup>;
  /**
   * To be called for created, changed and deleted files. What stands in a source does not matter here; that it stands there
   * does, and so does what manifests and compiler settings say. True where answers may be others now.
   */
  changed(uris: readonly string[], change: FileChange): boolean;
}

const OUTSIDE: Resolution = { kind: 'outside' };
/** A longer specifier names no file. */
const LONGEST = 1024;

export function createResolver(roots: () => readonly string[]): Resolver {
  let rootsThen = '';
  let view: View | undefined;

  function current(): View {
    const now = roots().join('\n');
    if (!view || now !== rootsThen) {
      rootsThen = now;
      view = createView(roots().map((root) => canonical(root.replace(/(.)\/$/, '$1'))));
    }
    return view;
  }

  return {
    *resolve({ from, specifier }) {
      if (specifier === '' || specifier.length > LONGEST || !from.includes('://')) return OUTSIDE;
      const folder = parentOf(canonical(from));
      if (folder === undefined) return OUTSIDE;
      const seen = current();
      const python = /\.pyi?$/i.test(from);
      return yield* seen.remember(`${python ? 'py' : 'js'} ${folder} ${specifier}`, function* () {
        yield* seen.admit(folder);
        const program = namedProgram(specifier);
        const uri = program
          ? yield* resolveProgram(seen, folder, program)
          : python
            ? yield* resolvePython(seen, folder, specifier)
            : yield* resolveJavaScript(seen, folder, specifier);
        return uri === undefined ? OUTSIDE : { kind: 'file', uri };
      });
    },
    variables: (uri) => variablesAround(current(), uri),
    changed(uris, change) {
      if (uris.length === 0 || (change === 'content' && !uris.some(isDeciding))) return false;
      // A new view: a resolution that is under way ends with the old one.
      view = undefined;
      return true;
    },
  };
}

/** Files in which it stands where imports lead, and what variables hold. Compiler settings may be called anything that ends with `.json`. */
function isDeciding(uri: string): boolean {
  const name = nameOf(uri);
  return /\.jsonc?$/i.test(name) || name === 'pnpm-workspace.yaml' || tellsVariables(uri);
}

/** Globs of the files that {@link Resolver.changed} wants to hear of, beside the sources themselves. */
export const DECIDING_GLOBS: readonly string[] = [
  '**/{package.json,pnpm-workspace.yaml,lerna.json,nx.json,turbo.json,rush.json,cdk.json}',
  '**/{tsconfig,jsconfig}*.json',
  '**/tsconfig/*.json',
];
