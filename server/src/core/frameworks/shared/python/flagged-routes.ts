import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { CallExpr } from '../../../syntax/expr.ts';
import { methodCalls } from './calls.ts';
import { truth } from './values.ts';

const FLAG = /\bcors\s*=\s*True\b/;

/** `@app.route("/", cors=True)`: the calls of these methods, in a file that has such a flag at all. */
export function flaggedRoutes(evaluator: Evaluator, methods: readonly string[]): readonly CallExpr[] {
  if (!FLAG.test(evaluator.module.text)) return [];
  return methods.flatMap((method) =>
    methodCalls(evaluator, method).filter((call) => {
      const flag = call.args.find(({ name }) => name === 'cors');
      if (flag === undefined) return false;
      const value = evaluator.evaluate(flag.value);
      return value.kind === 'boolean' && truth(value) === true;
    }),
  );
}
