import { describe, expect, test } from 'vitest';
import { analyze, applyEdits, suppressionEdit } from '../../server/src/core/index.ts';
import { analyzeText, printFinding, projectOf } from '../support/project.ts';

const head = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\n";

function rules(text: string, path = 'a.ts'): readonly string[] {
  return analyzeText(path, text).findings.map((finding) => finding.rule);
}

describe('an ignore comment hides', () => {
  test.each([
    ['on the line above', '// cors-lens-ignore: any-origin -- an open API\napp.use(cors());\n'],
    ['on its own line', 'app.use(cors()); // cors-lens-ignore: any-origin\n'],
    ['as a block comment', '/* cors-lens-ignore: any-origin */\napp.use(cors());\n'],
    ['above other comments', '// cors-lens-ignore: any-origin\n// why\n\napp.use(cors());\n'],
    [
      'among several rules',
      '// cors-lens-ignore: any-origin, unknown-option\napp.use(cors({ origins: 1 }));\n',
    ],
  ])('%s', (_, text) => expect(rules(head + text)).toEqual([]));

  test('the whole file', () => {
    expect(
      rules(`// cors-lens-ignore-file: any-origin\n${head}app.use(cors());\napp.use('/a', cors());\n`),
    ).toEqual([]);
  });
});

describe('it does not hide', () => {
  test.each([
    [
      'another rule',
      '// cors-lens-ignore: null-origin\napp.use(cors());\n',
      ['unused-suppression', 'any-origin'],
    ],
    [
      'a line further down',
      "// cors-lens-ignore: any-origin\napp.disable('etag');\napp.use(cors());\n",
      ['unused-suppression', 'any-origin'],
    ],
    [
      'from inside a text',
      "const x = '// cors-lens-ignore: any-origin';\napp.use(cors());\n",
      ['any-origin'],
    ],
  ])('%s', (_, text, expected) => expect(rules(head + text)).toEqual(expected));
});

describe('a comment in a file without set-ups, whose values others may use, is not called unused', () => {
  test.each([
    ['options.ts', "export const options = { origin: '*' }; // cors-lens-ignore: any-origin\n"],
    ['options.js', "module.exports = {\n  // cors-lens-ignore: any-origin\n  origin: '*',\n};\n"],
    [
      'options.ts',
      "export function options() {\n  return { origin: '*' }; // cors-lens-ignore: any-origin\n}\n",
    ],
    ['settings.py', 'class Settings:\n    ORIGINS = ["*"]  # cors-lens-ignore: any-origin\n'],
    ['settings.py', '# cors-lens-ignore-file: any-origin\nORIGINS = ["*"]\n'],
    ['settings.py', 'ORIGINS: list[str] = [\n    "*",  # cors-lens-ignore: any-origin\n]\n'],
    ['settings.py', 'ORIGINS.append("*")  # cors-lens-ignore: any-origin\n'],
  ])('%s: %j', (path, text) => expect(analyzeText(path, text).findings).toEqual([]));

  test.each([
    ['a rule that does not exist', 'a.py', 'ORIGINS = ["*"]  # cors-lens-ignore: any-orgin\n'],
    [
      'a value that a set-up of its own file uses',
      'a.ts',
      `${head}const origin = 'https://a.example'; // cors-lens-ignore: any-origin\napp.use(cors({ origin }));\n`,
    ],
  ])('but %s is', (_, path, text) =>
    expect(analyzeText(path, text).findings.map(({ rule }) => rule)).toEqual(['unused-suppression']),
  );
});

test('the comment of a rule that is off is not called unused', () => {
  const text = `${head}// cors-lens-ignore: any-origin\napp.use(cors());\n`;
  expect(analyzeText('a.ts', text, { settings: { rules: { 'any-origin': 'off' } } }).findings).toEqual([]);
});

describe('the edit that ignores a finding', () => {
  test.each([
    ['a.ts', `${head}app.use(cors());\n`, '// cors-lens-ignore: any-origin -- an open API\napp.use(cors());'],
    [
      'a.ts',
      `${head}if (x) {\r\n  app.use(cors());\r\n}\r\n`,
      '  // cors-lens-ignore: any-origin -- an open API\r\n  app.use(cors());',
    ],
    [
      'a.py',
      'from flask import Flask\nfrom flask_cors import CORS\napp = Flask("a")\nCORS(\n    app,\n    origins="*",\n)\n',
      '    # cors-lens-ignore: any-origin -- an open API\n    origins="*",',
    ],
  ])('in %s hides it: %j', (path, text, expected) => {
    const project = projectOf({ files: { [path]: text } });
    const [finding] = analyze(project, path).findings;
    const module = project.module(path);
    if (!finding || !module) throw new Error('there should be a finding');
    const edit = suppressionEdit(module, finding, ' an open\n API ');
    if (!edit) throw new Error('there should be an edit');
    const after = applyEdits(text, [edit]);
    expect(after).toContain(expected);
    expect(analyzeText(path, after).findings.map((f) => printFinding(f, after))).toEqual([]);
  });

  test('is refused where a comment cannot stand', () => {
    const text =
      'from flask import Flask\nfrom flask_cors import CORS\napp = Flask("a")\nCORS(app, origins="""https://a.example,\nhttps://b.example""".split(","))\n';
    const project = projectOf({ files: { 'a.py': text } });
    const module = project.module('a.py');
    if (!module) throw new Error('there should be a module');
    const start = text.indexOf('https://b');
    expect(
      suppressionEdit(module, { rule: 'any-origin', place: { uri: 'a.py', start, end: start + 3 } }, ''),
    ).toBeUndefined();
  });
});
