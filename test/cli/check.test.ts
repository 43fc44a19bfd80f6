import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MAX_SOURCE_BYTES } from '../../server/src/host/decode.ts';
import { runIn, toyEngine } from '../support/cli.ts';
import { folderWith, write } from '../support/folder.ts';

const engine = toyEngine();

describe('the exit status', () => {
  test.each([
    ['nothing found', 'FLAW', [], 0],
    ['an error', 'FLAW(error)', [], 1],
    ['a warning', 'FLAW(warning)', [], 1],
    ['an information', 'FLAW(information)', [], 0],
    ['a hint', 'FLAW(hint)', [], 0],
    ['a warning below the level', 'FLAW(warning)', ['--level', 'error'], 0],
    ['an information at the level', 'FLAW(information)', ['--level=information'], 1],
    ['a hint at the level', 'FLAW(hint)', ['--level', 'hint'], 1],
    ['everything mended', 'FLAW(error, fix)', ['--fix'], 0],
  ])('%s', async (_, text, words, code) => {
    const folder = folderWith({ 'a.py': text });
    const ran = await runIn(folder, ['check', ...words], { engine });
    expect(ran).toMatchObject({ code, errors: '' });
  });

  test('2 wins over findings, which are reported all the same', async () => {
    const folder = folderWith({ 'a.py': 'FLAW(error)' });
    const ran = await runIn(folder, ['check', 'a.py', 'none.py'], { engine });
    expect(ran.code).toBe(2);
    expect(ran.output).toContain('a.py:1:1 error This is FLAW(error).');
    expect(ran.errors).toBe('cors-lens: none.py: There is no such file or folder.\n');
  });
});

describe('what is looked at', () => {
  const tree = {
    'a.py': 'FLAW(error)',
    'src/b.tsx': 'FLAW(error)',
    'src/B.CJS': 'FLAW(error)',
    'src/c.md': 'FLAW(error)',
    'src/d.min.js': 'FLAW(error)',
    'ignored/e.ts': 'FLAW(error)',
    'node_modules/x/f.js': 'FLAW(error)',
    '.gitignore': 'ignored/\n',
    'excluded/g.js': 'FLAW(error)',
    'cors-lens.json': '{ "exclude": ["excluded/"] }',
  };
  const filesIn = (output: string) => [...output.matchAll(/^(\S+):1:1 /gm)].map((match) => match[1]);

  test.each([
    ['the working directory', [], '', ['a.py', 'src/B.CJS', 'src/b.tsx']],
    ['a folder', ['src'], '', ['src/B.CJS', 'src/b.tsx']],
    ['a folder twice and a file in it', ['src', './src/', 'src/b.tsx'], '', ['src/b.tsx', 'src/B.CJS']],
    ['a named file that is ignored', ['ignored/e.ts'], '', ['ignored/e.ts']],
    ['a named folder that is ignored', ['ignored'], '', ['ignored/e.ts']],
    ['a named folder of packages', ['node_modules'], '', ['node_modules/x/f.js']],
    ['a named file that is excluded', ['excluded/g.js'], '', ['excluded/g.js']],
    ['a named minified file', ['src/d.min.js'], '', ['src/d.min.js']],
    ['paths of standard input', ['-'], 'a.py\r\n\nsrc/b.tsx\n', ['a.py', 'src/b.tsx']],
    [
      'standard input without other kinds and excluded ones',
      ['-'],
      'src/c.md\nexcluded/g.js\nignored/e.ts\n',
      ['ignored/e.ts'],
    ],
    ['standard input and arguments', ['-', 'a.py'], 'src/b.tsx', ['a.py', 'src/b.tsx']],
    ['empty standard input', ['-'], '', []],
  ])('%s', async (_, words, input, files) => {
    const ran = await runIn(folderWith(tree), ['check', ...words], { engine, input });
    expect(ran.errors).toBe('');
    expect(filesIn(ran.output)).toEqual(files);
  });

  test('a folder outside the working directory, with absolute paths', async () => {
    const folder = folderWith({ 'in/': '', 'out/a.py': 'FLAW(error)', 'out/cors-lens.json': '{"rules":{}}' });
    const ran = await runIn(join(folder, 'in'), ['check', '../out'], { engine });
    expect(filesIn(ran.output)).toEqual([join(folder, 'out/a.py')]);
  });

  test('an empty folder', async () => {
    const ran = await runIn(folderWith({}), ['check'], { engine });
    expect(ran).toEqual({
      code: 0,
      output: 'There are no Python, JavaScript or TypeScript files here.\n',
      errors: '',
    });
  });

  test('a file of another kind that is named is wrong use', async () => {
    const ran = await runIn(folderWith(tree), ['check', 'src/c.md'], { engine });
    expect(ran.code).toBe(2);
    expect(ran.errors).toBe(
      'cors-lens: src/c.md: It is neither a Python nor a JavaScript or TypeScript file.\n',
    );
  });
});

/** Of a source that somebody wrote: one very long line would be a bundle. */
const LINE = `${'x'.repeat(31)}\n`;

