import type { Evaluator } from '../../evaluate/evaluator.ts';
import { recordEntry } from '../../evaluate/read.ts';
import type { Value } from '../../evaluate/value.ts';
import type { CallExpr } from '../../syntax/expr.ts';

/** Functions that begin to listen, and where they take the port: the first argument, or an option of that name. */
const STARTS = ['listen', 'serve', 'server', 'run', 'run_app'] as const;

/**
 * The port on which the program of this file listens, where the file names exactly one: `uvicorn.run(app, port=8000)`,
 * `app.listen(3000)`, `serve({ fetch, port: 3000 })`. Undefined where one of them is not known.
 */
export function servedPort(evaluator: Evaluator): number | undefined {
  const ports = STARTS.flatMap((name) => callsOf(evaluator, name)).flatMap((call) => portOf(evaluator, call));
  const [port, ...others] = new Set(ports);
  return others.length === 0 && port !== 'unknown' ? port : undefined;
}

function callsOf({ module }: Evaluator, name: string): readonly CallExpr[] {
  // A name that stands everywhere is no program's start.
  const uses = module.occurrences(name).slice(0, 20);
  return uses.flatMap((use) => {
    const parent = module.parent(use);
    return parent.role === 'callee' ? [parent.call] : [];
  });
}

function portOf(evaluator: Evaluator, { callee, args }: CallExpr): readonly (number | 'unknown')[] {
  const named = args.find(({ name }) => name === 'port');
  if (named) return [number(evaluator.evaluate(named.value))];
  if (evaluator.module.language === 'python') return [];
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  return args.slice(0, 2).flatMap(({ value: expr }, at): readonly (number | 'unknown')[] => {
    if (expr.kind === 'function') return [];
    const value = evaluator.evaluate(expr);
    if (value.kind === 'record') {
      const entry = recordEntry(value, 'port');
      return entry ? [number(entry.value)] : [];
    }
    return name === 'listen' && at === 0 ? [number(value)] : [];
  });
}

function number(value: Value): number | 'unknown' {
  if (value.kind === 'number') return value.value;
  return value.kind === 'text' && /^\d{1,5}$/.test(value.value) ? Number(value.value) : 'unknown';
}
