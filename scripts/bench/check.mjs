import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, TELL_MEMORY, timed } from './measure.mjs';
import { writeTree } from './tree.mjs';

/**
 * The check of a workspace against a text search of the same tree, in turns. `--tree FOLDER` takes an existing tree, `--files N`
 * and `--runs N` other numbers, `--cli FILE` another build. Method and results: docs/performance.md, "Workspace check".
 */
const option = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const cli = option('--cli') ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const files = Number(option('--files') ?? 10_000);
const runs = Number(option('--runs') ?? 5);
const given = option('--tree');

const tree = given ?? mkdtempSync(join(tmpdir(), 'cors-lens-bench-'));
try {
  if (!given) writeTree(tree, files);
  const search = () => timed('rg', ['-il', 'cors|access-control', tree]);
  const check = (...flags) => {
    const run = timed(process.execPath, [...flags, cli, 'check', tree]);
    if (run.status !== 0 && run.status !== 1) throw new Error(`the check ended with status ${run.status}`);
    return run;
  };

  search();
  // A run of its own: what makes it tell its memory takes time to load.
  const memory = Number(check('--import', TELL_MEMORY).told) / 1024;
  const searched = [];
  const checked = [];
  for (let run = 0; run < runs; run++) {
    searched.push(search().milliseconds);
    checked.push(check().milliseconds);
  }
  const round = (number) => Math.round(number);
  process.stdout.write(
    [
      `workspace check, ${given ?? `${files} generated files`}, medians of ${runs} runs`,
      `  rg -il 'cors|access-control'   ${round(median(searched))} ms`,
      `  cors-lens check                ${round(median(checked))} ms`,
      `  ratio                          ${(median(checked) / median(searched)).toFixed(1)} (budget 5)`,
      `  greatest resident memory       ${round(memory)} MB (budget 150)`,
      '',
    ].join('\n'),
  );
} finally {
  if (!given) rmSync(tree, { recursive: true, force: true });
}
