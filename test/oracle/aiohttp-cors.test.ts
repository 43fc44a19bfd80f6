import { expect, test } from 'vitest';
import { aiohttpCors } from '../../server/src/core/frameworks/aiohttp-cors/index.ts';
import { aiohttpCorsOracle } from './libraries/aiohttp-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(aiohttpCorsOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(aiohttpCors.support.checked).toBe(aiohttpCorsOracle.versions.join(', '));
});
