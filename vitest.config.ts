import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Nothing here is timed: a busy machine may take its time (docs/performance.md has the benchmarks).
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // `test/editor` drives a browser: `npm run test:editor`.
    exclude: ['test/editor/**', 'test/fixtures/**', 'node_modules/**'],
  },
});
