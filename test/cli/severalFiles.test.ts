import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runIn } from '../support/cli.ts';
import { folderWith } from '../support/folder.ts';

/** What the report in JSON says of each finding: rule, place, the files and lines on the way. */
async function check(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const folder = folderWith(files);
  const ran = await runIn(folder, ['check', '--format', 'json', ...words]);
  const report = JSON.parse(ran.output) as Report;
  return {
    folder,
    ran,
    report,
    found: report.findings.map(({ rule, file, range }) => `${file}:${range.start.line} ${rule}`),
    ways: report.findings.map(({ related }) =>
      related.map(({ file, range }) => `${file}:${range.start.line}`),
    ),
  };
}

interface Place {
  readonly file: string;
  readonly range: { readonly start: { readonly line: number } };
}

interface Report {
  readonly findings: readonly (Place & { readonly rule: string; readonly related: readonly Place[] })[];
  readonly summary: { readonly files: number; readonly fixed: number };
}

const PYTHON = {
  'app/__init__.py': '',
  'app/main.py': `from fastapi.middleware.cors import CORSMiddleware
from .settings import ORIGINS

app.add_middleware(CORSMiddleware, allow_origins=ORIGINS)
`,
  'app/settings.py': 'ORIGINS = ["https://app.example.com/"]\n',
};
const EXPRESS = {
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
  'src/server.ts': `import cors from 'cors';
import { origins } from '@/conf/origins';

app.use(cors({ origin: origins }));
`,
  'src/conf/origins.ts': "export const origins = ['https://app.example.com/'];\n",
};

describe('a value that is written in another file', () => {
  test.each([
    ['Python, the whole folder', PYTHON, [], 'app/settings.py:1', 'app/main.py:4'],
    ['Python, the set-up alone', PYTHON, ['app/main.py'], 'app/settings.py:1', 'app/main.py:4'],
    ['TypeScript, the whole folder', EXPRESS, [], 'src/conf/origins.ts:1', 'src/server.ts:4'],
    ['TypeScript, the set-up alone', EXPRESS, ['src/server.ts'], 'src/conf/origins.ts:1', 'src/server.ts:4'],
  ])('%s: it is reported there, once', async (_, files, words, place, setup) => {
    const { found, ways, ran } = await check(files, ...words);
    expect(found).toEqual([`${place} malformed-origin`]);
    expect(ways[0]).toContain(setup);
    expect(ran).toMatchObject({ code: 1, errors: '' });
  });

  test('not where only the other file is checked: it holds no set-up', async () => {
    expect((await check(PYTHON, 'app/settings.py')).found).toEqual([]);
  });

  test('two set-ups that rest on it are one finding, with both ways', async () => {
    const files = { ...PYTHON, 'app/admin.py': PYTHON['app/main.py'] };
    const { found, ways } = await check(files);
    expect(found).toEqual(['app/settings.py:1 malformed-origin']);
    expect(ways[0]).toContain('app/main.py:4');
    expect(ways[0]).toContain('app/admin.py:4');
  });

  test('its file is checked too: one finding still', async () => {
    const files = { ...PYTHON, 'app/settings.py': `# CORSMiddleware\n${PYTHON['app/settings.py']}` };
    expect((await check(files)).found).toEqual(['app/settings.py:2 malformed-origin']);
  });

  test('not where the settings exclude that file', async () => {
    const files = { ...PYTHON, 'cors-lens.json': '{ "exclude": ["app/settings.py"] }' };
    expect((await check(files)).found).toEqual([]);
  });

  test('the text shows the line where it is written', async () => {
    const ran = await runIn(folderWith(PYTHON), ['check', 'app/main.py']);
    expect(ran.output).toContain('app/settings.py:1:12');
    expect(ran.output).toContain('1 | ORIGINS = ["https://app.example.com/"]');
    expect(ran.output).toContain('in 1 file.');
  });

  test('SARIF locates it there, and the set-up beside it', async () => {
    const ran = await runIn(folderWith(PYTHON), ['check', '--format', 'sarif']);
    const [result] = JSON.parse(ran.output).runs[0].results;
    const uriOf = (location: { physicalLocation: { artifactLocation: { uri: string } } }) =>
      location.physicalLocation.artifactLocation.uri;
    expect(result.locations.map(uriOf)).toEqual(['app/settings.py']);
    expect(result.relatedLocations.map(uriOf)).toContain('app/main.py');
    expect(
      result.fixes[0].artifactChanges.map(
        (change: { artifactLocation: { uri: string } }) => change.artifactLocation.uri,
      ),
    ).toEqual(['app/settings.py']);
  });
});

describe('an ignore comment where the value is written', () => {
  const IGNORED =
    '# cors-lens-ignore: malformed-origin -- an old client\nORIGINS = ["https://app.example.com/"]\n';

  test.each([
    ['in a file without set-ups', IGNORED, []],
    [
      'in a file with set-ups',
      `${IGNORED}from fastapi.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, allow_origins=["https://a.example"])\n`,
      [],
    ],
    ['of another rule', IGNORED.replace('malformed', 'null'), ['app/settings.py:2 malformed-origin']],
  ])('%s', async (_, text, expected) => {
    const { found, folder } = await check({ ...PYTHON, 'app/settings.py': text });
    expect(found).toEqual(expected);
    await runIn(folder, ['check', '--fix']);
    expect(readFileSync(join(folder, 'app/settings.py'), 'utf8')).toContain('cors-lens-ignore');
  });
});

describe('--fix', () => {
  test.each([
    ['the whole folder', []],
    ['the set-up alone', ['app/main.py']],
  ])('%s: mends the file where the value is written', async (_, words) => {
    const { folder, found, report, ran } = await check(PYTHON, '--fix', ...words);
    expect(readFileSync(join(folder, 'app/settings.py'), 'utf8')).toBe(
      'ORIGINS = ["https://app.example.com"]\n',
    );
    expect(readFileSync(join(folder, 'app/main.py'), 'utf8')).toBe(PYTHON['app/main.py']);
    expect({ found, fixed: report.summary.fixed, code: ran.code }).toEqual({ found: [], fixed: 1, code: 0 });
  });

  test('two set-ups on one value: it is mended once', async () => {
    const { report, found } = await check({ ...PYTHON, 'app/admin.py': PYTHON['app/main.py'] }, '--fix');
    expect({ found, fixed: report.summary.fixed }).toEqual({ found: [], fixed: 1 });
  });

  test('keeps the encoding and the line ends of that file', async () => {
    const { folder } = await check(
      { ...PYTHON, 'app/settings.py': '\ufeffORIGINS = [\r\n"https://app.example.com/"]\r\n' },
      '--fix',
    );
    expect(readFileSync(join(folder, 'app/settings.py'), 'utf8')).toBe(
      '\ufeffORIGINS = [\r\n"https://app.example.com"]\r\n',
    );
  });
});
