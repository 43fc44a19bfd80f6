import { expect, test } from 'vitest';
import { sanicExt } from '../../server/src/core/frameworks/sanic-ext/index.ts';
import { sanicExtOracle } from './libraries/sanic-ext.ts';
import { checkLibrary } from './library.ts';

checkLibrary(sanicExtOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(sanicExt.support.checked).toBe(sanicExtOracle.versions.join(', '));
});
