import { expect, it } from 'vitest';
import { probed } from '../support/probe-files.ts';

const ROWS: readonly (readonly [source: string, printed: string])[] = [
  ["function setUp(app, origins) { probe(origins); } setUp(app, ['a']);", "['a']"],
  ["const setUp = (app, origins) => { app.use(() => probe(origins)); }; setUp(app, ['a']);", "['a']"],
  ["function setUp(app, origins = ['z']) { probe(origins); } setUp(app);", "['z']"],
  ["function setUp(app, origins) { probe(origins ?? ['z']); } setUp(app);", "['z']"],
  [
    "function setUp({ origins, on = true }) { probe(origins, on); } setUp({ origins: ['a'] });",
    "['a']\ntrue",
  ],
  [
    "function setUp(origins) { probe(origins); }\nsetUp(['a']);\nsetUp(['b']);",
    "['a'] when `setUp` is called in line 2 | ['b'] when `setUp` is called in line 3",
  ],
  [
    "function setUp(origins, on) { probe({ origins, on }.origins, on); }\nsetUp(['a'], true);\nsetUp(load(), false);",
    "['a'] when `setUp` is called in line 2 | ?call(load) when `setUp` is called in line 3\ntrue when `setUp` is called in line 2 | false when `setUp` is called in line 3",
  ],
  [
    "function setUp(origins) { probe(origins); } function start() { setUp((process.env.X ?? 'a').split(',')); }",
    "['a'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  ['function outer(a) { function inner(b) { probe(b); } inner(a); } outer(1);', '1'],
  [
    "function setUp(origins) { probe(origins); }\nif (process.env.NODE_ENV === 'production') setUp(['a']);\nelse setUp(['b']);",
    "['a'] when `process.env.NODE_ENV === 'production'` is true [env] and `setUp` is called in line 2 | ['b'] when `process.env.NODE_ENV === 'production'` is false [dev] [env] and `setUp` is called in line 3",
  ],
  // Somebody else may call it, or it is called with more than is written.
  ["export function setUp(origins) { probe(origins); } setUp(['a']);", '?parameter(origins)'],
  ["function setUp(origins) { probe(origins); } setUp(['a']); export { setUp };", '?parameter(origins)'],
  [
    "function setUp(origins) { probe(origins); } setUp(['a']); module.exports = { setUp };",
    '?parameter(origins)',
  ],
  ["function setUp(origins) { probe(origins); } setUp(['a']); apps.forEach(setUp);", '?parameter(origins)'],
  ['function setUp(origins) { probe(origins); } setUp(...load());', '?parameter(origins)'],
  ["function setUp(...origins) { probe(origins); } setUp('a');", '?parameter(origins)'],
  ["function setUp(origins) { probe(origins); if (x) setUp(['b']); } setUp(['a']);", '?parameter(origins)'],
  ['function setUp(origins) { probe(origins); }', '?parameter(origins)'],
  ["class A { setUp(origins) { probe(origins); } } new A().setUp(['a']);", '?parameter(origins)'],
  // The caller may have asked whose origin it is.
  [
    'function allow(res, origin) { probe(origin); } function f(req, res) { allow(res, req.headers.origin); }',
    '?parameter(origin)',
  ],
];

it.each(ROWS)('%s', (source, printed) => {
  expect(probed({ 'app.ts': source })).toBe(printed);
});