describe('bad input', () => {
  test('a crash in one file does not end the run', async () => {
    const folder = folderWith({ 'a.py': 'CRASH', 'b.py': 'FLAW(error)' });
    const ran = await runIn(folder, ['check'], { engine });
    expect(ran.code).toBe(2);
    expect(ran.errors).toMatch(/^cors-lens: a\.py: Internal error: RangeError: the toy broke \(.+\)\n$/);
    expect(ran.output).toContain('b.py:1:1 error');
  });

  test('a file that is not text, or too large, or not UTF-8', async () => {
    const folder = folderWith({
      'binary.py': 'FLAW(error)\0',
      'huge.js': `FLAW(error)\n${LINE.repeat((5 * MAX_SOURCE_BYTES) / LINE.length)}`,
      'latin1.py': Buffer.from('# é\nFLAW(error)', 'latin1'),
      'unrelated-latin1.py': Buffer.from('# é\n', 'latin1'),
    });
    const ran = await runIn(folder, ['check'], { engine });
    expect(ran.errors).toBe(
      'cors-lens: huge.js: It is larger than 2 MB and was not looked at.\n' +
        'cors-lens: latin1.py: It is not valid UTF-8 and was not looked at.\n',
    );
    expect(ran).toMatchObject({ code: 2, output: 'No findings in 4 files.\n' });
  });

  test('a large file that a walk comes to is told but is no failure; a named one is', async () => {
    const folder = folderWith({ 'huge.js': `FLAW(error)\n${LINE.repeat(MAX_SOURCE_BYTES / LINE.length)}` });
    expect(await runIn(folder, ['check'], { engine })).toMatchObject({
      code: 0,
      errors: expect.stringContaining('2 MB'),
    });
    expect(await runIn(folder, ['check', 'huge.js'], { engine })).toMatchObject({ code: 2 });
  });

  test('a binary file that is named', async () => {
    const ran = await runIn(folderWith({ 'a.js': 'x\0' }), ['check', 'a.js'], { engine });
    expect(ran).toMatchObject({ code: 2, errors: 'cors-lens: a.js: It is not text: it holds a NUL byte.\n' });
  });

  test('links that lead in circles, to nowhere and out of the folder', async () => {
    const folder = folderWith({ 'in/a.py': 'FLAW(error)', 'out/b.py': 'FLAW(error)' });
    symlinkSync('..', join(folder, 'in/up'));
    symlinkSync('self', join(folder, 'in/self'));
    symlinkSync('/nowhere', join(folder, 'in/nowhere.py'));
    symlinkSync('../out', join(folder, 'in/out'));
    symlinkSync('../out/b.py', join(folder, 'in/link.py'));
    const ran = await runIn(join(folder, 'in'), ['check'], { engine });
    expect(ran).toMatchObject({ code: 1, errors: '' });
    expect(ran.output).toContain('1 error in 1 file.');
    const named = await runIn(join(folder, 'in'), ['check', 'link.py', 'self'], { engine });
    expect(named.output).toContain('link.py:1:1 error');
    expect(named.errors).toContain('self');
  });

  test('a file that is gone when its turn comes', async () => {
    const folder = folderWith({ 'a.py': 'FLAW(error)', 'b.py': 'FLAW(error)' });
    const removing = toyEngine({
      analyze: (project, uri) => {
        rmSync(join(folder, 'b.py'), { force: true });
        return engine.analyze(project, uri);
      },
    });
    const ran = await runIn(folder, ['check'], { engine: removing });
    expect(ran).toMatchObject({ code: 1, errors: '' });
  });

  test.each([
    ['broken', '{ "rules": ', 'cors-lens.json:1:12: It is not valid JSON: a value is expected here.'],
    [
      'an unknown rule',
      '{\n  "rules": { "anyorigin": "off" }\n}',
      'cors-lens.json:2:14: "rules.anyorigin": There is no rule "anyorigin".',
    ],
    [
      'an unknown level',
      '{"rules": {"any-origin": 3}}',
      'cors-lens.json:1:12: "rules.any-origin": The level must be one of',
    ],
    [
      'an unknown key',
      '// hello\n{ "colour": 1, }',
      'cors-lens.json:2:3: "colour": There is no setting "colour".',
    ],
    ['no object', '[]', 'cors-lens.json:1:1: The settings must be a JSON object.'],
    ['empty', '', 'cors-lens.json:1:1: It is not valid JSON: a value is expected here.'],
    ['nested without end', '['.repeat(100_000), 'cors-lens.json:1:1: It is not valid JSON'],
    ['not UTF-8', Buffer.from([0x7b, 0xff]), 'cors-lens.json:1:1: It is not valid UTF-8'],
  ])('a settings file that is %s loses nothing else', async (_, text, message) => {
    const folder = folderWith({ 'cors-lens.json': text, 'a.py': 'FLAW(error)' });
    const ran = await runIn(folder, ['check'], { engine });
    expect(ran.code).toBe(2);
    expect(ran.errors).toContain(message);
    expect(ran.errors.split('\n')).toHaveLength(2);
    expect(ran.output).toContain('a.py:1:1 error');
  });

  test('a folder in place of the settings file', async () => {
    const folder = folderWith({ 'cors-lens.json/x': '', 'a.py': 'FLAW(error)' });
    const ran = await runIn(folder, ['check'], { engine });
    expect(ran.errors).toContain('cors-lens.json:1:1: It cannot be read: it is a folder.');
  });
});

