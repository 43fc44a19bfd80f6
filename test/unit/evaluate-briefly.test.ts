import { expect, test } from 'vitest';
import { createEvaluator } from '../../server/src/core/evaluate/evaluate.ts';
import { openText } from '../support/syntax.ts';

function listOf(text: string) {
  const module = openText(text);
  const [binding] = module.bindings('list', text.length);
  if (binding?.kind !== 'assign') throw new Error('there is no list');
  return { evaluator: createEvaluator(module), list: binding.value };
}

const LONG = `const list = [${Array.from({ length: 1000 }, (_, at) => `${at}`).join(', ')}];\n`;
const SHORT = 'const one = 1;\nconst list = [one, 2];\n';

test('a short question is answered like any other', () => {
  const { evaluator, list } = listOf(SHORT);
  expect(evaluator.briefly(list)).toEqual(listOf(SHORT).evaluator.evaluate(list));
});

test('a long one is given up, and asked whole when somebody wants the whole', () => {
  const whole = listOf(LONG);
  const expected = whole.evaluator.evaluate(whole.list);
  const { evaluator, list } = listOf(LONG);
  expect(evaluator.briefly(list)).not.toEqual(expected);
  const after = evaluator.evaluate(list);
  expect(after).toEqual(expected);
  expect(JSON.stringify(after)).not.toContain('unknown');
});
