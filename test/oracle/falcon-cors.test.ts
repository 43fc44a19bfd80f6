import { expect, test } from 'vitest';
import { falconCors } from '../../server/src/core/frameworks/falcon-cors/index.ts';
import { falconCorsOracle } from './libraries/falcon-cors.ts';
import { checkLibrary } from './library.ts';

checkLibrary(falconCorsOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(falconCors.support.checked).toBe(falconCorsOracle.versions.join(', '));
});
