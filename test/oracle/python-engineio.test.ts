import { expect, test } from 'vitest';
import { pythonEngineio } from '../../server/src/core/frameworks/python-engineio/index.ts';
import { pythonEngineioOracle } from './libraries/python-engineio.ts';
import { checkLibrary } from './library.ts';

checkLibrary(pythonEngineioOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(pythonEngineio.support.checked).toBe(pythonEngineioOracle.versions.join(', '));
});
