// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source texts
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../server/src/core/syntax/expr.ts';
import { printExpr } from '../support/print-syntax.ts';
import { openText } from '../support/syntax.ts';

/** The value of the argument in `it(<source>)`. */
function argumentOf(source: string): Expr {
  const module = openText(`it(${source})\n`, 'a.py');
  const [name] = module.occurrences('it');
  const parent = name && module.parent(name);
  const value = parent?.role === 'callee' ? parent.call.args[0]?.value : undefined;
  if (!value) throw new Error(`no value: ${source}`);
  return value;
}

describe('expressions', () => {
  test.each([
    // Strings.
    [`'a'`, '"a"'],
    [`"""a\nb"""`, '"a\\nb"'],
    [`''`, '""'],
    [`''''''`, '""'],
    [`r'\\d'`, '"\\\\d"'],
    [`R"\\"x"`, '"\\\\\\"x"'],
    [`u'a'`, '"a"'],
    [`b'a\\xff\\N{COMMA}'`, 'b"aÿ\\\\N{COMMA}"'],
    [`Rb'\\n'`, 'b"\\\\n"'],
    [`'\\x41\\u0042\\U00000043\\104\\0'`, '"ABCD\\u0000"'],
    [`'\\n\\t\\\\\\'\\"\\q'`, `"\\n\\t\\\\'\\"\\\\q"`],
    [`'\\x4'`, '"\\\\x4"'],
    [`'\\U00110000'`, '"\\\\U00110000"'],
    [`'a\\\nb'`, '"ab"'],
    [`'\\N{COLON}\\N{LATIN SMALL LETTER A}\\N{digit three}'`, '":a3"'],
    [`'\\N{EM DASH}'`, '"\ufffd"'],
    [`'a' "b" r'\\c'`, '"ab\\\\c"'],
    [`(\n  'https://'  # scheme\n  "a.example"\n)`, '"https://a.example"'],
    [`'a' b'b'`, 'b"ab"'],
    [`f'a{{b}}'`, '"a{b}"'],
    [`f'a' 'b'`, '"ab"'],
    [`f'a{b}c'`, '`a${b}c`'],
    [`f"{a}{b}" 'c' f'{d}'`, '`${a}${b}c${d}`'],
    [`f'{a!s}{b:d}{c:s}{d:}'`, '`${a}${b}${c}${d}`'],
    [`f'{a!r}{b:>10}{c=}{d, e}'`, `\`${'${<FormatReplacement>}'.repeat(4)}\``],
    [`rf'\\d{a}\\n'`, '`\\d${a}\\n`'],
    [`f'{a["b"]}'`, '`${a["b"]}`'],
    [`f'''\n{f"{a}"}'''`, '`\n${`${a}`}`'],
    // Numbers and constants.
    ['0xFF', '255'],
    ['0o17', '15'],
    ['0b11', '3'],
    ['86_400', '86400'],
    ['.5e1', '5'],
    ['1.', '1'],
    ['-1', '-1'],
    ['- -1', '1'],
    ['+1', '1'],
    ['1j', '<Number>'],
    ['-a', '<UnaryExpression>'],
    // `not` binds closer than `and` and `or`, and looser than comparisons.
    ['not a or b', '(!a or b)'],
    ['not a and b', '(!a and b)'],
    ['not a or b not in c', '(!a or (b not in c))'],
    ['x and not a or c', '((x and !a) or c)'],
    ['x or y and not a or c', '((x or (y and !a)) or c)'],
    ['not a or not b and c', '(!a or (!b and c))'],
    ['not not a or b', '(!!a or b)'],
    ['not (a or b)', '!(a or b)'],
    ['not a == b or c', '(!(a == b) or c)'],
    ['(not a or b) and c', '((!a or b) and c)'],
    ['not a if not b or c else d', '((!b or c) ? !a : d)'],
    ['True', 'true'],
    ['False', 'false'],
    ['None', 'null'],
    ['...', '<Ellipsis>'],
    // Collections.
    ['[]', '[]'],
    ['[a, *b,]', '[a, ...b]'],
    ['()', 'tuple()'],
    ['(a,)', 'tuple(a)'],
    ['(*a, 1)', 'tuple(...a, 1)'],
    ['{1, *a}', 'set(1, ...a)'],
    ['{}', '{}'],
    [`{'a': 1, **b, c: d, 2: 3}`, '{a: 1, ...b, [c]: d, 2: 3}'],
    [`{\n'a': 1,  # one\n# two\n'b': 2}`, '{a: 1, b: 2}'],
    ['[a for a in b if c if not d]', '[a for a in b if c if !d]'],
    ['(f(k) for k, v in b)', '[f(k) for k, v in b]'],
    ['{a async for a in b}', '[a for a in b]'],
    ['a for a in b', '[a for a in b]'],
    ['[a for b in c for a in b]', '[...[a for a in b] for b in c]'],
    ['{a: b for a in c}', '<DictionaryComprehensionExpression>'],
    // Access and calls.
    ['a.b.c', 'a.b.c'],
    [`a['b']["c"]`, 'a["b"]["c"]'],
    ['a[0]', 'a[0]'],
    ['a[b, c]', 'a[tuple(b, c)]'],
    ['a[1:]', 'a[<slice>]'],
    [`a[b'c']`, 'a[b"c"]'],
    ['a(1, *b, c=2, **d)', 'a(1, ...b, c=2, **d)'],
    ['dict(a=1)', 'dict(a=1)'],
    ['a(x for x in y)', 'a([x for x in y])'],
    ['a(b := 1, c=(d := 2))', 'a(1, c=2)'],
    // Operators.
    ['a if b else c if d else e', '(b ? a : (d ? c : e))'],
    ['a or b and not c', '(a or (b and !c))'],
    ['a in b', '(a in b)'],
    ['a not in b', '(a not in b)'],
    ['a == b', '(a == b)'],
    ['a != b', '(a != b)'],
    ['a is None', '(a == null)'],
    ['a is not True', '(a != true)'],
    ['a is b', '(a other b)'],
    ['a == b == c', '((a == b) other c)'],
    ['a < b', '(a other b)'],
    ['a + b | c', '((a + b) | c)'],
    ['a % b', '(a other b)'],
    // Functions, and what is transparent.
    ['lambda: a', '()=>a'],
    ['lambda a, *b, c=1, **d: a', '(a, ...b, c=1, ...d)=>a'],
    ['((a))', 'a'],
    ['await a(b)', 'a(b)'],
    ['(a := b)', 'b'],
    ['(await (a))', 'a'],
    ['(yield a)', '<YieldExpression>'],
  ])('%s', (source, printed) => {
    expect(printExpr(argumentOf(source))).toBe(printed);
  });

  test('the parts of a string', () => {
    const text = `it(r'a.b', """c""", 'd\\n', 'e' "f", u'g')`;
    const literals = openText(text, 'a.py').textLiterals(/[a-g]/g);
    expect(
      literals.map((each) => [
        each.open,
        text.slice(each.content.start, each.content.end),
        each.close,
        each.verbatim,
      ]),
    ).toEqual([
      [`r'`, 'a.b', `'`, true],
      ['"""', 'c', '"""', true],
      [`'`, 'd\\n', `'`, false],
      [`'`, `e' "f`, '"', false],
      [`u'`, 'g', `'`, true],
    ]);
  });

  test('a line end of two characters is one in the value', () => {
    const [literal] = openText('x = """a\r\nb"""\r\n', 'a.py').textLiterals(/a/g);
    expect([literal?.value, literal?.verbatim]).toEqual(['a\nb', false]);
  });

  test('a string inside a hole is a string of its own', () => {
    const module = openText(`f"a{b['origin']}"`, 'a.py');
    expect(module.textLiterals(/origin/g).map(printExpr)).toEqual(['"origin"']);
  });

  test('spans', () => {
    const text = `f(( a ), k=( b ), *c, x = [d])`;
    const module = openText(text, 'a.py');
    const [name] = module.occurrences('f');
    const role = name && module.parent(name);
    const call = role?.role === 'callee' ? role.call : undefined;
    const slice = (span: { start: number; end: number } | undefined) =>
      span && text.slice(span.start, span.end);
    expect(slice(call?.span)).toBe(text);
    expect(slice(call?.argsSpan)).toBe(text.slice(1));
    expect(
      call?.args.map((each) => [slice(each.span), slice(each.nameSpan), slice(each.value.span)]),
    ).toEqual([
      ['( a )', undefined, 'a'],
      ['k=( b )', 'k', 'b'],
      ['*c', undefined, 'c'],
      ['x = [d]', 'x', '[d]'],
    ]);
  });

  test('the same text gives the same object', () => {
    const module = openText(`x = a, b\ny = f(*z)\n`, 'a.py');
    const [a] = module.occurrences('a');
    const first = a && module.parent(a);
    const second = a && module.parent(a);
    expect(first?.role === 'item' && second?.role === 'item' && first.list === second.list).toBe(true);
    const [bound] = module.bindings('x', 0);
    expect(first?.role === 'item' && bound?.kind === 'assign' && bound.value === first.list).toBe(true);
  });
});

