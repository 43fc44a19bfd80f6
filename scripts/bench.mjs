#!/usr/bin/env node
/** `npm run bench`: every measurement of docs/performance.md, one after the other. Nothing else should run on the machine. */
import { ensureBuilt, ensureInstalled, must } from './lib/run.mjs';

await ensureInstalled();
await ensureBuilt();
for (const name of ['start', 'keystroke', 'dependents', 'probe', 'patterns', 'check']) {
  await must(process.execPath, [`scripts/bench/${name}.mjs`]);
  console.log();
}
