import { PUBLIC_SUFFIXES } from './public-suffix-data.ts';

/** How the end of a host is given out (Public Suffix List). */
export interface SuffixReading {
  /** The part below which anybody can get a name: `com`, `co.uk`, `vercel.app`. */
  readonly suffix: string;
  /** `private`: a company hands out names below it (shared hosting); `icann`: a registry does; `none`: no rule, the last label. */
  readonly section: 'icann' | 'private' | 'none';
  /** The suffix with one more label, which is one owner's; undefined where the host is a suffix itself. */
  readonly registrable?: string;
}

interface Node {
  readonly section: 'icann' | 'private' | 'none' | 'exception';
  readonly children: ReadonlyMap<string, Node>;
}

let root: Node | undefined;

/** Reads a host in lower case and ASCII, without port. The list is read when it is first asked for (about 3 ms). */
export function readSuffix(host: string): SuffixReading {
  root ??= readList(PUBLIC_SUFFIXES);
  const labels = host.replace(/\.$/, '').split('.');
  let node: Node | undefined = root;
  let length = 1;
  let section: SuffixReading['section'] = 'none';
  for (let taken = 1; taken <= labels.length; taken++) {
    const label = labels[labels.length - taken] ?? '';
    node = node.children.get(label) ?? node.children.get('*');
    if (!node) break;
    if (node.section === 'exception') {
      length = taken - 1;
      break;
    }
    if (node.section === 'none') continue;
    length = taken;
    section = node.section;
  }
  const suffix = labels.slice(-length).join('.');
  if (labels.length <= length) return { suffix, section };
  return { suffix, section, registrable: labels.slice(-length - 1).join('.') };
}

/** True for the last label of names that exist in the public DNS. */
export function isTopLevel(label: string): boolean {
  root ??= readList(PUBLIC_SUFFIXES);
  return root.children.has(label);
}

const SIGNS: Readonly<Record<string, Node['section']>> = { '~': 'none', '=': 'private', '!': 'exception' };

/** `com(br,=vercel(app))`, see scripts/lib/publicSuffixes.mjs. */
function readList(text: string): Node {
  const top = new Map<string, Node>();
  const open: Map<string, Node>[] = [];
  let level = top;
  for (const [, sign = '', label = '', after = ''] of text.matchAll(/([~=!]?)([^~=!,()]+)([()]*)/g)) {
    const children = new Map<string, Node>();
    level.set(label, { section: SIGNS[sign] ?? 'icann', children });
    for (const bracket of after) {
      if (bracket === '(') {
        open.push(level);
        level = children;
      } else level = open.pop() ?? top;
    }
  }
  return { section: 'none', children: top };
}
