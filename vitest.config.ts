import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Nothing here is timed: a busy machine may take its time (docs/performance.md has the benchmarks).
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By default one core is left alone, which is half of a machine with two.
    maxWorkers: '100%',
    // These drive a browser: `npm run test:editor`, `npm run test:oracle:browser`.
    exclude: ['test/editor/**', 'test/oracle/chromium/**', 'test/fixtures/**', 'node_modules/**'],
  },
});
