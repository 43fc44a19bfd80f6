import { expect, test } from 'vitest';
import { quartCors } from '../../server/src/core/frameworks/quart-cors/index.ts';
import { quartCorsOracle } from './libraries/quart-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(quartCorsOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(quartCors.support.checked).toBe(quartCorsOracle.versions.join(', '));
});
