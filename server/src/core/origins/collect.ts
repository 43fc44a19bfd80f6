import { readOrigin } from './origin.ts';

/**
 * Origins that a file of the workspace speaks of, in order of appearance: what a person may want to allow. Reads text
 * only: allow-lists in sources, `.env` files, dev-server ports, `homepage` and `proxy` of a manifest.
 */
export function collectOrigins(text: string, path: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(/\bhttps?:\/\/[A-Za-z0-9[\]:._-]{1,253}/g)) {
    if (speaksOfOrigins(path) || isBareOrigin(text, match.index, match[0])) add(found, match[0]);
  }
  for (const port of devServerPorts(text, path)) add(found, `http://localhost:${port}`);
  return [...found].slice(0, MOST);
}

const MOST = 50;

/** Files in which every address is likely to be the application's own. */
function speaksOfOrigins(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^\.env(?:\.|$)/.test(name);
}

/** In other files an address counts where it is a whole text: `"https://app.example"`, not a link to a page. */
function isBareOrigin(text: string, index: number, address: string): boolean {
  const before = text[index - 1] ?? '';
  const after = text[index + address.length] ?? '';
  return (
    /["'`]/.test(before) &&
    /["'`/]/.test(after) &&
    !/^\/[^"'`]/.test(text.slice(index + address.length, index + address.length + 2))
  );
}

function add(found: Set<string>, address: string): void {
  const reading = readOrigin(address.replace(/[.:_-]+$/, ''));
  if (reading.kind === 'origin') found.add(reading.value);
  else if (reading.kind === 'malformed' && reading.meant !== undefined) found.add(reading.meant);
}

/** Ports that the file itself sets for a dev server, or that its tool uses by default. */
function devServerPorts(text: string, path: string): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^vite\.config\./.test(name)) return [setPort(text) ?? '5173'];
  if (/^(?:next|nuxt)\.config\./.test(name)) return ['3000'];
  if (/^(?:webpack|vue|rsbuild|rspack)\.config\./.test(name)) return [setPort(text) ?? '8080'];
  if (name === 'angular.json') return [/"port"\s*:\s*(\d{2,5})/.exec(text)?.[1] ?? '4200'];
  if (name === 'package.json' && /"react-scripts"\s*:/.test(text)) return ['3000'];
  return [];
}

function setPort(text: string): string | undefined {
  return /\bport\s*:\s*(\d{2,5})\b/.exec(text)?.[1];
}
