import { expect, test } from 'vitest';
import { sanicCors } from '../../server/src/core/frameworks/sanic-cors/index.ts';
import { sanicCorsOracle } from './libraries/sanic-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(sanicCorsOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(sanicCors.support.checked).toBe(sanicCorsOracle.versions.join(', '));
});
