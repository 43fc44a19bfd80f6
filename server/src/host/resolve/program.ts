import type { NamedProgram } from '../../core/index.ts';
import type { Io } from '../io.ts';
import { joinUri } from '../uris.ts';
import { sourceAt } from './files.ts';
import { joinPath } from './paths.ts';
import { upwards, type View } from './view.ts';

/**
 * The source of a program that a file in a folder names by its path. Undefined where nothing stands there, and where a source
 * of either language does.
 */
export function* resolveProgram(
  view: View,
  folder: string,
  { path, beside }: NamedProgram,
): Io<string | undefined> {
  const base = beside === undefined ? folder : yield* folderWith(view, folder, beside);
  const place = base === undefined ? undefined : joinPath(base, path);
  if (place === undefined) return undefined;
  const javaScript = yield* sourceAt(view, place);
  const python = yield* pythonAt(view, place);
  if (javaScript !== undefined && python !== undefined) return undefined;
  return javaScript?.endsWith('.json') ? undefined : (javaScript ?? python);
}

function* folderWith(view: View, folder: string, name: string): Io<string | undefined> {
  for (const one of upwards(view, folder)) if (yield* view.isFile(joinUri(one, name))) return one;
  return undefined;
}

/** `app/api`, `app.api` and `app/api.py` */
function* pythonAt(view: View, place: string): Io<string | undefined> {
  const cut = place.lastIndexOf('/');
  const bare = place.replace(/\.py$/, '');
  const dotted = `${bare.slice(0, cut)}${bare.slice(cut).replaceAll('.', '/')}`;
  for (const one of [bare, dotted]) if (yield* view.isFile(`${one}.py`)) return `${one}.py`;
  return undefined;
}
