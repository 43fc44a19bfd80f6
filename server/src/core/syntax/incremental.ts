import type { Parser, PartialParse, Tree, TreeFragment } from '@lezer/common';
import { type Change, fragmentsBefore, fragmentsBehind, fragmentsOf, withoutChange } from './fragments.ts';
import { graft, parseRegion, placeholder } from './graft.ts';
import type { Language } from './module.ts';
import { type Region, regionAt, restAt } from './regions.ts';

/**
 * A text is read in two steps. A statement that the parser cannot read is covered by a placeholder of the same length, and
 * the parser goes on, until what is left has no error; then each of these statements is parsed by itself, with the errors in
 * it, and put in the place of its placeholder. So an error stays inside its statement, and all else is a tree without
 * errors, of which the parse of a changed text can take over nearly everything: its result is that of a fresh parse.
 */
export interface Parse {
  /** The tree of the text. */
  readonly tree: Tree;
  /** The text with the placeholders, and its tree. */
  readonly covered: string;
  readonly clean: Tree;
  /** What the next parse can take from the clean tree: all but the placeholders. */
  readonly fragments: readonly TreeFragment[];
}

/** After so many statements that cannot be read, the rest of the file is taken as one. */
const MOST_REGIONS = 100;

export function parseAnew(parser: Parser, language: Language, text: string): Parse {
  return parseWith(parser, language, text, []);
}

export function parseAgain(
  parser: Parser,
  language: Language,
  text: string,
  before: Parse,
  change: Change,
): Parse {
  return parseWith(
    parser,
    language,
    text,
    withoutChange(before.fragments, before.clean, before.covered, change),
  );
}

function parseWith(parser: Parser, language: Language, text: string, usable: readonly TreeFragment[]): Parse {
  let covered = text;
  let fragments = usable;
  let regions: readonly Region[] = [];
  for (let round = 0; ; round += 1) {
    const { tree, stuck } = parseUntilStuck(parser, covered, fragments);
    if (stuck === undefined) return assembled(parser, text, covered, tree, regions);
    const reached = fragmentsBefore(tree, covered, stuck);
    const partial = parseUpTo(parser, covered, reached, stuck);
    const region = nextRegion(partial, text, stuck, language, regions, round);
    const kept = regions.filter((each) => each.end < region.start);
    // The parser comes to those behind in another way now: they are looked for again.
    const changed = [...regions.filter((each) => !kept.includes(each)), region];
    fragments = withoutRegions([...reached, ...fragmentsBehind(fragments, stuck)], partial, covered, changed);
    regions = [...kept, region];
    covered = cover(text, regions, language);
  }
}

/** The tree, or where the parser could not go on, and a tree that is right up to there. */
function parseUntilStuck(
  parser: Parser,
  text: string,
  fragments: readonly TreeFragment[],
): { tree: Tree; stuck?: number } {
  // `recovering` is not declared: @lezer/lr@1.4.12 sets it when no way of reading the text goes on.
  const parse: PartialParse & { readonly recovering?: number } = parser.startParse(text, fragments);
  let stuck: number | undefined;
  for (;;) {
    const at = parse.parsedPos;
    const tree = parse.advance();
    if (parse.recovering && stuck === undefined) {
      stuck = at;
      if (!tree) parse.stopAt(Math.max(at, parse.parsedPos));
    }
    if (tree) return stuck === undefined ? { tree } : { tree, stuck };
  }
}

/** The tree of the text up to a place that the parser has come to; what is open there ends with an error. */
function parseUpTo(parser: Parser, text: string, fragments: readonly TreeFragment[], end: number): Tree {
  const parse = parser.startParse(text, fragments);
  parse.stopAt(end - 1);
  for (;;) {
    const tree = parse.advance();
    if (tree) return tree;
  }
}

function nextRegion(
  tree: Tree,
  text: string,
  stuck: number,
  language: Language,
  known: readonly Region[],
  round: number,
): Region {
  if (round > 2 * MOST_REGIONS) return { start: 0, end: text.length, container: tree.type.name };
  if (known.length >= MOST_REGIONS) return restAt(tree, text, stuck, language);
  const region = regionAt(tree, text, stuck, language);
  const touched = known.find((each) => each.end >= region.start);
  if (!touched || (region.start < touched.start && region.end >= touched.end)) return region;
  return regionAt(tree, text, stuck, language, touched.start);
}

function cover(text: string, regions: readonly Region[], language: Language): string {
  let covered = '';
  let at = 0;
  for (const { start, end } of regions) {
    covered += text.slice(at, start) + placeholder(end - start, language);
    at = end;
  }
  return covered + text.slice(at);
}

function withoutRegions(
  fragments: readonly TreeFragment[],
  tree: Tree,
  text: string,
  regions: readonly Region[],
): readonly TreeFragment[] {
  return regions.reduce(
    (left, { start, end }) => withoutChange(left, tree, text, { start, end, inserted: end - start }),
    fragments,
  );
}

function assembled(
  parser: Parser,
  text: string,
  covered: string,
  clean: Tree,
  regions: readonly Region[],
): Parse {
  const tree = regions.reduce(
    (whole, region) => graft(whole, region.start, region.end, parseRegion(parser, text, region)),
    clean,
  );
  return {
    tree,
    covered,
    clean,
    fragments: withoutRegions(fragmentsOf(clean, covered), clean, covered, regions),
  };
}
