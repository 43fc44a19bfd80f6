import { expect, test } from 'vitest';
import { cornice } from '../../server/src/core/frameworks/cornice/index.ts';
import { corniceOracle } from './libraries/cornice.ts';
import { checkLibrary } from './library.ts';

checkLibrary(corniceOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(cornice.support.checked).toBe(corniceOracle.versions.join(', '));
});
