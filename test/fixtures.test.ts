import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze, type Finding, LineIndex, ruleIds } from '../server/src/core/index.ts';
import { applyFix, brokenPlaces, fixAll } from './support/fixes.ts';
import { answers, type Fixture, readFixture } from './support/fixture.ts';
import { printFinding, projectOf } from './support/project.ts';

const ROOT = join(import.meta.dirname, 'fixtures');

function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .filter((name) => !/\.fixed\.\w+$/.test(name))
    .sort();
}

function findingsOf(fixture: Fixture, text = fixture.text): readonly Finding[] {
  const project = projectOf({ files: { [fixture.path]: text }, versions: fixture.versions });
  return analyze(project, fixture.path).findings;
}

const folders = readdirSync(ROOT).filter((name) => name !== 'silent');

test('every rule has fixtures, and every folder of fixtures is a rule', () => {
  expect([...folders].sort()).toEqual([...ruleIds].sort());
});

describe.each(folders)('%s', (rule) => {
  const names = filesOf(rule);

  test('shows a finding of its rule', () => {
    const marked = names.filter((name) =>
      readFixture(join(ROOT, rule, name)).marks.some((mark) => mark.rule === rule),
    );
    expect(marked.length).toBeGreaterThan(0);
  });

  test.each(names)('%s: every finding is marked, every mark is found', (name) => {
    const fixture = readFixture(join(ROOT, rule, name));
    const lines = new LineIndex(fixture.text);
    const findings = findingsOf(fixture);
    const unmarked = findings.filter(
      (finding) => !fixture.marks.some((mark) => answers(mark, finding, lines)),
    );
    const missing = fixture.marks.filter(
      (mark) => !findings.some((finding) => answers(mark, finding, lines)),
    );
    expect({
      unmarked: unmarked.map((f) => `${printFinding(f, fixture.text)} ${f.message}`),
      missing,
    }).toEqual({ unmarked: [], missing: [] });
  });

  test.each(names)('%s: every fix parses, removes its finding, and adds none', (name) => {
    const fixture = readFixture(join(ROOT, rule, name));
    const broken = brokenPlaces(fixture.path, fixture.text);
    const before = findingsOf(fixture);
    for (const finding of before) {
      for (const fix of finding.fixes) {
        const fixed = applyFix(fixture.text, fix);
        expect(
          brokenPlaces(fixture.path, fixed),
          `${fix.title} breaks the syntax:\n${fixed}`,
        ).toBeLessThanOrEqual(broken);
        const after = findingsOf(fixture, fixed);
        const same = (f: Finding) => f.rule === finding.rule && f.severity === finding.severity;
        expect(after.filter(same).length, `${fix.title} leaves its finding:\n${fixed}`).toBeLessThan(
          before.filter(same).length,
        );
        const loud = (list: readonly Finding[]) =>
          list.filter((f) => f.severity === 'error' || f.severity === 'warning').length;
        expect(
          loud(after),
          `${fix.title} adds a finding:\n${fixed}\n${after.map((f) => f.message).join('\n')}`,
        ).toBeLessThan(loud(before) + (loud([finding]) === 0 ? 1 : 0));
      }
    }
  });

  const twins = names.filter((name) => existsSync(join(ROOT, rule, fixedName(name))));
  test.each(twins)('%s: its first fixes give the fixed twin', (name) => {
    const fixture = readFixture(join(ROOT, rule, name));
    const fixed = fixAll(
      fixture.text,
      (text) => findingsOf(fixture, text),
      (finding) => finding.rule === rule,
    );
    expect(fixed).toBe(readFileSync(join(ROOT, rule, fixedName(name)), 'utf8'));
  });
});

function fixedName(name: string): string {
  const ending = extname(name);
  return `${name.slice(0, -ending.length)}.fixed${ending}`;
}

describe('silent', () => {
  test.each(filesOf('silent'))('%s has no finding', (name) => {
    const fixture = readFixture(join(ROOT, 'silent', name));
    expect(
      findingsOf(fixture).map((finding) => `${printFinding(finding, fixture.text)} ${finding.message}`),
    ).toEqual([]);
  });
});
