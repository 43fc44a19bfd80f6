import type { Entry } from '../../server/src/host/host.ts';
import type { FileSystemSync } from '../../server/src/host/io.ts';
import { pathOf } from '../../server/src/host/node/paths.ts';

/** A file system of texts by absolute path, with a record of what was asked. */
export function memoryFiles(
  files: Readonly<Record<string, string>>,
): FileSystemSync & { readonly asked: string[] } {
  const asked: string[] = [];
  const told = (verb: string, uri: string) => {
    const path = pathOf(uri) ?? uri;
    asked.push(`${verb} ${path}`);
    return path.endsWith('/') ? path.slice(0, -1) : path;
  };
  return {
    asked,
    readText(uri) {
      const text = files[told('read', uri)];
      return text === undefined
        ? { problem: 'missing', message: 'There is no such file or folder.' }
        : { text, encoding: 'utf-8' };
    },
    stat(uri) {
      const path = told('stat', uri);
      if (files[path] !== undefined) return { kind: 'file', size: files[path].length };
      return Object.keys(files).some((one) => one.startsWith(`${path}/`))
        ? { kind: 'folder', size: 0 }
        : undefined;
    },
    list(uri) {
      const path = told('list', uri);
      const entries = new Map<string, Entry>();
      for (const one of Object.keys(files)) {
        if (!one.startsWith(`${path}/`)) continue;
        const [name = '', ...rest] = one.slice(path.length + 1).split('/');
        entries.set(name, { name, kind: rest.length > 0 ? 'folder' : 'file' });
      }
      return entries.size === 0
        ? { problem: 'missing', message: 'There is no such file or folder.' }
        : { entries: [...entries.values()] };
    },
  };
}
