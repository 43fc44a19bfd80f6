import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // `test/editor` drives a browser: `npm run test:editor`.
    exclude: ['test/editor/**', 'test/fixtures/**', 'node_modules/**'],
  },
});
