import { describe, expect, test } from 'vitest';
import { createEvaluator } from '../../../server/src/core/evaluate/evaluate.ts';
import type { Evaluator } from '../../../server/src/core/evaluate/evaluator.ts';
import { fetchCalls, initValues } from '../../../server/src/core/frameworks/client-requests/fetches.ts';
import { openText } from '../../support/syntax.ts';

/** The methods of the first `fetch()`, and what was followed to tell them. */
function methodsOf(text: string): {
  readonly methods: readonly unknown[];
  readonly followed: readonly string[];
} {
  const evaluator = createEvaluator(openText(text, 'page.ts'));
  const followed: string[] = [];
  const asked: Evaluator = {
    ...evaluator,
    module: evaluator.module,
    briefly: (expr) => {
      followed.push(text.slice(expr.span.start, expr.span.end));
      return evaluator.briefly(expr);
    },
  };
  const [call] = fetchCalls(evaluator.module);
  if (!call) throw new Error('there is no fetch()');
  const values = initValues(asked, call, 'method');
  return { methods: values.map((value) => (value.kind === 'text' ? value.value : value.kind)), followed };
}

describe('the method of a fetch()', () => {
  test.each([
    ["fetch(url, { headers: headersOf(user), method: 'patch', body: JSON.stringify(all) });", ['patch']],
    ["fetch(url, { ...common, method: 'patch' });", ['patch']],
    ["fetch(url, { method: 'get', method: 'patch' });", ['patch']],
    ['fetch(url, { headers: headersOf(user), body });', []],
  ])('is read without what stands beside it: %s', (text, methods) => {
    expect(methodsOf(text)).toEqual({ methods, followed: methods.map((method) => `'${method}'`) });
  });

  test.each([
    ["const common = { method: 'patch' }; fetch(url, { ...common });", ['patch']],
    ["const common = { method: 'patch' }; fetch(url, { body, ...common });", ['patch']],
    ["const init = { method: 'patch' }; fetch(url, init);", ['patch']],
  ])('can come from elsewhere: %s', (text, methods) => {
    expect(methodsOf(text).methods).toEqual(methods);
  });
});
