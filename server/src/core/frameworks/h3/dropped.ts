import type { ResolvedVersion } from '../../policy/policy.ts';
import type { CallExpr, Expr, FunctionExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced, Relocation, Unit } from '../framework.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * `app.use((event) => { if (handleCors(event, …)) return; })`, as h3 1 had it. In h3 2 the result is the answer itself, and
 * whoever drops it hands the preflight on: measured with 2.0.1 and 2.0.8, status 404 where no route takes OPTIONS.
 */
export function droppedAnswer(unit: Unit, call: CallExpr, version: ResolvedVersion): readonly Misplaced[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  if (!isNew(unit, version) || answersOptions(unit)) return [];
  const [around] = module.enclosing(call.span.start);
  if (around?.kind !== 'function' || !isMiddleware(unit, around.function)) return [];
  const isStatement = module.parent(call).role === 'statement';
  if (!isStatement && !leavesWithNothing(unit, call, around.function)) return [];
  const statement = placeOf(module.uri, module.statement(call.span.start));
  const repair = repairOf(module.text, call, statement);
  return [
    {
      kind: 'unanswered-preflight',
      framework: 'h3',
      title: 'h3',
      place: placeOf(module.uri, call.callee.span),
      message:
        'The preflight ends with status 404: in h3 2 `handleCors` does not send the answer, it gives it back, and here nobody returns it. The request goes on to the routes, and none of them takes OPTIONS. Return what `handleCors` gives where it is not `false`.',
      // Another file may add a route that takes OPTIONS.
      ...(/\bexport\b|\bmodule\.exports\b/.test(module.text) && { confidence: 'likely' }),
      ...(repair && { repair }),
    },
  ];
}

/** Only where it is known: h3 1 has the same name for another contract. */
function isNew({ evaluator }: Unit, version: ResolvedVersion): boolean {
  if (version.from !== 'assumed') return atLeast(version, '2.0.0');
  return evaluator.module.imports().some(({ from, name }) => from === 'h3' && name === 'H3');
}

/** Something of the file takes OPTIONS, or brings routes that may. */
function answersOptions({ evaluator: { module } }: Unit): boolean {
  return ['all', 'options', 'on', 'mount', 'route', 'register'].some((name) =>
    module.occurrences(name).some((use) => use.kind === 'member' && module.parent(use).role === 'callee'),
  );
}

/** `app.use(fn)`, `app.use(defineHandler(fn))` */
function isMiddleware({ evaluator: { module } }: Unit, fn: FunctionExpr): boolean {
  let at: Expr = fn;
  for (let hops = 0; hops < 2; hops += 1) {
    const parent = module.parent(at);
    if (parent.role !== 'argument') return false;
    const { callee } = parent.call;
    if (callee.kind === 'member') return callee.property === 'use' && parent.call.args.length === 1;
    if (
      !/^(?:define(?:Event)?Handler|defineMiddleware|eventHandler)$/.test(
        callee.kind === 'name' ? callee.name : '',
      )
    )
      return false;
    at = parent.call;
  }
  return false;
}

/** `if (handleCors(…)) return;` */
function leavesWithNothing({ evaluator: { module } }: Unit, call: CallExpr, fn: FunctionExpr): boolean {
  return module.returns(fn).some((one) => {
    if (one.value) return false;
    const condition = module.conditions(one.span.start).at(-1);
    return (
      condition?.outcome === true &&
      condition.test?.span.start === call.span.start &&
      condition.test.span.end === call.span.end
    );
  });
}

function repairOf(text: string, { span }: CallExpr, statement: Misplaced['place']): Relocation | undefined {
  const written = text.slice(span.start, span.end);
  const before = text.slice(statement.start, span.start);
  const after = text.slice(span.end, statement.end);
  const isTest = /^if\s*\(\s*$/.test(before) && /^\s*\)\s*(?:return;?|\{\s*return;?\s*\})$/.test(after);
  const isAlone = before === '' && /^;?$/.test(after);
  if (!isTest && !isAlone) return undefined;
  const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, statement.start))?.[0] ?? '';
  const replacement = `const preflight = ${written};\n${indent}if (preflight !== false) return preflight;`;
  return { kind: 'replace', title: 'Return the answer', place: statement, text: replacement };
}
