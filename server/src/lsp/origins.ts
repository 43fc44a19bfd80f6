import { collectOrigins } from '../core/index.ts';
import { isLookedAt } from '../host/ignoring.ts';
import { joinUri, nameOf, parentOf } from '../host/uris.ts';
import type { OriginOffer } from './messages.ts';
import type { Session } from './session.ts';
import { folderOf, relativePath, uriKey } from './uris.ts';

/** Files beside the sources in which an application says where it runs. */
const TELLING =
  /^(?:\.env(?:\..+)?|package\.json|angular\.json|(?:vite|next|nuxt|vue|webpack|rsbuild|rspack|astro|svelte)\.config\.[cm]?[jt]s|(?:docker-)?compose(?:\..+)?\.ya?ml)$/;

/** Bounds on the search: it runs while a person waits for a list. */
const MOST_FOLDERS = 400;
const MOST_FILES = 300;
const MOST_OFFERS = 40;
const DEEPEST = 6;

const NEVER_ENTERED =
  /^(?:\.(?!env)|node_modules$|venv$|dist$|build$|out$|coverage$|__pycache__$|site-packages$)/;

/** The origins that stand in the workspace of a file: what a person may want to allow, the likeliest first. */
export async function findOrigins(session: Session, uri: string): Promise<readonly OriginOffer[]> {
  const folder = folderOf(session.folders(), uri) ?? parentOf(uri);
  const offers = new Map<string, OriginOffer>();
  const collect = (of: string, text: string) => {
    for (const origin of collectOrigins(text, relativePath(folder, of))) {
      if (!offers.has(origin)) offers.set(origin, { origin, from: relativePath(folder, of) });
    }
  };

  const open = new Set<string>();
  for (const document of session.documents.all()) {
    open.add(uriKey(document.uri));
    collect(document.uri, document.text);
  }
  if (folder !== undefined) {
    try {
      const files = (await tellingFiles(session, folder)).filter((file) => !open.has(uriKey(file)));
      for (const file of files) {
        const { text } = await session.host.files.readText(file);
        if (text !== undefined) collect(file, text);
      }
    } catch (error) {
      session.failed(`looking for origins in ${folder}`, error);
    }
  }
  return [...offers.values()].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_OFFERS);
}

/** Breadth first: what tells about the whole application stands near the top. */
async function tellingFiles(session: Session, root: string): Promise<readonly string[]> {
  const telling: string[] = [];
  const sources: string[] = [];
  let level = [root];
  let entered = 0;
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (entered++ >= MOST_FOLDERS) return [...telling, ...sources].slice(0, MOST_FILES);
      const { entries } = await session.host.files.list(folder);
      for (const { name, kind } of entries ?? []) {
        if (kind === 'folder' && !NEVER_ENTERED.test(name)) next.push(joinUri(folder, name));
        else if (kind === 'file' && TELLING.test(name)) telling.push(joinUri(folder, name));
        else if (kind === 'file' && isLookedAt(name) && mayTell(name)) sources.push(joinUri(folder, name));
      }
    }
    level = next;
  }
  return [...telling, ...sources].slice(0, MOST_FILES);
}

/** Sources whose names say that they hold settings or start the server; the rest is too much to read while one waits. */
function mayTell(name: string): boolean {
  return (
    /cors|origin|setting|config|server|main|app|index|environment/i.test(name) &&
    !/\.(?:test|spec|min)\./.test(name)
  );
}

/** Deployed addresses before local ones, `.env` before the rest. */
function rank({ origin, from }: OriginOffer): number {
  const local = /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(origin) ? 4 : 0;
  const plain = origin.startsWith('http:') && local === 0 ? 2 : 0;
  return local + plain + (nameOf(from).startsWith('.env') ? 0 : 1);
}
