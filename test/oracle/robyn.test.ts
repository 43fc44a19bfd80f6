import { expect, test } from 'vitest';
import { robyn } from '../../server/src/core/frameworks/robyn/index.ts';
import { robynOracle } from './libraries/robyn.ts';
import { checkLibrary } from './library.ts';

checkLibrary(robynOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(robyn.support.checked).toBe(robynOracle.versions.join(', '));
});
