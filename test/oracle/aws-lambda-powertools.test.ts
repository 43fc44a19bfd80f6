import { expect, test } from 'vitest';
import { awsLambdaPowertools } from '../../server/src/core/frameworks/aws-lambda-powertools/index.ts';
import { awsLambdaPowertoolsOracle } from './libraries/aws-lambda-powertools.ts';
import { checkLibrary } from './library.ts';

checkLibrary(awsLambdaPowertoolsOracle);

test('the table of libraries names the versions that are checked', () => {
  expect(awsLambdaPowertools.support.checked).toBe(awsLambdaPowertoolsOracle.versions.join(', '));
});
