import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { advisories } from '../../server/src/core/frameworks/advisories.ts';
import { liesIn } from '../../server/src/core/policy/versions.ts';
import { analyzeText } from '../support/project.ts';

describe('a version in a range', () => {
  test.each([
    ['4.4.4', '>=4.4.5 <4.10.3', false],
    ['4.4.5', '>=4.4.5 <4.10.3', true],
    ['4.10.2', '>=4.4.5 <4.10.3', true],
    ['4.10.3', '>=4.4.5 <4.10.3', false],
    ['3.1.01', '>=3.1.1 <5.0.0', true],
    ['2.3.9', '<2.4.0', true],
    ['2.2.0', '<=2.2.0', true],
    ['2.2.1', '<=2.2.0', false],
    ['5.4.11', '<4.5.6 || >=5.0.0 <5.4.12', true],
    ['4.9.0', '<4.5.6 || >=5.0.0 <5.4.12', false],
    ['5.0.0-beta.1', '<5.0.0', true],
  ])('%s in %s: %s', (version, range, expected) => {
    expect(liesIn({ package: 'a', version, from: 'lock' }, range)).toBe(expected);
  });

  test('says nothing of a version that is not known exactly', () => {
    expect(liesIn({ package: 'a', range: '<2', from: 'manifest' }, '<3')).toBe(false);
    expect(liesIn({ package: 'a', from: 'assumed' }, '<3')).toBe(false);
  });
});

