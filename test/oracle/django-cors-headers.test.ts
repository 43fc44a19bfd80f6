import { expect, test } from 'vitest';
import { djangoCorsHeaders } from '../../server/src/core/frameworks/django-cors-headers/index.ts';
import { djangoCorsHeadersOracle } from './libraries/django-cors-headers.ts';
import { checkLibrary } from './library.ts';

checkLibrary(djangoCorsHeadersOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(djangoCorsHeaders.support.checked).toBe(djangoCorsHeadersOracle.versions.join(', '));
});
