import type { Evaluator, Symbol_ } from '../../evaluate/evaluator.ts';
import type { Option, Policy } from '../../policy/policy.ts';
import type { CallExpr, FunctionExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { references } from '../shared/javascript/references.ts';
import { returnedCases, settledReturn } from '../shared/javascript/returned.ts';
import { notOptions, type OptionsReader, readSetup } from '../shared/javascript/setups.ts';
import { lowerRemixUtils } from './lower.ts';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const policies = ['cors', 'createCorsMiddleware'].flatMap((exported) =>
    references(evaluator, (symbol) => isExported(symbol, exported), exported).flatMap((expr) => {
      const parent = evaluator.module.parent(expr);
      if (parent.role !== 'callee' || parent.call.isNew) return [];
      return readCall(unit, parent.call, exported === 'cors' ? 2 : 0);
    }),
  );
  return { policies, misuses: [] };
}

/** Since 7.0.0 each export has a path of its own; the middleware, since 8, was `unstable_` at first. */
function isExported({ module, name }: Symbol_, exported: string): boolean {
  const written = name.replace(/^\*\./, '').replace(/^unstable_/, '');
  if (written !== exported) return false;
  return exported === 'cors'
    ? /^(?:npm:)?remix-utils(?:@[\w.^~-]+)?(?:\/cors)?$/.test(module)
    : /^(?:npm:)?remix-utils(?:@[\w.^~-]+)?\/middleware\/cors$/.test(module);
}

/** `cors(request, response, options)`, `createCorsMiddleware(options)` */
function readCall(unit: Unit, call: CallExpr, at: number): readonly Policy[] {
  const { module } = unit.evaluator;
  if (call.args.length < at || call.args.some(({ spread }) => spread)) return [];
  const options = call.args[at]?.value;
  return readSetup(
    unit.evaluator,
    {
      framework: 'remix-utils',
      title: 'remix-utils',
      version: unit.version(['remix-utils']),
      setup: placeOf(module.uri, call.span),
      ...(call.args.length === 0 && {
        insertion: { form: 'argument', place: placeOf(module.uri, call.argsSpan) },
      }),
      ...(options && { options }),
    },
    READER,
  );
}

const READER: OptionsReader = {
  lower: lowerRemixUtils,
  given: (evaluator, value) => {
    if (value.kind !== 'text' && value.kind !== 'list' && value.kind !== 'regex') return undefined;
    const effect = 'remix-utils finds no option in it, so the default answers every origin with itself.';
    return notOptions(evaluator, value, effect, (written) => `{ origin: ${written} }`);
  },
  settled: (evaluator, option) => settledReturn(evaluator, option, 'first parameter'),
  callback: (evaluator, options) => {
    const origin = options.get('origin');
    return mayGiveNothing(evaluator, origin)
      ? undefined
      : returnedCases(evaluator, origin, 'first parameter', 'setting');
  },
};

/** What may be `undefined`, or `*`: a search, an entry that may be missing. */
const MAY_MISS = /\bundefined\b|\bvoid\b|\.(?:find|at|get|pop|shift)\w*\(|\?\.|[\w)\]]\s{0,9}\[|['"`]\*['"`]/;

/**
 * A function that gives nothing lets every origin in, with `*`, and it may do so on the way that is meant to refuse. Only one that
 * is sure to give something is read.
 */
function mayGiveNothing(evaluator: Evaluator, option: Option | undefined): boolean {
  if (option?.value.kind !== 'function') return false;
  const { module } = evaluator.at(option.value.place.uri);
  const fn = option.value.function;
  return (
    MAY_MISS.test(module.text.slice(fn.span.start, fn.span.end)) || mayFallThrough(evaluator, option, fn)
  );
}

function mayFallThrough(evaluator: Evaluator, { value }: Option, fn: FunctionExpr): boolean {
  if (fn.result) return false;
  const { module } = evaluator.at(value.place.uri);
  const returns = module.returns(fn);
  const last = returns.at(-1);
  if (!last || returns.some((each) => !each.value)) return true;
  const after = module.text.slice(last.span.end, fn.body.end);
  const around = (offset: number) => module.conditions(offset).length;
  return !/^[\s;}]*$/.test(after) || around(last.span.start) > around(fn.span.start);
}
