#!/usr/bin/env node
/**
 * `npm run test:oracle:browser`: servers of real libraries on 127.0.0.1, asked by a real Chromium. `ORACLE_SERVERS` says how many:
 * from 500 on everything that is missing is installed, below the Python libraries that are there take part, and a few that pip brings.
 */
import { bin, ensureInstalled, must } from './lib/run.mjs';

await ensureInstalled();
const { findChromium, NO_CHROMIUM } = await import('./editor/browser.mjs');
if (!findChromium()) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}
await must(bin('vitest'), [
  'run',
  '--config',
  'test/oracle/chromium/vitest.config.ts',
  '--root',
  '.',
  ...process.argv.slice(2),
]);