describe('the list of advisories', () => {
  test('names each flaw once', () => {
    const numbers = advisories.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  });

  test.each(advisories.map((advisory) => [advisory.id, advisory] as const))('%s is whole', (_, advisory) => {
    const { affected, measured, fixed, effect, source } = advisory;
    const of = (version: string) => ({ package: advisory.package, version, from: 'lock' as const });
    expect(liesIn(of('999.0.0'), affected)).toBe(false);
    if (measured !== undefined) expect(liesIn(of('999.0.0'), measured)).toBe(false);
    if (fixed !== '') expect(liesIn(of(fixed), measured ?? affected)).toBe(false);
    expect(effect).toMatch(/^[a-z].*[^.]$/);
    expect(source).toMatch(/^https:\/\//);
  });
});

describe('only what the configuration reaches is reported', () => {
  const flask = (version: string, call: string) =>
    analyzeText('app.py', `from flask_cors import CORS\nCORS(app${call})\n`, {
      versions: { 'flask-cors': version },
    })
      .findings.filter(({ rule }) => rule === 'vulnerable-cors-package')
      .map(({ message }) => [...message.matchAll(/CVE-\d+-\d+/g)].map(String));

  test.each([
    ['3.0.8', ', resources={"/api/*": {"origins": "https://a.example"}}', ['CVE-2020-25032']],
    ['3.0.8', ', origins="https://a.example"', []],
    ['3.0.10', '', []],
    ['4.0.1', '', ['CVE-2024-6221']],
    ['4.0.1', ', origins=["https://a.example"]', []],
    ['4.0.2', ', allow_private_network=True', []],
    ['5.0.1', ', resources={"/a/*": {"origins": "https://a.example"}}', []],
    [
      '5.0.1',
      ', resources={"/a/*": {"origins": "https://a.example"}, "/b/*": {"origins": "https://b.example"}}',
      ['CVE-2024-6839', 'CVE-2024-6844', 'CVE-2024-6866'],
    ],
    [
      '6.0.0',
      ', resources={"/a/*": {"origins": "https://a.example"}, "/b/*": {"origins": "https://b.example"}}',
      [],
    ],
  ])('flask-cors %s with CORS(app%s)', (version, call, expected) => {
    expect([...new Set(flask(version, call).flat())]).toEqual(expected);
  });

  test.each([
    ['4.19.1', '', ['CVE-2024-1727']],
    ['4.19.1', 'server_name="api.example"', ['CVE-2024-1727']],
    ['4.19.2', '', ['CVE-2024-47165']],
    ['4.23.0', '', ['CVE-2024-47165']],
    ['4.24.0', '', ['CVE-2024-47084', 'CVE-2024-47165']],
    ['4.37.2', 'server_name="0.0.0.0"', ['CVE-2024-47084', 'CVE-2024-47165']],
    ['4.37.2', 'server_name="api.example"', []],
    ['4.37.2', 'server_name=HOST', []],
    ['4.38.0', 'auth=("a", "b")', ['CVE-2024-47165']],
    ['4.44.1', '**options', []],
    ['5.0.0', '', []],
    ['5.0.0', 'strict_cors=False', []],
  ])('Gradio %s with launch(%s)', (version, given, expected) => {
    const text = `import gradio as gr\nfrom elsewhere import HOST, options\ngr.Blocks().launch(${given})\n`;
    const { findings } = analyzeText('app.py', text, { versions: { gradio: version } });
    const told = findings.filter(({ rule }) => rule === 'vulnerable-cors-package');
    expect(told.flatMap(({ message }) => message.match(/CVE-\d+-\d+/g) ?? [])).toEqual(expected);
  });
});

describe('the release that is named', () => {
  test.each([
    ['4.3.9', 'Update to 4.5.6, or to 6.0.9 or later.'],
    ['5.3.3', 'Update to 5.4.12, or to 6.0.9 or later.'],
    ['6.0.3', 'Update to 6.0.9 or later.'],
  ])('vite %s: %s', (version, told) => {
    const text = "import { defineConfig } from 'vite';\nexport default defineConfig({ plugins: [] });\n";
    const { findings } = analyzeText('vite.config.ts', text, { versions: { vite: version } });
    const messages = findings.flatMap(({ rule, message }) =>
      rule === 'vulnerable-cors-package' ? [message] : [],
    );
    expect(messages).toEqual([expect.stringContaining(told)]);
  });

  test('flask-cors 5.0.1, of which one branch was mended', () => {
    const text =
      'from flask_cors import CORS\nCORS(app, resources={"/a": {"origins": "https://a.example"}, "/b": {"origins": "https://b.example"}})\n';
    const { findings } = analyzeText('app.py', text, { versions: { 'flask-cors': '5.0.1' } });
    const told = findings.find(({ rule }) => rule === 'vulnerable-cors-package');
    expect(told?.message).toContain('Update to 6.0.0 or later.');
  });
});

describe('npm run advisories', () => {
  const folder = mkdtempSync(join(tmpdir(), 'advisories-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const script = join(import.meta.dirname, '../../scripts/advisories.mjs');

  test('says where to look for each package', () => {
    const said = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    expect(said).toContain('{"package":{"name":"flask-cors","ecosystem":"PyPI"}}');
    expect(said).toContain('{"package":{"name":"cors","ecosystem":"npm"}}');
  });

  test('names what the list does not have', () => {
    const file = join(folder, 'osv.json');
    const record = (id: string, aliases: string[], name: string) => ({
      id,
      aliases,
      affected: [{ package: { name, ecosystem: 'PyPI' } }],
    });
    const vulns = [
      record('GHSA-xxxx-xxxx-xxxx', ['CVE-2024-6221'], 'flask-cors'),
      record('GHSA-yyyy-yyyy-yyyy', ['CVE-2999-1'], 'flask-cors'),
      record('GHSA-zzzz-zzzz-zzzz', [], 'something-else'),
    ];
    writeFileSync(file, JSON.stringify({ vulns }));
    const said = execFileSync(process.execPath, [script, file], { encoding: 'utf8' });
    expect(said).toContain('GHSA-yyyy-yyyy-yyyy CVE-2999-1');
    expect(said).not.toContain('GHSA-xxxx-xxxx-xxxx');
    expect(said).not.toContain('GHSA-zzzz-zzzz-zzzz');
  });

  test('says which file it cannot read', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{');
    const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain(`${file} is not a JSON file of OSV records`);
  });
});
