import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { frameworks, ruleIds, rulePage } from '../../server/src/core/index.ts';
import { REPOSITORY } from '../../server/src/core/rules/page.ts';
import { ROOT, read } from './sources.ts';

test('everything that is generated is up to date', { timeout: 60_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/generate.mjs', '--check'], {
    cwd: ROOT,
  });
  expect(stdout).toContain('up to date');
});

test('the pages are where the manifest says the repository is', () => {
  expect(`${REPOSITORY}.git`).toBe(manifest.repository.url);
  expect(rulePage(ruleIds[0] ?? '')).toContain(REPOSITORY);
});

test('every rule has its setting', () => {
  expect(Object.keys(manifest.contributes.configuration.properties['corsLens.rules'].properties)).toEqual(
    ruleIds,
  );
});

test('every library has its row in the table', () => {
  const table = read('docs/frameworks.md');
  for (const { support } of frameworks) expect(table).toContain(`| ${support.name} |`);
});

describe('links', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'docs/architecture.md',
    'docs/frameworks.md',
    'docs/rules/README.md',
    ...ruleIds.map((id) => `docs/rules/${id}.md`),
  ];
  test.each(pages)('of %s lead somewhere', (page) => {
    const folder = join(ROOT, page, '..');
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
  });
});

test('the invariants name tests that exist', () => {
  const named = [
    ...read('docs/architecture.md').matchAll(/`((?:test|scripts)\/[\w./-]+?\.(?:ts|mjs))`/g),
  ].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
