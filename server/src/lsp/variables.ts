import type { Position } from 'vscode-languageserver';
import type { VariableSetting } from '../core/index.ts';
import type { VariableLookup } from '../host/variables/around.ts';

/** What the workspace's files give variables, for one file: looked for when the first of them is asked for. */
export interface Variables {
  /** Undefined where nothing was brought yet. */
  of(variable: string): readonly VariableSetting[] | undefined;
  /** True where something was asked for that is at hand only now. */
  bring(): Promise<boolean>;
  /** A place in one of those files, if it was told. */
  position(uri: string, offset: number): Position | undefined;
}

export function createVariables(load: () => Promise<VariableLookup>): Variables {
  let lookup: VariableLookup | undefined;
  let wanted = false;
  /** By file and offset of its beginning: few, since only what set-ups rest on is told. */
  const told = new Map<string, VariableSetting>();

  return {
    of(variable) {
      wanted ||= !lookup;
      const found = lookup?.(variable);
      for (const setting of found ?? []) told.set(`${setting.place.start} ${setting.place.uri}`, setting);
      return found;
    },
    async bring() {
      if (!wanted || lookup) return false;
      lookup = await load();
      return true;
    },
    position(uri, offset) {
      for (const { place, line, character } of told.values()) {
        if (place.uri === uri && place.start <= offset && offset <= place.end)
          return { line, character: character + offset - place.start };
      }
      return undefined;
    },
  };
}
