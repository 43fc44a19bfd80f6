import { expect, test } from 'vitest';
import { blacksheep } from '../../server/src/core/frameworks/blacksheep/index.ts';
import { blacksheepOracle } from './libraries/blacksheep.ts';
import { checkLibrary } from './library.ts';

checkLibrary(blacksheepOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(blacksheep.support.checked).toBe(blacksheepOracle.versions.join(', '));
});
