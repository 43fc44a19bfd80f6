#!/usr/bin/env node
/**
 * `npm run test:oracle`: every model against the real library in several versions, on 127.0.0.1. Installs the libraries
 * into `.cache/oracle`. `ORACLE_EXCHANGES` says how many exchanges a library, `ORACLE_SEED` which. Arguments go to vitest.
 */
import { bin, ensureInstalled, must } from './lib/run.mjs';

await ensureInstalled();
const { ORACLE_EXCHANGES = '6000' } = process.env;
const args = process.argv.slice(2);
// One library after the other: they install into the same folder, and pip and npm are not made for company.
await must(
  bin('vitest'),
  ['run', '--reporter=verbose', '--no-file-parallelism', ...(args.length > 0 ? args : ['test/oracle'])],
  {
    env: { ORACLE: 'live', ORACLE_EXCHANGES },
  },
);
