import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './sources.ts';

const PARTS = [
  'scripts',
  'server',
  'docs',
  'schemas',
  'package.json',
  'README.md',
  'biome.json',
  '.gitignore',
];
/** The copy's own core says what it finds in the copy's own fixture and page. */
const LOOK = `
import { readFileSync } from 'node:fs';
import { loadCore } from './scripts/lib/core.mjs';
const { analyze, DEFAULT_SETTINGS, dialectOf, openModule, parseText } = await loadCore();
const found = (path, text) => {
  const module = openModule(path, parseText(text, dialectOf(path)));
  const version = ([name]) => ({ package: name, from: 'assumed' });
  const project = { module: () => module, resolve: () => ({ kind: 'outside' }), version, settings: DEFAULT_SETTINGS };
  return analyze(project, path).findings.map(({ rule }) => rule);
};
const page = readFileSync('docs/rules/new-flaw.md', 'utf8');
const examples = [...page.matchAll(/^\`\`\`python \\w+\\n([\\s\\S]*?)^\`\`\`$/gm)].map(([, code]) => found('example.py', code));
const files = ['new-flaw/fastapi.py', 'silent/new_flaw.py'].map((file) => found(file, readFileSync('test/fixtures/' + file, 'utf8')));
console.log(JSON.stringify({ examples, files }));
`;

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'new-rule-'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  mkdirSync(join(copy, 'test/fixtures/silent'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function node(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: copy }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const copied = (path: string) => readFileSync(join(copy, path), 'utf8');

describe('npm run new-rule', () => {
  test.each([
    ['nothing', [], 'Give one id'],
    ['two ids', ['any-flaw', 'other-flaw'], 'Give one id'],
    ['upper case', ['AnyFlaw'], 'is no id for a rule'],
    ['one word', ['flaw'], 'is no id for a rule'],
    ['a path', ['../any-flaw'], 'is no id for a rule'],
    ['a dash at the end', ['any-'], 'is no id for a rule'],
    ['too many letters', [`any-${'w'.repeat(60)}`], 'is too long'],
    ['the id of a rule', ['any-origin'], 'is taken'],
    ['the name of a file of the room', ['unused-suppression'], 'is taken'],
  ])('refuses %s and says why', async (_, args, reason) => {
    const { code, err, out } = await node('scripts/new-rule.mjs', ...args);
    expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
    expect(err).toContain(reason);
  });

  test('begins a rule that is whole', { timeout: 120_000 }, async () => {
    const made = await node('scripts/new-rule.mjs', 'new-flaw');
    expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: '' });

    const registry = copied('server/src/core/rules/registry.ts');
    expect(registry.match(/newFlaw/g)).toHaveLength(2);
    for (const path of ['package.json', 'schemas/cors-lens.schema.json', 'README.md', 'docs/rules/README.md'])
      expect(copied(path), path).toContain('new-flaw');

    const generated = await node('scripts/generate.mjs', '--check');
    expect(generated).toMatchObject({ code: 0, out: expect.stringContaining('up to date') });

    const looked = await node('--input-type=module', '--eval', LOOK);
    expect(looked.err).toBe('');
    expect(JSON.parse(looked.out)).toEqual({ examples: [['new-flaw'], []], files: [['new-flaw'], []] });
    expect(copied('test/fixtures/new-flaw/fastapi.py')).toMatch(/^# +\^{26} new-flaw \[warning certain\]$/m);

    const again = await node('scripts/new-rule.mjs', 'new-flaw');
    expect({ code: again.code, err: again.err }).toMatchObject({
      code: 1,
      err: expect.stringContaining('taken'),
    });
  });
});