test('a long chain before a `not` is read', () => {
  expect(argumentOf(`${'a and '.repeat(2000)}not b or c`).kind).toBe('binary');
  expect(argumentOf(`${'not '.repeat(2000)}a or b`).kind).toBe('not');
});

describe('statements that are not finished', () => {
  test.each([
    ['CORS(app, origins=', 'CORS(app, origins=<missing>)'],
    ['CORS(app, origins=, x=1)', 'CORS(app, origins=<missing>, x=1)'],
    ['CORS(app, origins=[', 'CORS(app, origins=[])'],
    [`CORS(app, origins=["a", `, 'CORS(app, origins=["a"])'],
    ['CORS(app origins=["a"])', 'CORS(app, origins=["a"])'],
    ['CORS(app, )', 'CORS(app)'],
    ['CORS(', 'CORS()'],
    ['CORS(*, **)', 'CORS(...<missing>, **<missing>)'],
    // The parser ends the dictionary at the missing value.
    [`CORS(app, resources={"a": , "b": 1})`, 'CORS(app, resources={a: <missing>}, "b")'],
    [`CORS(app, resources={"a": {`, 'CORS(app, resources={a: {}})'],
    [`CORS(app, origins=["a"]\ndef f(): pass`, 'CORS(app, origins=["a"])'],
    [`CORS(app, origins="a`, 'CORS(app, origins="a")'],
    ['CORS(app, x=a if b)', 'CORS(app, x=(b ? a : <missing>))'],
    ['CORS(app, x=a or)', 'CORS(app, x=(a or <missing>))'],
    ['CORS(app, x=not)', 'CORS(app, x=!<missing>)'],
    ['CORS(app, x=lambda: )', 'CORS(app, x=()=><missing>)'],
    ['CORS(app, x=y.)', 'CORS(app, x=y.)'],
    ['CORS(app, x=y[)', 'CORS(app, x=y[<missing>])'],
  ])('%s', (source, printed) => {
    const module = openText(source, 'a.py');
    const [name] = module.occurrences('CORS');
    const parent = name && module.parent(name);
    expect(parent?.role === 'callee' ? printExpr(parent.call) : parent?.role).toBe(printed);
  });
});
