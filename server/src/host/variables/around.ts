import type { VariableSetting } from '../../core/index.ts';
import type { Io } from '../io.ts';
import { canonical } from '../resolve/paths.ts';
import { upwards, type View } from '../resolve/view.ts';
import { joinUri, nameOf, parentOf, pathBelow } from '../uris.ts';
import { type Read, variableReader, workflowReader } from './files.ts';
import { shownValue } from './shown.ts';

/** What the files around a source say of a variable of the environment: nearer folders first. */
export type VariableLookup = (variable: string) => readonly VariableSetting[];

/** Bounds for a folder that somebody filled: files of one folder, files in all, UTF-16 units of one file. */
const MOST_IN_FOLDER = 24;
const MOST_FILES = 64;
const LONGEST_FILE = 256 * 1024;

/**
 * Reads the `.env`, Compose and CI files of a source's folder and of those around it, up to the workspace folder. As text
 * alone, never outside of the workspace and never through links. What is kept of a value is what may be shown.
 */
export function* variablesAround(view: View, uri: string): Io<VariableLookup> {
  const folder = uri.includes('://') ? parentOf(canonical(uri)) : undefined;
  if (folder === undefined) return NOTHING;
  yield* view.admit(folder);
  return yield* view.remember(`variables around ${folder}`, function* () {
    const byName = new Map<string, VariableSetting[]>();
    let files = 0;
    for (const one of upwards(view, folder)) {
      const found = yield* view.remember(`variables in ${one}`, () => readFolder(view, one));
      for (const settings of found) {
        if (files++ >= MOST_FILES) break;
        for (const setting of settings) {
          const key = setting.variable.toUpperCase();
          const known = byName.get(key);
          if (known) known.push(setting);
          else byName.set(key, [setting]);
        }
      }
    }
    return byName.size === 0 ? NOTHING : (variable) => byName.get(variable.toUpperCase()) ?? [];
  });
}

const NOTHING: VariableLookup = () => [];

/** What each file of a folder says, those of its CI service last. */
function* readFolder(view: View, folder: string): Io<readonly (readonly VariableSetting[])[]> {
  const found: (readonly VariableSetting[])[] = [];
  const workflows = joinUri(folder, '.github/workflows');
  const places: readonly (readonly [string, (name: string) => Read | undefined])[] = [
    [folder, variableReader],
    ...((yield* view.isFolder(workflows)) ? [[workflows, workflowReader] as const] : []),
  ];
  for (const [place, readerOf] of places) {
    for (const name of yield* view.filesIn(place)) {
      const read = readerOf(name);
      if (!read || found.length >= MOST_IN_FOLDER) continue;
      const settings = yield* readFile(view, joinUri(place, name), read);
      if (settings.length > 0) found.push(settings);
    }
  }
  return found;
}

function* readFile(view: View, uri: string, read: Read): Io<readonly VariableSetting[]> {
  const text = yield* view.text(uri);
  if (text === undefined || text.length > LONGEST_FILE) return [];
  const root = view.rootOf(uri);
  const file = (root === undefined ? undefined : pathBelow(root, uri)) ?? nameOf(uri);
  return read(text).map(({ variable, value, start, end, line, character }) => {
    const shown = shownValue(variable, value);
    const place = { uri, start, end };
    return { variable, file, place, line, character, ...(shown === undefined ? {} : { shown }) };
  });
}
