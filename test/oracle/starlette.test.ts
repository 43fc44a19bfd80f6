import { expect, test } from 'vitest';
import { starlette } from '../../server/src/core/frameworks/starlette/index.ts';
import { starletteOracle } from './libraries/starlette.ts';
import { checkLibrary } from './library.ts';

checkLibrary(starletteOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(starlette.support.checked).toBe(starletteOracle.versions.join(', '));
});
