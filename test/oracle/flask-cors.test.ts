import { expect, test } from 'vitest';
import { flaskCors } from '../../server/src/core/frameworks/flask-cors/index.ts';
import { flaskCorsOracle } from './libraries/flask-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(flaskCorsOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(flaskCors.support.checked).toBe(flaskCorsOracle.versions.join(', '));
});
