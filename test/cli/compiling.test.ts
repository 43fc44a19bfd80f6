import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { patienceOf } from '../../server/src/cli/compiling.ts';

test('two processors compile later and inline less, with the versions whose flags are known', () => {
  expect(patienceOf('11.3.244.8-node.38', 2)).toEqual([
    '--interrupt-budget=270336',
    '--max-inlined-bytecode-size=100',
  ]);
  expect(patienceOf('12.4.254.21-node.33', 1)).toEqual([
    '--invocation-count-for-turbofan=12000',
    '--max-inlined-bytecode-size=100',
  ]);
});

test('more processors, and versions with Maglev or not known, stay as they are', () => {
  expect(patienceOf('11.3.244.8-node.38', 3)).toEqual([]);
  expect(patienceOf('13.6.233.17-node.40', 2)).toEqual([]);
  expect(patienceOf('1', 2)).toEqual([]);
  expect(patienceOf('', 2)).toEqual([]);
});

test('the running V8 knows each flag that is meant for it, and complains about others', () => {
  const complaintsAbout = (flags: readonly string[]) =>
    spawnSync(
      process.execPath,
      [
        '-e',
        'for (const flag of process.argv.slice(1)) require("v8").setFlagsFromString(flag)',
        '--',
        ...flags,
      ],
      { encoding: 'utf8' },
    ).stderr;
  expect(complaintsAbout(patienceOf(process.versions.v8, 2))).toBe('');
  expect(complaintsAbout(['--no-such-flag'])).toContain('no-such-flag');
});
