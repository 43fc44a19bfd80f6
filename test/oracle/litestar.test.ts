import { expect, test } from 'vitest';
import { litestar } from '../../server/src/core/frameworks/litestar/index.ts';
import { litestarOracle } from './libraries/litestar.ts';
import { checkLibrary } from './library.ts';

checkLibrary(litestarOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(litestar.support.checked).toBe(litestarOracle.versions.join(', '));
});
