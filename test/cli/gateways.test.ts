import { expect, test } from 'vitest';
import { runIn } from '../support/cli.ts';
import { folderWith } from '../support/folder.ts';
import { HTTP_STACK, QUIET, STACK, WRITES } from '../support/gateway.ts';

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly file: string;
    readonly range: { readonly start: { readonly line: number } };
    readonly related: readonly { readonly file: string }[];
  }[];
}

/** File, line, rule and related files of each finding. */
async function check(
  files: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<readonly string[]> {
  const ran = await runIn(folderWith(files), ['check', '--format=json', ...words]);
  const { findings } = JSON.parse(ran.output) as Report;
  return findings.map(({ rule, file, range, related }) =>
    [`${file}:${range.start.line}`, rule, ...related.map((one) => one.file)].join(' '),
  );
}

const BESIDE = 'infra/stack.ts:12 duplicate-cors-headers infra/report/index.ts';
const INSTEAD = 'infra/report/index.ts:3 duplicate-cors-headers infra/stack.ts';

test.each([
  ['the whole folder', []],
  ['the gateway alone', ['infra/stack.ts']],
])('a function URL and its function: %s', async (_, words) => {
  const files = { 'infra/stack.ts': STACK, 'infra/report/index.ts': WRITES };
  expect(await check(files, ...words)).toEqual([BESIDE]);
});

test('an HTTP API drops what its function writes: told there', async () => {
  const files = { 'infra/stack.ts': HTTP_STACK, 'infra/report/index.ts': WRITES };
  expect(await check(files)).toEqual([INSTEAD]);
});

test('a function that writes no header, and none at all', async () => {
  expect(await check({ 'infra/stack.ts': STACK, 'infra/report/index.ts': QUIET })).toEqual([]);
  expect(await check({ 'infra/stack.ts': STACK })).toEqual([]);
});

test('a comment beside the header that is dropped hides the finding', async () => {
  const ignored = WRITES.replace(
    '  headers',
    '  // cors-lens-ignore: duplicate-cors-headers -- for local use\n  headers',
  );
  expect(await check({ 'infra/stack.ts': HTTP_STACK, 'infra/report/index.ts': ignored })).toEqual([]);
});
