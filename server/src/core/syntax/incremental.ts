import type { Parser, PartialParse, Tree, TreeFragment } from '@lezer/common';
import { type Change, fragmentsBefore, fragmentsBehind, fragmentsOf, withoutChange } from './fragments.ts';
import { graft, parseRegion, placeholder } from './graft.ts';
import type { Language } from './module.ts';
import {
  insteadOf,
  isKept,
  lineStart,
  movedBy,
  type Region,
  regionAt,
  restAt,
  wholeFrom,
} from './regions.ts';

/**
 * A text is read in two steps. A statement that the parser cannot read is covered by a placeholder of the same length, and
 * the parser goes on, until what is left has no error; then each of these statements is parsed by itself, with the errors in
 * it, and put in the place of its placeholder. So an error stays inside its statement, and all else is a tree without
 * errors, of which the parse of a changed text can take over nearly everything: its result is that of a fresh parse.
 */
export interface Parse {
  readonly text: string;
  /** The tree of the text. */
  readonly tree: Tree;
  /** The text with the placeholders, and its tree. */
  readonly covered: string;
  readonly clean: Tree;
  /** What stands under the placeholders, in the order of the text. */
  readonly parts: readonly Part[];
}

interface Part {
  readonly region: Region;
  readonly tree: Tree;
}

interface Input {
  readonly parser: Parser;
  readonly language: Language;
  readonly text: string;
  /** The trees of regions that may be taken over. */
  readonly trees: ReadonlyMap<Region, Tree>;
}

/** What a parse starts with. */
interface Start {
  /** Parts of the tree before, outside of what has changed. */
  readonly fragments: readonly TreeFragment[];
  /** Regions before the change, with all that made them regions. */
  readonly regions: readonly Region[];
  /** Regions behind the change. They are taken over if the statements of the file that they stand in are found again. */
  readonly ahead: readonly Region[];
}

/** After so many statements that cannot be read, the rest of the file is taken as one. */
const MOST_REGIONS = 100;

export function parseAnew(parser: Parser, language: Language, text: string): Parse {
  const input: Input = { parser, language, text, trees: new Map() };
  return parseFrom({ fragments: [], regions: [], ahead: [] }, input) ?? whole(input);
}

export function parseAgain(
  parser: Parser,
  language: Language,
  text: string,
  last: Parse,
  change: Change,
): Parse {
  const { start, end, inserted } = change;
  const old = last.parts.map((part) => part.region);
  // Each region depends on those before it: whether they are found, and what the parser reads in their place.
  const lostFirst = old.findIndex((each) => !isKept(each, text, start, language));
  const regions = lostFirst < 0 ? old : old.slice(0, lostFirst);
  const ahead = old.filter((each) => lineStart(last.text, each.top) > end && !regions.includes(each));
  const lost = old.filter((each) => !regions.includes(each) && !ahead.includes(each));
  const fragments = fragmentsOf(last.clean, last.covered);
  const without = (covered: readonly Region[]) =>
    withoutChange(
      withoutRegions(fragments, last.clean, last.covered, covered),
      last.clean,
      last.covered,
      change,
    );
  const trees = new Map(last.parts.map(({ region, tree }) => [region, tree]));
  const moved = ahead.map((each) => {
    const region = movedBy(each, start + inserted - end);
    const tree = trees.get(each);
    if (tree) trees.set(region, tree);
    return region;
  });
  const input: Input = { parser, language, text, trees };
  return (
    (old.length < MOST_REGIONS
      ? parseFrom({ fragments: without(lost), regions, ahead: moved }, input)
      : undefined) ??
    parseFrom({ fragments: without(old), regions: [], ahead: [] }, input) ??
    whole(input)
  );
}

/** Undefined when a region that should be taken over is not found again, and for a text that has too many of them. */
function parseFrom(start: Start, input: Input): Parse | undefined {
  const { parser, language, text } = input;
  let { fragments, regions, ahead } = start;
  const isFresh = regions.length === 0 && ahead.length === 0;
  let covered = cover(text, [...regions, ...ahead], language);
  for (let round = 0; round < 2 * MOST_REGIONS; round += 1) {
    const { tree, stuck } = parseUntilStuck(parser, covered, fragments);
    const reached = stuck ?? text.length;
    const passed = ahead.filter((each) => each.start <= reached);
    if (!passed.every((each) => each.end <= reached && isTopLevel(tree, each.top))) return undefined;
    regions = [...regions, ...passed];
    ahead = ahead.slice(passed.length);
    if (stuck === undefined) return assembled(input, covered, tree, regions);
    if (!isFresh && regions.length >= MOST_REGIONS) return undefined;
    const region = nextRegion(tree, text, stuck, language, regions);
    // The parser comes to those behind in another way now: they are looked for again.
    const again = [...regions, ...ahead].filter(
      (each) => each.end >= region.start && (each.start <= region.end || each.start <= stuck),
    );
    regions = [...regions.filter((each) => !again.includes(each)), insteadOf(region, again)];
    ahead = ahead.filter((each) => !again.includes(each));
    const usable = [...fragmentsBefore(tree, covered, stuck), ...fragmentsBehind(fragments, stuck)];
    fragments = withoutRegions(usable, tree, covered, [...again, region]);
    covered = cover(text, [...regions, ...ahead], language);
  }
  return undefined;
}

function whole(input: Input): Parse {
  const { parser, language, text } = input;
  const region = wholeFrom(text, 0, 'Script');
  const covered = cover(text, [region], language);
  return assembled(input, covered, parser.parse(covered), [region]);
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

/** Whether a statement of the file begins at an offset. */
function isTopLevel(tree: Tree, offset: number): boolean {
  return tree.topNode.childAfter(offset)?.from === offset;
}

function nextRegion(
  tree: Tree,
  text: string,
  stuck: number,
  language: Language,
  known: readonly Region[],
): Region {
  if (known.length >= MOST_REGIONS) return restAt(tree, text, stuck, language);
  const region = regionAt(tree, text, stuck, language);
  const touched = known.find((each) => each.end >= region.start);
  if (region.start >= region.end) return restAt(tree, text, stuck, language);
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

function assembled(input: Input, covered: string, clean: Tree, regions: readonly Region[]): Parse {
  const { parser, text, trees } = input;
  const parts = regions.map((region): Part => {
    return { region, tree: trees.get(region) ?? parseRegion(parser, text, region) };
  });
  const tree = parts.reduce((done, { region, tree }) => graft(done, region.start, region.end, tree), clean);
  return { text, tree, covered, clean, parts };
}
