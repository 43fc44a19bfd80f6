import { describe, expect, test } from 'vitest';
import type { Finding } from '../../server/src/core/index.ts';
import { runIn, toyEngine } from '../support/cli.ts';
import { folderWith } from '../support/folder.ts';

const engine = toyEngine();

describe('text', () => {
  const show = async (text: string, words: readonly string[] = [], options = {}) => {
    const ran = await runIn(folderWith({ 'a.py': text }), ['check', ...words], { engine, ...options });
    return ran.output;
  };

  test('path, place, level, message, rule, the line with the value underlined, fixes, a sum', async () => {
    expect(await show('# first\r\n    x = ["😀", FLAW(error, fix)]  # 日本\r\n')).toBe(
      [
        'a.py:2:16 error This is FLAW(error, fix). any-origin',
        '  |',
        '2 |     x = ["😀", FLAW(error, fix)]  # 日本',
        '  |                ^^^^^^^^^^^^^^^^',
        '  = fix: Mend it (--fix)',
        '',
        '1 error in 1 file. 1 can be fixed with --fix.',
        '',
      ].join('\n'),
    );
  });

  test('deep indentation, long lines and tabs are cut down', async () => {
    const output = await show(
      `${' '.repeat(60)}call(${'a, '.repeat(100)}\tFLAW(error), ${'b, '.repeat(100)})`,
    );
    const [, , line = '', under = ''] = output.split('\n');
    expect(line.length).toBeLessThan(140);
    expect(line).toMatch(/^1 \| … .*FLAW\(error\).* …$/);
    expect(under.indexOf('^')).toBe(line.indexOf('FLAW'));
    expect(under.match(/\^+/)?.[0]).toHaveLength('FLAW(error)'.length);
  });

  test('hints only when asked', async () => {
    const text = 'FLAW(hint)\nFLAW(warning)\nFLAW(information)';
    expect(await show(text)).toMatch(
      /1 warning, 1 information in 1 file\. 1 hint not shown \(--level hint\)\.\n$/,
    );
    expect(await show(text)).not.toContain('a.py:1:1');
    expect(await show(text, ['--level', 'hint'])).toMatch(/1 warning, 1 information, 1 hint in 1 file\.\n$/);
    expect(await show(text, ['--level', 'hint'])).toContain('a.py:1:1 hint');
  });

  test('control characters of a file do not reach the terminal', async () => {
    const output = await show('\x1b[2J\x1b]0;title\x07 \u202e FLAW(error)');
    for (const unit of ['\x1b', '\x07', '\u202e']) expect(output).not.toContain(unit);
    expect(output).toContain('FLAW(error)');
  });

  test.each([
    ['a terminal', [], { outputIsTerminal: true }, true],
    ['a pipe', [], {}, false],
    ['--no-color', ['--no-color'], { outputIsTerminal: true }, false],
    ['NO_COLOR', [], { outputIsTerminal: true, environment: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR', [], { outputIsTerminal: true, environment: { NO_COLOR: '' } }, true],
    ['a dumb terminal', [], { outputIsTerminal: true, environment: { TERM: 'dumb' } }, false],
  ])('colours: %s', async (_, words, options, coloured) => {
    expect((await show('FLAW(error)', words, options)).includes('\x1b[31m')).toBe(coloured);
  });

  test('a finding at the end of the file, and one over several lines', async () => {
    const at = (start: number, end: number): Partial<Finding> => ({ place: { uri: '', start, end } });
    const placing = (place: Partial<Finding>) =>
      toyEngine({
        analyze: (project, uri) => ({
          findings: engine.analyze(project, uri).findings.map((finding) => ({
            ...finding,
            place: { uri, start: place.place?.start ?? 0, end: place.place?.end ?? 0 },
          })),
        }),
      });
    const end = await show('FLAW(error)\n', [], { engine: placing(at(12, 12)) });
    expect(end).toContain('a.py:2:1 error');
    const several = await show('FLAW(error)\nx', [], { engine: placing(at(5, 13)) });
    expect(several).toContain('  |      ^^^^^^\n');
  });
});

/** One file of every severity, with a fix that needs a choice and a related place in another file. */
async function machine(format: string) {
  const folder = folderWith({
    'src/a b.ts': '// 😀\r\nx("😀", FLAW(error, fix));\nFLAW(warning)\nFLAW(information)\nFLAW(hint)',
    'src/other.ts': 'const far = 1;',
    'package.json': '{"dependencies":{"cors":"2.8.5"}}',
    'broken/cors-lens.json': '{',
  });
  const rich = toyEngine({
    analyze: (project, uri) => ({
      findings: engine.analyze(project, uri).findings.map((finding) => ({
        ...finding,
        framework: 'express-cors',
        related: [
          { place: { uri: uri.replace('a%20b', 'other'), start: 6, end: 9 }, message: 'It is set here.' },
        ],
        fixes: [
          ...finding.fixes,
          { kind: 'choose-origins', title: 'Choose', safety: 'unsafe', edits: () => [] } as const,
        ],
      })),
    }),
  });
  const ran = await runIn(folder, ['check', '--format', format], { engine: rich });
  return { ...ran, folder, report: JSON.parse(ran.output) };
}

test('JSON holds every finding of every level', async () => {
  const { report, code, errors } = await machine('json');
  expect(code).toBe(2);
  expect(errors).toContain('broken/cors-lens.json:1:2: It is not valid JSON');
  expect(report.summary).toEqual({ files: 2, error: 1, warning: 1, information: 1, hint: 1, fixed: 0 });
  expect(report.findings).toHaveLength(4);
  expect(report.findings[0]).toEqual({
    file: 'src/a b.ts',
    range: { start: { line: 2, column: 9 }, end: { line: 2, column: 25 } },
    rule: 'any-origin',
    severity: 'error',
    confidence: 'certain',
    message: 'This is FLAW(error, fix).',
    page: 'https://example.com/rules/any-origin.md',
    framework: 'express-cors',
    version: { package: 'cors', version: '2.8.5', from: 'manifest', file: 'package.json' },
    related: [
      {
        file: 'src/other.ts',
        range: { start: { line: 1, column: 7 }, end: { line: 1, column: 10 } },
        message: 'It is set here.',
      },
    ],
    fixes: [
      {
        kind: 'edit',
        title: 'Mend it',
        safety: 'safe',
        edits: [
          {
            file: 'src/a b.ts',
            range: { start: { line: 2, column: 9 }, end: { line: 2, column: 25 } },
            text: 'FINE\nFINE',
          },
        ],
      },
      { kind: 'choose-origins', title: 'Choose', safety: 'unsafe' },
    ],
  });
  expect(report.troubles).toEqual([
    {
      kind: 'settings',
      file: 'broken/cors-lens.json',
      line: 1,
      column: 2,
      message: expect.stringContaining('JSON'),
    },
  ]);
});

test('SARIF 2.1.0', async () => {
  const { report, folder } = await machine('sarif');
  expect(report.version).toBe('2.1.0');
  const [run] = report.runs;
  expect(run.columnKind).toBe('utf16CodeUnits');
  expect(run.originalUriBaseIds).toEqual({ '%SRCROOT%': { uri: `file://${folder}/` } });
  expect(run.tool.driver.rules).toHaveLength(engine.rules.length);
  expect(run.tool.driver.rules[0]).toMatchObject({
    id: engine.rules[0]?.id,
    helpUri: `https://example.com/rules/${engine.rules[0]?.id}.md`,
    fullDescription: { text: expect.stringMatching(/\.$/) },
    defaultConfiguration: { level: 'error' },
  });
  expect(run.invocations).toEqual([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          level: 'error',
          message: { text: expect.stringContaining('It is not valid JSON') },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'broken/cors-lens.json', uriBaseId: '%SRCROOT%' },
                region: { startLine: 1, startColumn: 2 },
              },
            },
          ],
        },
      ],
    },
  ]);
  expect(run.results.map((result: { level: string }) => result.level)).toEqual([
    'error',
    'warning',
    'note',
    'note',
  ]);
  const rule = engine.rules.findIndex((one) => one.id === 'any-origin');
  const artifactLocation = { uri: 'src/a%20b.ts', uriBaseId: '%SRCROOT%' };
  const region = { startLine: 2, startColumn: 9, endLine: 2, endColumn: 25 };
  expect(run.results[0]).toEqual({
    ruleId: 'any-origin',
    ruleIndex: rule,
    level: 'error',
    message: { text: 'This is FLAW(error, fix).' },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    relatedLocations: [
      {
        id: 0,
        physicalLocation: {
          artifactLocation: { uri: 'src/other.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 1, startColumn: 7, endLine: 1, endColumn: 10 },
        },
        message: { text: 'It is set here.' },
      },
    ],
    fixes: [
      {
        description: { text: 'Mend it' },
        artifactChanges: [
          {
            artifactLocation,
            replacements: [{ deletedRegion: region, insertedContent: { text: 'FINE\nFINE' } }],
          },
        ],
        properties: { safety: 'safe' },
      },
    ],
    properties: {
      severity: 'error',
      confidence: 'certain',
      framework: 'express-cors',
      version: { package: 'cors', version: '2.8.5', from: 'manifest', file: 'package.json' },
    },
  });
});
