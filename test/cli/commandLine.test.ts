import { describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { runIn, toyEngine } from '../support/cli.ts';
import { folderWith } from '../support/folder.ts';

const engine = toyEngine();

describe('wrong use exits with 2 and says what was meant', () => {
  test.each([
    [['chekc'], 'There is no command "chekc". Did you mean check?'],
    [['src'], 'There is no command "src". To check files: cors-lens check src'],
    [['help', 'chek'], 'There is no command "chek". Did you mean check?'],
    [['--verison'], 'There is no option --verison. Did you mean --version?'],
    [['check', '--fromat', 'json'], 'There is no option --fromat. Did you mean --format?'],
    [['check', '--xyz'], 'There is no option --xyz.'],
    [['check', '-x'], 'There is no option -x.'],
    [
      ['check', '--format', 'sraif'],
      '--format must be one of text, json, sarif, not "sraif". Did you mean sarif?',
    ],
    [['check', '--format'], 'The option --format needs a value: FORMAT.'],
    [['check', '--format='], 'The option --format needs a value: FORMAT.'],
    [['check', '--fix=yes'], 'The option --fix takes no value.'],
    [
      ['check', '--level', 'notice'],
      '--level must be one of error, warning, information, hint, not "notice".',
    ],
    [['check', '-'], 'Standard input cannot be read.'],
  ])('%j', async (words, sentence) => {
    const ran = await runIn(folderWith({}), words, { engine });
    expect(ran).toMatchObject({ code: 2, output: '' });
    expect(ran.errors).toContain(`cors-lens: ${sentence}\n`);
  });

  test('nothing at all shows the commands', async () => {
    const ran = await runIn('/', [], { engine });
    expect(ran).toMatchObject({ code: 2, output: '' });
    expect(ran.errors).toContain('check [PATHS…]');
  });
});

describe('help and version', () => {
  test.each([[['--help']], [['-h']], [['help']]])('%j lists the commands', async (words) => {
    const ran = await runIn('/', words, { engine });
    expect(ran).toMatchObject({ code: 0, errors: '' });
    expect(ran.output).toContain('Usage: cors-lens COMMAND');
  });

  test.each([[['check', '--help']], [['help', 'check']], [['check', '-h', 'x']]])(
    '%j describes check',
    async (words) => {
      const ran = await runIn('/', words, { engine });
      expect(ran).toMatchObject({ code: 0, errors: '' });
      for (const part of [
        '--format FORMAT',
        '--fix',
        '--level LEVEL',
        '--config FILE',
        '--no-color',
        '"-"',
        '  2  ',
      ]) {
        expect(ran.output).toContain(part);
      }
      expect(Math.max(...ran.output.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
    },
  );

  test.each([[['--version']], [['-V']], [['check', '--version']]])('%j', async (words) => {
    expect(await runIn('/', words, { engine })).toEqual({
      code: 0,
      output: `cors-lens ${version}\n`,
      errors: '',
    });
  });
});

test('-- ends the options', async () => {
  const folder = folderWith({ '--fix.py': 'FLAW(error)' });
  const ran = await runIn(folder, ['check', '--', '--fix.py'], { engine });
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('--fix.py:1:1 error') });
});

test('the last of several values counts', async () => {
  const folder = folderWith({ 'a.py': 'FLAW(warning)' });
  expect(await runIn(folder, ['check', '--level=hint', '--level=error'], { engine })).toMatchObject({
    code: 0,
  });
});

describe('progress', () => {
  /** A clock that advances with each look at it. */
  const clock = (step: number) => {
    let now = 0;
    return () => {
      now += step;
      return now;
    };
  };
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}.py`, 'x = 1']));

  test('a long run on a terminal shows a bar and removes it', async () => {
    const ran = await runIn(folderWith(files), ['check'], {
      engine,
      errorsAreTerminal: true,
      now: clock(300),
    });
    expect(ran.errors.replaceAll('\r\x1b[K', '\n')).toMatch(/\n\[#+\.+\] \d+ of 200 files\n/);
    expect(ran.errors.endsWith('\r\x1b[K')).toBe(true);
    expect(ran.output).toBe('No findings in 200 files.\n');
  });

  test.each([
    ['a short run', { errorsAreTerminal: true, now: clock(1) }],
    ['a pipe', { errorsAreTerminal: false, now: clock(300) }],
  ])('%s shows none', async (_, terminal) => {
    expect(await runIn(folderWith(files), ['check'], { engine, ...terminal })).toMatchObject({ errors: '' });
  });

  test('a narrow terminal gets a short line', async () => {
    const ran = await runIn(folderWith(files), ['check'], {
      engine,
      errorsAreTerminal: true,
      columns: 10,
      now: clock(300),
    });
    for (const line of ran.errors.split('\r\x1b[K')) expect(line.length).toBeLessThan(10);
  });
});
