import { defineConfig } from 'vitest/config';

/** `npm run test:oracle:browser`: apart from `npm test`, since it needs a Chromium. */
export default defineConfig({
  test: {
    include: ['test/oracle/chromium/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: ['verbose'],
  },
});
