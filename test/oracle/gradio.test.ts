import { expect, test } from 'vitest';
import { gradio } from '../../server/src/core/frameworks/gradio/index.ts';
import { gradioOracle } from './libraries/gradio.ts';
import { checkLibrary } from './library.ts';

checkLibrary(gradioOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(gradio.support.checked).toBe(gradioOracle.versions.join(', '));
});
