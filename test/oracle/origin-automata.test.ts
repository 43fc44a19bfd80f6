import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { foreignOrigin, isUnmatchable, unencryptedOrigin } from '../../server/src/core/origins/foreign.ts';
import { meaningOf } from '../../server/src/core/origins/meaning.ts';
import { readOrigin } from '../../server/src/core/origins/origin.ts';
import {
  matches,
  type Pattern,
  type PatternMode,
  treeOf,
} from '../../server/src/core/origins/patterns/run.ts';
import type { Predicate } from '../../server/src/core/origins/predicate.ts';
import { originPattern, originsLike } from '../support/originPatterns.ts';
import { oracleMode, seedOf } from './budget.ts';
import { TIMEOUT } from './library.ts';
import { PYTHON } from './pythonLibraries.ts';
import { seeded } from './requests.ts';

/**
 * What the automata say of a pattern, held against the engine that runs it: every witness is matched, and nothing that is
 * called unmatchable matches an origin, also not one that is made of the pattern's own texts. `PATTERNS=10000` is the full run of
 * each language. JavaScript's engine is always asked; Python's where the oracle is live, else the reader of
 * `patterns/run.ts`, which `python-pattern.test.ts` holds against it.
 */
const IS_LIVE = oracleMode() !== 'recorded';
const PATTERNS = Number(process.env.PATTERNS ?? (IS_LIVE ? 10_000 : 150));
const MODES: readonly PatternMode[] = ['full', 'prefix', 'search'];
const ROUNDS = 6;
const ALWAYS_ASKED = [
  'null',
  'https://example.com',
  'http://localhost:3000',
  'https://www.shop.co.uk',
  'https://app.vercel.app',
];

/** One pattern in one mode, what is said of it, and the origins that the engine is asked about. */
interface Claim {
  readonly pattern: Pattern;
  readonly mode: PatternMode;
  /** Must be matched. */
  readonly witnesses: readonly string[];
  readonly unmatchable: boolean;
  readonly asked: readonly string[];
}

function claims(language: Pattern['language'], seed: number): readonly Claim[] {
  const { below, pick } = seeded(seedOf(seed));
  const found: Claim[] = [];
  while (found.length < PATTERNS) {
    const source = originPattern(below, language);
    const pattern: Pattern = { language, source, flags: pick(['', '', 'i']) };
    // JavaScript's libraries search; in Python `re.match` and `re.fullmatch` are at work, too.
    const mode = language === 'javascript' ? 'search' : pick(MODES);
    const tree = treeOf(pattern);
    if (!tree) continue;
    const predicate: Predicate = {
      kind: 'test',
      subject: 'origin',
      compare: { kind: 'matches', mode, ...pattern },
    };
    const meaning = meaningOf([predicate]);
    const foreign = meaning && foreignOrigin(predicate, meaning);
    const http = meaning && unencryptedOrigin(predicate, meaning);
    const isForeign = foreign?.kind === 'other-owner' || foreign?.kind === 'shared';
    const witnesses = [...(isForeign ? [foreign.origin] : []), ...(http === undefined ? [] : [http])];
    const like = originsLike(tree, below, ROUNDS).slice(0, 40);
    const asked = [...new Set([...witnesses, ...ALWAYS_ASKED, ...like])];
    found.push({ pattern, mode, witnesses, unmatchable: isUnmatchable(predicate), asked });
  }
  return found;
}

/** For each claim, whether each origin is matched. */
function askJavaScript(all: readonly Claim[]): readonly (readonly boolean[])[] {
  return all.map(({ pattern: { source, flags }, asked }) => {
    const engine = new RegExp(source, flags);
    return asked.map((origin) => engine.test(origin));
  });
}

function askPython(all: readonly Claim[]): readonly (readonly boolean[])[] {
  if (!IS_LIVE) return all.map(({ pattern, mode, asked }) => asked.map((one) => matches(pattern, mode, one)));
  const script = fileURLToPath(new URL('./python/matches.py', import.meta.url));
  const input = JSON.stringify(all.map(({ pattern, asked }) => [pattern.source, pattern.flags, asked]));
  const run = spawnSync(PYTHON, [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(run.stderr).toBe('');
  const answers = JSON.parse(run.stdout) as readonly string[];
  return all.map(({ mode }, at) => {
    const digit = { full: 4, prefix: 2, search: 1 }[mode];
    return [...(answers[at] ?? '')].map((one) => (Number(one) & digit) !== 0);
  });
}

test.each<readonly [Pattern['language'], number, (all: readonly Claim[]) => readonly (readonly boolean[])[]]>(
  [
    ['javascript', 11, askJavaScript],
    ['python', 12, askPython],
  ],
)(
  `${PATTERNS} patterns of %s: no witness is refused, nothing unmatchable is matched`,
  { timeout: TIMEOUT },
  (language, seed, ask) => {
    const all = claims(language, seed);
    const real = ask(all);
    const wrong: object[] = [];
    const counts = { witnesses: 0, unmatchable: 0, texts: 0 };
    for (const [index, claim] of all.entries()) {
      const answers = real[index] ?? [];
      const told = (what: string, origin: string) =>
        wrong.push({ what, origin, ...claim.pattern, mode: claim.mode });
      if (answers.length !== claim.asked.length) told('not compiled', '');
      for (const [at, origin] of claim.asked.entries()) {
        const isMatched = answers[at] === true;
        counts.texts++;
        if (claim.unmatchable && isMatched) told('unmatchable', origin);
        if (claim.witnesses.includes(origin) && !isMatched) told('witness', origin);
        if (isMatched !== matches(claim.pattern, claim.mode, origin)) told('reader', origin);
      }
      for (const origin of claim.witnesses)
        if (readOrigin(origin).kind !== 'origin') told('no origin', origin);
      counts.witnesses += claim.witnesses.length;
      counts.unmatchable += Number(claim.unmatchable);
    }
    console.info(`${language}: ${JSON.stringify(counts)}`);
    expect(wrong).toEqual([]);
    // It says something of many of them.
    expect(counts.witnesses).toBeGreaterThan(PATTERNS / 5);
    expect(counts.unmatchable).toBeGreaterThan(PATTERNS / 50);
  },
);
