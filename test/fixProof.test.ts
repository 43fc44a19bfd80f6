import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { frameworkOf } from '../server/src/core/frameworks/registry.ts';
import { analyze, type Finding, type Fix, type Policy } from '../server/src/core/index.ts';
import { ask } from '../server/src/core/policy/ask.ts';
import { applyFix } from './support/fixes.ts';
import { type Fixture, readFixture } from './support/fixture.ts';
import { projectOf } from './support/project.ts';

/** What holds for every fix that is offered in a fixture, beside what `fixtures.test.ts` asks of it. */

const ROOT = join(import.meta.dirname, 'fixtures');

const files = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'silent')
  .flatMap(({ name: rule }) =>
    readdirSync(join(ROOT, rule), { withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.fixed\.\w+$/.test(entry.name))
      .map(({ name }) => `${rule}/${name}`),
  );

function analysed({ path, versions }: Fixture, text: string) {
  return analyze(projectOf({ files: { [path]: text }, versions }), path);
}

interface Fixed {
  readonly rule: string;
  readonly fix: Fix;
  readonly text: string;
}

function fixedTexts(fixture: Fixture, text: string): readonly Fixed[] {
  return analysed(fixture, text).findings.flatMap(({ rule, fixes }) =>
    fixes.map((fix) => ({ rule, fix, text: applyFix(text, fix) })),
  );
}

const withCarriageReturns = (text: string): string => text.replaceAll('\n', '\r\n');

/** Each step of the indentation as one tab. */
function withTabs(path: string, text: string): string {
  const step = path.endsWith('.py') ? 4 : 2;
  return text.replace(
    /^ +/gm,
    (run) => '\t'.repeat(Math.floor(run.length / step)) + ' '.repeat(run.length % step),
  );
}

const indentations = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^[\t ]+/gm)].map(String));

/** The origins that a set-up names and lets in: `null` and unencrypted ones are for the rules to take out. */
function meantIn(policy: Policy): readonly string[] {
  return policy.origins.flatMap(({ match }) =>
    match.kind === 'exact' && /^https:\/\/[a-z\d.-]+(?<!\.)(?::(?!443$)\d+)?$/.test(match.value)
      ? [match.value]
      : [],
  );
}

function lets(policy: Policy, origin: string): boolean {
  const { respond } = frameworkOf(policy.framework);
  return ask(policy, respond, { origin, credentials: false }).decision.allowed;
}

/**
 * What a fix leaves by its very meaning, in a low voice: that everybody may read without credentials, and what the library
 * does with a list of origins, or an old name that another finding was in front of.
 */
const LEFT: ReadonlySet<string> = new Set([
  'any-origin',
  'missing-vary-origin',
  'unguarded-websocket-origin',
  'authorization-not-covered',
  'removed-setting',
]);

/** Commas that follow nothing. */
const commas = (text: string): readonly string[] => [...text.matchAll(/[,([{][ \t]*,/g)].map(String);

const isQuiet = ({ severity }: Finding) => severity === 'information' || severity === 'hint';

const hasQuote = (text: string, quote: string) => text.includes(quote);

/** The fixtures with fixes. */
const cases = files.flatMap((name) => {
  const fixture = readFixture(join(ROOT, name));
  const fixed = fixedTexts(fixture, fixture.text);
  return fixed.length > 0 ? [{ name, fixture, fixed }] : [];
});

test('most fixtures have fixes', () => {
  expect(cases.length).toBeGreaterThan(files.length / 2);
});

describe.each(cases)('$name', ({ fixture, fixed }) => {
  const { text } = fixture;

  test('its fixes keep line ends, indentation, quotes, and the origins that were meant', () => {
    const returned = fixedTexts(fixture, withCarriageReturns(text));
    expect(returned.map((one) => one.text)).toEqual(fixed.map((one) => withCarriageReturns(one.text)));

    const tabbed = withTabs(fixture.path, text);
    // A file that has no indented line shows none to keep.
    if (/^\t/m.test(tabbed))
      for (const { fix, text: after } of fixedTexts(fixture, tabbed)) {
        const strange = [...indentations(after)].filter(
          (run) => / {2}/.test(run) && !indentations(tabbed).has(run),
        );
        expect(strange, `${fix.title}:\n${after}`).toEqual([]);
      }

    for (const quote of ['"', "'", '`']) {
      if (!hasQuote(text, quote) && (hasQuote(text, '"') || hasQuote(text, "'")))
        for (const { fix, text: after } of fixed)
          expect(hasQuote(after, quote), `${fix.title}:\n${after}`).toBe(false);
    }

    for (const { fix, text: after } of fixed)
      expect(commas(after), `${fix.title}:\n${after}`).toEqual(commas(text));

    const { policies: before, findings: told } = analysed(fixture, text);
    const rulesBefore = new Set(told.map((one) => one.rule));
    const meant = [
      ...new Set(before.flatMap((policy) => meantIn(policy).filter((origin) => lets(policy, origin)))),
    ];
    for (const { fix, rule, text: after } of fixed) {
      const { policies, findings } = analysed(fixture, after);
      const added = findings.filter(
        (one) => !rulesBefore.has(one.rule) && !(isQuiet(one) && LEFT.has(one.rule)),
      );
      expect(
        added.map((one) => `${one.rule} ${one.severity}`),
        `${rule}: ${fix.title}:\n${after}`,
      ).toEqual([]);
      const lost = meant.filter((origin) => !policies.some((policy) => lets(policy, origin)));
      expect(lost, `${rule}: ${fix.title}:\n${after}`).toEqual([]);
    }
  });
});
