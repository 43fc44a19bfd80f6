import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Analysis,
  analyze,
  DEFAULT_SETTINGS,
  describeAt,
  dialectOf,
  openModule,
  type Parsed,
  type Project,
  parseText,
  reparseText,
} from '../server/src/core/index.ts';
import { type Fixture, readFixture } from './support/fixture.ts';
import { analyzeText } from './support/project.ts';

const ROOT = join(import.meta.dirname, 'fixtures');

const fixtures: readonly (readonly [string, Fixture])[] = readdirSync(ROOT).flatMap((folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [`${folder}/${name}`, readFixture(join(ROOT, folder, name))] as const),
);

function analyzeParsed(path: string, parsed: Parsed): Analysis {
  const module = openModule(path, parsed);
  const project: Project = {
    module: (uri) => (uri === path ? module : undefined),
    resolve: () => ({ kind: 'outside' }),
    version: ([name = '']) => ({ package: name, from: 'assumed' }),
    settings: DEFAULT_SETTINGS,
  };
  return analyze(project, path);
}

/** What can be compared: fixes that wait for a choice are functions. */
function plain({ findings }: Analysis): unknown {
  return JSON.parse(JSON.stringify(findings));
}

/** So many offsets of each fixture are tried, spread over it; every one of them with `PROPERTY_STEP=1`. */
const OFFSETS = 40;

function stepOver(text: string): number {
  return Number(process.env.PROPERTY_STEP ?? Math.max(1, Math.ceil(text.length / OFFSETS)));
}

describe('analysis never throws', () => {
  test.each(fixtures)('on any prefix of %s', (_, { path, text }) => {
    const step = stepOver(text);
    for (let end = text.length % step; end < text.length; end += step) analyzeText(path, text.slice(0, end));
  });

  test.each(fixtures)('on any single deletion from %s', (_, { path, text }) => {
    const step = stepOver(text);
    for (let at = (text.length + 2) % step; at < text.length; at += step)
      analyzeText(path, text.slice(0, at) + text.slice(at + 1));
  });

  test('on fixtures cut and glued at random', () => {
    const texts = fixtures.map(([, fixture]) => fixture);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), fc.nat(), (a, b, from, to) => {
        const first = texts[a % texts.length];
        const second = texts[b % texts.length];
        if (!first || !second) return;
        const head = first.text.slice(0, from % (first.text.length + 1));
        analyzeText(first.path, head + second.text.slice(to % (second.text.length + 1)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('analysis is a function', () => {
  test.each(fixtures)('twice the same of %s', (_, { path, text, versions }) => {
    const once = analyzeText(path, text, { versions });
    expect(plain(analyzeText(path, text, { versions }))).toEqual(plain(once));
  });

  test('edited step by step, a text gives what it gives when it is read anew', { timeout: 120_000 }, () => {
    // Long enough for the parser to keep parts of its tree.
    const long = fixtures.map(([, { path, text }]) => {
      const filler = path.endsWith('.py')
        ? 'def filler_N():\n    return [1, 2, "three"]\n\n'
        : 'function fillerN() {\n  return [1, 2, "three"];\n}\n\n';
      return {
        path,
        text: text + Array.from({ length: 150 }, (_, n) => filler.replace('N', String(n))).join(''),
      };
    });
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(
          fc.record({
            at: fc.nat(),
            cut: fc.nat(12),
            insert: fc.constantFrom('', 'x', '"', '(', ']', '\n', ', origin: true', '*'),
          }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        (which, edits) => {
          const chosen = long[which % long.length];
          const dialect = chosen && dialectOf(chosen.path);
          if (!chosen || !dialect) return;
          let parsed = parseText(chosen.text, dialect);
          for (const { at, cut, insert } of edits) {
            const start = at % (parsed.text.length + 1);
            const end = Math.min(parsed.text.length, start + cut);
            const text = parsed.text.slice(0, start) + insert + parsed.text.slice(end);
            parsed = reparseText(parsed, text, [{ start, end, inserted: insert.length }]);
          }
          const fresh = analyzeParsed(chosen.path, parseText(parsed.text, dialect));
          expect(plain(analyzeParsed(chosen.path, parsed))).toEqual(plain(fresh));
        },
      ),
      { numRuns: 120 },
    );
  });
});

test.each(fixtures)('offsets all over %s can be hovered over', (path, fixture) => {
  const dialect = dialectOf(fixture.path);
  if (!dialect) throw new Error(`${path} is no source file`);
  const module = openModule(fixture.path, parseText(fixture.text, dialect));
  const project: Project = {
    module: () => module,
    resolve: () => ({ kind: 'outside' }),
    version: ([name = '']) => ({ package: name, from: 'assumed' }),
    settings: DEFAULT_SETTINGS,
  };
  const step = stepOver(fixture.text);
  for (let offset = 0; offset <= fixture.text.length; offset += step) {
    const hover = describeAt(project, fixture.path, offset);
    if (hover) expect(hover.markdown.length).toBeGreaterThan(50);
  }
});
