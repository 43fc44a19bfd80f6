#!/usr/bin/env node
/**
 * `npm run test:editor [-- old|new|web …]`: the packed extension in real VS Codes, driven like a user. The oldest VS Code that is
 * supported here, a current one, and the one that runs in the browser alone.
 */
import { ensureInstalled, ensurePackaged, run } from './lib/run.mjs';

await ensureInstalled();
const { findChromium, NO_CHROMIUM } = await import('./editor/browser.mjs');
const { installEditor } = await import('./editor/install.mjs');
if (!findChromium()) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}
const asked = process.argv.slice(2);
const editors = asked.length > 0 ? asked : ['old', 'new', 'web'];
const vsix = await ensurePackaged();
let failed = 0;
for (const editor of editors) {
  const install = installEditor(editor);
  const file = editor === 'web' ? 'test/editor/web.test.mjs' : 'test/editor/desktop.test.mjs';
  console.log(`\n# ${editor}`);
  const env = { EDITOR_NAME: editor, EDITOR_INSTALL: install, EDITOR_VSIX: vsix };
  const code = await run(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', file], {
    env,
  });
  if (code !== 0) failed++;
}
console.log(
  failed === 0
    ? `\nEvery editor passed: ${editors.join(', ')}.`
    : `\n${failed} of ${editors.length} editors failed.`,
);
process.exitCode = failed === 0 ? 0 : 1;
