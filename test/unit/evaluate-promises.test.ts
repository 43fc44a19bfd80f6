import { expect, it } from 'vitest';
import { probed } from '../support/probe-files.ts';

// A promise as the origin is no list: `cors` would let in everybody. Only what is awaited is followed.
const ROWS: readonly (readonly [source: string, printed: string])[] = [
  ["const f = async () => ['a']; probe(await f())", "['a']"],
  ["async function f() { return ['a']; } const o = await f(); probe(o)", "['a']"],
  ["async function f() { return ['a']; } probe((await (f())).concat('b'))", "['a', 'b']"],
  ["const f = async () => ['a']; const g = async () => f(); probe(await g())", "['a']"],
  ["const f = async () => ['a']; async function g() { return f(); } probe(await g())", "['a']"],
  ["const f = async () => ['a']; probe(f())", '?call(f)'],
  ["const f = async () => ['a']; const g = () => f(); probe(g())", '?call(f)'],
  ["const f = async () => ['a']; const g = async () => [f()]; probe(await g())", '[?call(f)]'],
  // What is thrown ends the program, or the request.
  ["function f() { try { return ['a']; } catch (error) { throw new Error('no'); } } probe(f())", "['a']"],
  ["function f() { try { return ['a']; } catch { process.exit(1); } } probe(f())", "['a']"],
  [
    "function f() { try { return ['a']; } catch (error) { if (x) throw error; } return ['b']; } probe(f())",
    "['a'] when line 1 runs | ['b'] when line 1 does not run",
  ],
  [
    "function f() { try { return ['a']; } catch { return []; } } probe(f())",
    "['a'] when line 1 runs | [] when line 1 does not run and line 1 runs",
  ],
  [
    "const f = (env = process.env) => env.X ?? 'a'; probe(f())",
    "'a' when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  [
    "const f = (env) => { const { X = 'a' } = env; return X; }; probe(f(process.env))",
    "'a' when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
];

it.each(ROWS)('%s', (source, printed) => {
  expect(probed({ 'app.ts': source })).toBe(printed);
});
