/**
 * Patterns as Git reads them in a `.gitignore`, for one entry at a time: whoever asks goes from the top down and does not enter
 * what is ignored, so a path's parents need no second look. https://git-scm.com/docs/gitignore
 *
 * Consecutive patterns of one kind are joined into one regular expression, which makes a list of fifty patterns as quick as a
 * list of one. Everything matches in time that is linear in the name: the list may come from a stranger.
 */
export interface Patterns {
  /** `path` is relative to the folder of the list and ends with `name`. Undefined where no pattern fits. */
  verdict(path: string, name: string, folder: boolean): 'ignored' | 'kept' | undefined;
}

interface Pattern {
  readonly negated: boolean;
  readonly folderOnly: boolean;
  /** Compared with the whole path, not with the name alone. */
  readonly anchored: boolean;
  readonly glob: string;
}

export function readPatterns(lines: readonly string[]): Patterns {
  const groups = groupsOf(lines.flatMap(readLine)).map(compile).reverse();
  return {
    verdict(path, name, folder) {
      for (const { negated, files, folders } of groups) {
        const test = folder ? folders : files;
        if (test.name?.test(name) || test.path?.test(path)) return negated ? 'kept' : 'ignored';
      }
      return undefined;
    },
  };
}

function readLine(written: string): readonly Pattern[] {
  // Blanks at the end do not count, unless the last one is escaped.
  let text = written.replace(/\r$/, '');
  while (text.endsWith(' ') && !text.endsWith('\\ ')) text = text.slice(0, -1);
  if (text === '' || text.startsWith('#') || text.length > 1000) return [];
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const folderOnly = text.endsWith('/');
  if (folderOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  // More than three `**` would not be linear any more, and nobody writes them.
  if (text === '' || text.split('**').length > 4) return [];
  return [{ negated, folderOnly, anchored, glob: text }];
}

function groupsOf(patterns: readonly Pattern[]): readonly (readonly Pattern[])[] {
  const groups: Pattern[][] = [];
  for (const pattern of patterns) {
    const last = groups.at(-1);
    if (last && last[0]?.negated === pattern.negated) last.push(pattern);
    else groups.push([pattern]);
  }
  return groups;
}

interface Tests {
  readonly name: RegExp | undefined;
  readonly path: RegExp | undefined;
}

function compile(group: readonly Pattern[]) {
  const testsOf = (patterns: readonly Pattern[]): Tests => ({
    name: join(patterns.filter((pattern) => !pattern.anchored)),
    path: join(patterns.filter((pattern) => pattern.anchored)),
  });
  return {
    negated: group[0]?.negated === true,
    files: testsOf(group.filter((pattern) => !pattern.folderOnly)),
    folders: testsOf(group),
  };
}

function join(patterns: readonly Pattern[]): RegExp | undefined {
  const counter = { groups: 0 };
  const sources = patterns.flatMap((pattern) => sourceOf(pattern.glob, counter) ?? []);
  return sources.length === 0 ? undefined : new RegExp(`^(?:${sources.join('|')})$`, 'su');
}

/** A glob as a regular expression; undefined where it can match nothing, such as `[a` or `[z-a]`. */
function sourceOf(glob: string, counter: { groups: number }): string | undefined {
  const segments = glob.split('/');
  let source = '';
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '**' && segments.length > 1) {
      // `a/**` is everything inside, `**/a` and `a/**/b` any number of folders, none included.
      source += last ? '.+' : '(?:.*/)?';
      continue;
    }
    const one = segmentSource(segment, counter);
    if (one === undefined) return undefined;
    source += last ? one : `${one}/`;
  }
  return source;
}

/**
 * `a*b*c`: what stands between two stars is taken where it first occurs and not given back, which is always right and never
 * slow. A lookahead with a reference to it is how that is said here.
 */
function segmentSource(segment: string, counter: { groups: number }): string | undefined {
  const pieces: string[] = [];
  let piece = '';
  for (let at = 0; at < segment.length; ) {
    const unit = String.fromCodePoint(segment.codePointAt(at) ?? 0);
    if (unit === '*') {
      while (segment[at] === '*') at++;
      pieces.push(piece);
      piece = '';
      continue;
    }
    if (unit === '[') {
      const set = readSet(segment, at);
      if (!set) return undefined;
      piece += set.source;
      at = set.end;
      continue;
    }
    const escaped = unit === '\\' && at + 1 < segment.length;
    const plain = escaped ? String.fromCodePoint(segment.codePointAt(at + 1) ?? 0) : unit;
    piece += unit === '?' ? '[^/]' : quote(plain);
    at += (escaped ? 1 : 0) + plain.length;
  }
  const [first = '', ...middle] = pieces;
  if (pieces.length === 0) return piece;
  const taken = middle.map((one) => {
    counter.groups++;
    return `(?=([^/]*?${one}))\\${counter.groups}`;
  });
  return `${first}${taken.join('')}[^/]*${piece}`;
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

/** `[abc]`, `[a-z]`, `[!a]`, `[^a]`, `[]a]`, `[[:alpha:]]`. */
function readSet(text: string, start: number): { readonly source: string; readonly end: number } | undefined {
  let at = start + 1;
  const negated = text[at] === '!' || text[at] === '^';
  if (negated) at++;
  const first = at;
  let source = '';
  while (at < text.length && (text[at] !== ']' || at === first)) {
    const named = /^\[:([a-z]+):\]/.exec(text.slice(at, at + 12));
    if (named) {
      const set = CLASSES[named[1] ?? ''];
      if (set === undefined) return undefined;
      source += set;
      at += named[0].length;
      continue;
    }
    const from = readMember(text, at);
    at = from.end;
    if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
      const to = readMember(text, at + 1);
      at = to.end;
      if ((from.unit.codePointAt(0) ?? 0) <= (to.unit.codePointAt(0) ?? 0)) {
        source += `${quoteMember(from.unit)}-${quoteMember(to.unit)}`;
      }
    } else {
      source += quoteMember(from.unit);
    }
  }
  if (at >= text.length) return undefined;
  // An empty set matches nothing, its negation anything; neither ever matches a slash.
  return { source: `(?!/)[${negated ? '^' : ''}${source}]`, end: at + 1 };
}

function readMember(text: string, at: number): { readonly unit: string; readonly end: number } {
  const start = text[at] === '\\' && at + 1 < text.length ? at + 1 : at;
  const unit = String.fromCodePoint(text.codePointAt(start) ?? 0);
  return { unit, end: start + unit.length };
}

/** For an expression with the `u` flag, where only what has a meaning may be escaped. */
function quote(unit: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(unit) ? `\\${unit}` : unit;
}

function quoteMember(unit: string): string {
  return unit === '-' ? '\\-' : quote(unit);
}
