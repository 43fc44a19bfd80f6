import { expect, test } from 'vitest';
import { chalice } from '../../server/src/core/frameworks/chalice/index.ts';
import { chaliceOracle } from './libraries/chalice.ts';
import { checkLibrary } from './library.ts';

checkLibrary(chaliceOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(chalice.support.checked).toBe(chaliceOracle.versions.join(', '));
});
