import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Finding, LineIndex } from '../server/src/core/index.ts';
import { type Case, casesIn, findingsOfCase, readCase, textsOf } from './support/case.ts';
import { brokenPlaces, editsOf } from './support/fixes.ts';
import { answers } from './support/fixture.ts';
import { printFinding } from './support/project.ts';

/** Fixtures of several files, see {@link readCase}. */

const ROOT = join(import.meta.dirname, 'fixtures');

const cases = readdirSync(ROOT).flatMap((rule) =>
  casesIn(join(ROOT, rule)).map((name) => [`${rule}/${name}`, rule] as const),
);

function shown(finding: Finding, given: Case): string {
  const text = given.files.get(finding.place.uri)?.text ?? '';
  return `${finding.place.uri}:${printFinding(finding, text)} ${finding.message}`;
}

describe.each(cases)('%s', (path, rule) => {
  const given = readCase(join(ROOT, path));
  const findings = findingsOfCase(given);
  const marks = [...given.files].flatMap(([uri, fixture]) => fixture.marks.map((mark) => ({ uri, mark })));
  const lines = new Map([...given.files].map(([uri, { text }]) => [uri, new LineIndex(text)]));

  const isMarked = (finding: Finding, uri: string, mark: (typeof marks)[number]['mark']) => {
    const index = lines.get(uri);
    return index !== undefined && finding.place.uri === uri && answers(mark, finding, index);
  };

  test('has several files, and marks where it is about a flaw', () => {
    expect(given.files.size).toBeGreaterThan(1);
    if (rule === 'silent') expect(marks).toEqual([]);
    else expect(marks.map(({ mark }) => mark.rule)).toContain(rule);
  });

  test('every finding is marked, every mark is found', () => {
    const unmarked = findings.filter(
      (finding) => !marks.some(({ uri, mark }) => isMarked(finding, uri, mark)),
    );
    const missing = marks.filter(
      ({ uri, mark }) => !findings.some((finding) => isMarked(finding, uri, mark)),
    );
    expect({ unmarked: unmarked.map((finding) => shown(finding, given)), missing }).toEqual({
      unmarked: [],
      missing: [],
    });
  });

  test('every related place is in a file of the case', () => {
    for (const { place } of findings.flatMap(({ related }) => related)) {
      expect([...given.files.keys()]).toContain(place.uri);
      expect(place.end).toBeLessThanOrEqual(given.files.get(place.uri)?.text.length ?? -1);
    }
  });

  test('every fix parses, removes its finding, and adds none', () => {
    const before = textsOf(given);
    for (const finding of findings) {
      for (const fix of finding.fixes) {
        const edits = editsOf(fix);
        const after: Record<string, string> = { ...before };
        for (const uri of new Set(edits.map((edit) => edit.uri))) {
          const text = before[uri];
          if (text === undefined)
            throw new RangeError(`${fix.title} edits ${uri}, which is no file of the case`);
          const own = edits.filter((edit) => edit.uri === uri);
          after[uri] = applyEdits(text, own);
          expect(brokenPlaces(uri, after[uri]), after[uri]).toBeLessThanOrEqual(brokenPlaces(uri, text));
        }
        const left = findingsOfCase(given, after);
        const same = (one: Finding) => one.rule === finding.rule && one.severity === finding.severity;
        expect(left.filter(same).length, fix.title).toBeLessThan(findings.filter(same).length);
        const loud = (list: readonly Finding[]) =>
          list.filter(({ severity }) => /error|warning/.test(severity));
        expect(loud(left).length, fix.title).toBeLessThan(
          loud(findings).length + (loud([finding]).length === 0 ? 1 : 0),
        );
      }
    }
  });
});