describe('settings', () => {
  test('a nearer file decides over an outer one, and both exclude', async () => {
    const folder = folderWith({
      'cors-lens.json': '{ "rules": { "any-origin": "off" }, "exclude": ["a/skip.py"] }',
      'x.py': 'FLAW(error)',
      'a/skip.py': 'FLAW(error)',
      'a/y.py': 'FLAW(error)',
      'a/other.py': 'FLAW(error)',
      'a/cors-lens.json': '{ "rules": { "any-origin": "error" }, "exclude": ["/other.py"] }',
    });
    const ran = await runIn(folder, ['check'], { engine });
    expect(ran.output).toContain('a/y.py:1:1');
    expect(ran.output).toContain('1 error in 2 files.');
  });

  test('--config takes the place of all of them', async () => {
    const folder = folderWith({
      'cors-lens.json': '{ "rules": { "any-origin": "off" }, "broken',
      'ci/lens.json': '{ "exclude": ["../b.py", "/skip.py"] }',
      'ci/skip.py': 'FLAW(error)',
      'a.py': 'FLAW(error)',
    });
    const ran = await runIn(folder, ['check', '--config', 'ci/lens.json'], { engine });
    expect(ran).toMatchObject({ code: 1, errors: '' });
    expect(ran.output).toContain('1 error in 1 file.');
    const none = await runIn(folder, ['check', '--config=none.json'], { engine });
    expect(none).toEqual({
      code: 2,
      output: '',
      errors: 'cors-lens: There is no settings file none.json.\n',
    });
    const broken = await runIn(folder, ['check', '--config', 'cors-lens.json'], { engine });
    expect(broken).toMatchObject({
      code: 2,
      errors: expect.stringContaining('cors-lens.json:1:37: It is not valid JSON: a text is not closed.'),
    });
  });

  test('files above the repository do not count', async () => {
    const folder = folderWith({
      'cors-lens.json': '{ "rules": { "any-origin": "off" } }',
      'repo/.git/': '',
      'repo/src/a.py': 'FLAW(error)',
    });
    expect(await runIn(join(folder, 'repo/src'), ['check'], { engine })).toMatchObject({ code: 1 });
    mkdirSync(join(folder, '.git'));
    rmSync(join(folder, 'repo/.git'), { recursive: true });
    expect(await runIn(join(folder, 'repo/src'), ['check'], { engine })).toMatchObject({ code: 0 });
  });
});

describe('--fix', () => {
  const BOM = '\ufeff';
  test.each([
    ['line ends of Windows', 'a\r\nFLAW(error, fix)\r\n', 'a\r\nFINE\r\nFINE\r\n'],
    ['a byte order mark', `${BOM}FLAW(error, fix)\n`, `${BOM}FINE\nFINE\n`],
    ['several fixes and an emoji', '"😀" FLAW(error, fix) FLAW(hint, fix)', '"😀" FINE\nFINE FINE\nFINE'],
    ['an unsafe fix is left', 'FLAW(error, unsafe)', 'FLAW(error, unsafe)'],
    ['a fix that does harm is taken back', 'FLAW(error, worse)', 'FLAW(error, worse)'],
    ['a file that crashes is left', 'CRASH FLAW(error, fix)', 'CRASH FLAW(error, fix)'],
  ])('%s', async (_, before, after) => {
    const folder = folderWith({ 'a.ts': before });
    await runIn(folder, ['check', '--fix'], { engine });
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe(after);
  });

  test('UTF-16 stays UTF-16', async () => {
    const text = (content: string) => Buffer.from(`${BOM}${content}`, 'utf16le');
    const folder = folderWith({ 'a.ts': text('FLAW(error, fix)') });
    await runIn(folder, ['check', '--fix'], { engine });
    expect(readFileSync(join(folder, 'a.ts'))).toEqual(text('FINE\nFINE'));
  });

  test('a file that changed meanwhile is not overwritten', async () => {
    const folder = folderWith({ 'a.ts': 'FLAW(error, fix)' });
    const changing = toyEngine({
      analyze: (project, uri) => {
        const analysis = engine.analyze(project, uri);
        if (analysis.findings.length > 0) write(folder, { 'a.ts': 'FLAW(error, fix) // typed' });
        return analysis;
      },
    });
    const ran = await runIn(folder, ['check', '--fix'], { engine: changing });
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe('FLAW(error, fix) // typed');
    expect(ran.code).toBe(2);
    expect(ran.errors).toContain('a.ts: It changed while it was looked at');
  });

  test('says what it did', async () => {
    const folder = folderWith({ 'a.ts': 'FLAW(error, fix)\nFLAW(error, fix)', 'b.ts': 'FLAW(error)' });
    const ran = await runIn(folder, ['check', '--fix'], { engine });
    expect(ran.output).toMatch(/\nFixed 2 findings in 1 file\. 1 error in 2 files\.\n$/);
  });
});
