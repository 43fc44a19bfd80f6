import type { Host } from './host.ts';

/**
 * One host of two: local files from the disk, everything else (a virtual workspace) from the client. A document without a
 * file has no surroundings to ask the client for.
 */
export function byScheme(local: Host, remote: Host): Host {
  const hostOf = (uri: string) => (/^(?:file|untitled):/.test(uri) ? local : remote);
  return {
    files: {
      readText: (uri) => hostOf(uri).files.readText(uri),
      stat: (uri) => hostOf(uri).files.stat(uri),
      list: (uri) => hostOf(uri).files.list(uri),
    },
    versions: (uri) => hostOf(uri).versions(uri),
    settings: (uri) => hostOf(uri).settings(uri),
    isWalked: (uri) => hostOf(uri).isWalked(uri),
    candidates: (folder, options) => hostOf(folder).candidates(folder, options),
    resolve: (request) => hostOf(request.from).resolve(request),
    variables: (uri) => hostOf(uri).variables(uri),
    changed(uris, change) {
      local.changed(uris, change);
      remote.changed(uris, change);
    },
  };
}
