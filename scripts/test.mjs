#!/usr/bin/env node
/** `npm test`: installs what is missing, builds, and runs every test that needs no browser. Arguments go to vitest. */
import { bin, ensureBuilt, ensureInstalled, must } from './lib/run.mjs';

await ensureInstalled();
await ensureBuilt();
await must(bin('vscode-tmgrammar-test'), ['--config', 'test/grammar/hosts.json', 'test/grammar/*.txt']);
await must(bin('vitest'), ['run', ...process.argv.slice(2)]);
