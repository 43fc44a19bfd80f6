import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ruleIds, rules } from '../../server/src/core/index.ts';
import { namedIn, rowsByLibrary } from './libraries.ts';
import { analyzeExample, type Example, examplesOf } from './support.ts';

const FOLDER = join(import.meta.dirname, '../../docs/rules');
const HEADINGS = [
  'What it finds',
  'Why it matters',
  'Example',
  'Use instead',
  'When to ignore it',
  'By library',
  'References',
];

test('every rule has its page, and every page its rule', () => {
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(pages.sort()).toEqual(ruleIds.map((id) => `${id}.md`).sort());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const page = readFileSync(join(FOLDER, `${id}.md`), 'utf8');
  const examples = examplesOf(page);

  test('begins with its name, its summary and its facts', () => {
    const [title, , summary, , facts] = page.split('\n');
    expect(title).toBe(`# ${id}`);
    expect(summary).toBe(`${rule.summary}.`);
    expect(facts).toBe(`Level: ${rule.level} · Fix: ${rule.fix}`);
  });

  test('has the headings that every page has', () => {
    expect([...page.matchAll(/^## (.*)$/gm)].map((match) => match[1])).toEqual(HEADINGS);
  });

  test('shows at least one example of each kind', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['flagged', 'clean']));
  });

  test.each(examples.map((example) => [`${example.kind}, line ${example.line}`, example] as const))(
    '%s',
    (_, example) => {
      const { findings } = analyzeExample(example);
      const found = findings.map((finding) => finding.rule);
      if (example.kind === 'flagged') expect(found).toContain(id);
      else expect(found).not.toContain(id);
    },
  );

  const rows = rowsByLibrary(page);
  // Some pages are about no library.
  if (rows.length === 0) return;

  test('runs an example for each library of its table', () => {
    const read = examples.map((example) => ({ example, ids: librariesOf(example) }));
    const missing = rows.flatMap(([cell = '', ...rest]) => {
      const { frameworks, clients } = namedIn(cell);
      if (frameworks.length === 0 && clients.length === 0) return [`${cell}: no library that is known here`];
      const number = /\[((?:CVE|GHSA)-[\w-]+)\]/.exec(rest.join())?.[1];
      if (number !== undefined && !examples.some((example) => saysOf(example).includes(number)))
        return [`${cell}: ${number}`];
      return [
        ...frameworks.filter((id) => !read.some(({ ids }) => has(ids, id))).map((id) => `${cell}: ${id}`),
        ...clients.filter((code) => !examples.some((example) => code.test(example.code))).map(String),
      ];
    });
    expect(missing).toEqual([]);
  });
});

function has(ids: ReadonlySet<string | undefined>, id: string): boolean {
  return id.endsWith('-') ? [...ids].some((each) => each?.startsWith(id)) : ids.has(id);
}

/** Whose set-ups an example holds. */
function librariesOf(example: Example): ReadonlySet<string | undefined> {
  const { policies, findings } = analyzeExample(example);
  return new Set([...policies, ...findings].map(({ framework }) => framework));
}

function saysOf(example: Example): string {
  return analyzeExample(example)
    .findings.map(({ message }) => message)
    .join();
}
