import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { references } from '../shared/javascript/references.ts';
import { type OptionsReader, readSetup } from '../shared/javascript/setups.ts';
import { lowerRestifyCors } from './lower.ts';

const PACKAGE = /^restify-cors-middleware2?$/;
const READER: OptionsReader = { lower: lowerRestifyCors };

export function read(unit: Unit): Reading {
  const { module } = unit.evaluator;
  const policies = references(unit.evaluator, isMiddleware).flatMap((expr) => {
    const parent = module.parent(expr);
    if (parent.role !== 'callee' || parent.call.isNew) return [];
    return readCall(unit, parent.call, unit.evaluator.symbol(expr)?.module ?? '');
  });
  return { policies, misuses: [] };
}

function isMiddleware({ module, name }: Symbol_): boolean {
  return PACKAGE.test(module) && (name === 'default' || name === '*');
}

/** Without options it does not start, which nobody misses. */
function readCall(unit: Unit, call: CallExpr, name: string): readonly Policy[] {
  const [options] = call.args;
  if (!options || options.spread) return [];
  return readSetup(
    unit.evaluator,
    {
      framework: 'restify-cors',
      title: name,
      version: unit.version([name]),
      setup: placeOf(unit.evaluator.module.uri, call.span),
      options: options.value,
    },
    READER,
  );
}
