import { describe, expect, test } from 'vitest';
import type { EntryForm } from '../../server/src/core/evaluate/value.ts';
import { removeLines, removeListed, renameOption } from '../../server/src/core/fixes/edits.ts';
import { insertOption } from '../../server/src/core/fixes/insert.ts';
import { printList, printText, quoteAt } from '../../server/src/core/fixes/print.ts';
import type { Option } from '../../server/src/core/policy/policy.ts';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import type { Place } from '../../server/src/core/text/span.ts';

/** The text without `«` and `»`, and the place between them. */
function marked(source: string): { text: string; place: Place } {
  const start = source.indexOf('«');
  const end = source.indexOf('»') - 1;
  return { text: source.replace(/[«»]/g, ''), place: { uri: 'f', start, end } };
}

function optionAt(source: string, form: EntryForm): { text: string; option: Option } {
  const { text, place } = marked(source);
  return {
    text,
    option: {
      name: 'x',
      value: { kind: 'null', undefined: false, place, via: [] },
      place,
      keyPlace: place,
      form,
    },
  };
}

describe('removing one of several', () => {
  test.each([
    ['f(«a», b)', 'f(b)'],
    ['f(a, «b»)', 'f(a)'],
    ['f(a, «b», c)', 'f(a, c)'],
    ['f(«a»)', 'f()'],
    ['f(«a»,)', 'f()'],
    ['[\n  a,\n  «b»,\n  c,\n]', '[\n  a,\n  c,\n]'],
    ['[\n  a,\n  «b», # why\n  c,\n]', '[\n  a,\n  c,\n]'],
    ['[\n  a,\n  «b»\n]', '[\n  a\n]'],
    ['[\n  a, // why\n  «b»\n]', '[\n  a, // why\n]'],
    ['X = ("a", «"b"»)', 'X = ("a",)'],
    ['X = (\n    # first\n    "a",\n    «"b"»\n)', 'X = (\n    # first\n    "a",\n)'],
    ['X = ("a", "b", «"c"»)', 'X = ("a", "b")'],
    ['f("a", «"b"»)', 'f("a")'],
    ['[\r\n  a,\r\n  «b»,\r\n]', '[\r\n  a,\r\n]'],
    ['{\n  «a»: 1, b: 2,\n}'.replace('«a»: 1', '«a: 1»'), '{\n  b: 2,\n}'],
    ['«b»', ''],
  ])('%j gives %j', (source, expected) => {
    const { text, place } = marked(source);
    expect(applyEdits(text, [removeListed(text, place)])).toBe(expected);
  });
});

describe('removing a statement', () => {
  test.each([
    ['a = 1\n«b = 2»\nc = 3\n', 'a = 1\nc = 3\n'],
    ['a = 1\n  «b = 2;»  // x\nc = 3', 'a = 1\nc = 3'],
    ['a(); «b()»; c();', 'a();  c();'],
    ['«b = 2»', ''],
    ['a\r\n«b»\r\nc', 'a\r\nc'],
  ])('%j gives %j', (source, expected) => {
    const { text, place } = marked(source);
    expect(applyEdits(text, [removeLines(text, place)])).toBe(expected);
  });

  test.each([
    ['class A:\n    «b = 2»\n\nc = 3\n', 'class A:\n    pass\n\nc = 3\n'],
    ['if a:  # x\n    # y\n    «b = 2»', 'if a:  # x\n    # y\n    pass'],
    ['if a:\n    «b = 2»\n    c = 3\n', 'if a:\n    c = 3\n'],
    ['if a:\n    c = 3\n    «b = 2»\n', 'if a:\n    c = 3\n'],
  ])('in Python no block is left empty: %j gives %j', (source, expected) => {
    const { text, place } = marked(source);
    expect(applyEdits(text, [removeLines(text, { ...place, uri: 'a.py' })])).toBe(expected);
  });
});

describe('renaming', () => {
  test.each<[string, EntryForm, string]>([
    ['f(«old»=1)', 'argument', 'f(fresh=1)'],
    ['{ «old»: 1 }', 'entry', '{ fresh: 1 }'],
    ["{ «'old'»: 1 }", 'entry', "{ 'fresh': 1 }"],
    ['{ «old» }', 'shorthand', '{ fresh: old }'],
    ['app.config[«"OLD"»] = 1', 'assignment', 'app.config["fresh"] = 1'],
    ['«OLD» = 1', 'assignment', 'fresh = 1'],
    ['f(«x»)', 'positional', 'f(x)'],
  ])('%j (%s) gives %j', (source, form, expected) => {
    const { text, option } = optionAt(source, form);
    expect(applyEdits(text, renameOption(text, option, 'fresh'))).toBe(expected);
  });
});

describe('inserting an option', () => {
  const cases: [string, 'argument' | 'entry' | 'assignment', 'python' | 'javascript', string][] = [
    ['f«()»', 'argument', 'python', 'f(o=1)'],
    ['f«(app)»', 'argument', 'python', 'f(app, o=1)'],
    ['f«(\n    app,\n    a=2,\n)»', 'argument', 'python', 'f(\n    app,\n    a=2,\n    o=1,\n)'],
    ['f«(\n    app,\n    a=2\n)»', 'argument', 'python', 'f(\n    app,\n    a=2,\n    o=1\n)'],
    ['cors«()»', 'argument', 'javascript', 'cors({ o: 1 })'],
    ['x = «{}»', 'entry', 'javascript', 'x = { o: 1 }'],
    ['x = «{ a: 2 }»', 'entry', 'javascript', 'x = { a: 2, o: 1 }'],
    ['x = «{\n  a: 2,\n}»', 'entry', 'javascript', 'x = {\n  a: 2,\n  o: 1,\n}'],
    ['if x:\n    «A = 2»\nb', 'assignment', 'python', 'if x:\n    A = 2\n    o = 1\nb'],
  ];
  test.each(cases)('%j as %s in %s gives %j', (source, form, language, expected) => {
    const { text, place } = marked(source);
    expect(applyEdits(text, [insertOption(text, { form, place }, 'o', '1', language)])).toBe(expected);
  });
});

describe('printing', () => {
  test('keeps the quotes of the place, then those of its neighbourhood', () => {
    expect(quoteAt("a = '*'", { uri: 'f', start: 4, end: 7 })).toBe("'");
    expect(quoteAt('x("a", "b", \'c\')\ny()', { uri: 'f', start: 18, end: 20 })).toBe('"');
  });
  test('escapes what would end the text', () => {
    expect(printText('a"b\\\n', '"')).toBe('"a\\"b\\\\\\n"');
  });
  test('breaks a long list in the style of the file', () => {
    const text = 'f(\n\torigins=[],\n)';
    const origins = ['https://a-rather-long-name.example.com', 'https://another-long-name.example.com'];
    expect(printList(origins, text, { uri: 'f', start: 12, end: 14 })).toBe(
      `[\n\t\t"${origins[0]}",\n\t\t"${origins[1]}",\n\t]`,
    );
  });
});

test('edits that overlap are refused', () => {
  const edit = { uri: 'f', start: 0, end: 2, text: '' };
  expect(() => applyEdits('abc', [edit, { ...edit, start: 1 }])).toThrow(RangeError);
});
