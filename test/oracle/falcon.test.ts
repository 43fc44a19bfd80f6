import { expect, test } from 'vitest';
import { falcon } from '../../server/src/core/frameworks/falcon/index.ts';
import { falconOracle } from './libraries/falcon.ts';
import { checkLibrary } from './library.ts';

checkLibrary(falconOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(falcon.support.checked).toBe(falconOracle.versions.join(', '));
});
