import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { methodCalls, qualified } from '../shared/python/calls.ts';

const DEEPEST = 8;

/** Calls of `launch` on what is made by Gradio for certain: other packages have such a method, too. */
export function launchesOf(evaluator: Evaluator): readonly CallExpr[] {
  return methodCalls(evaluator, 'launch').filter(
    ({ callee }) => callee.kind === 'member' && isMade(evaluator, callee.object, 0),
  );
}

/** `gr.Blocks()`, `gr.Interface(…).queue()`, and a name that holds it. */
function isMade(evaluator: Evaluator, made: Expr, depth: number): boolean {
  let at = made;
  for (let links = 0; links < DEEPEST && at.kind === 'call'; links += 1) {
    if (/^gradio\./.test(qualified(evaluator, at.callee) ?? '')) return true;
    if (at.callee.kind !== 'member') return false;
    at = at.callee.object;
  }
  if (at.kind !== 'name' || depth >= DEEPEST) return false;
  const bindings = evaluator.module.bindings(at.name, at.span.start);
  return (
    bindings.length > 0 &&
    bindings.every((binding) =>
      binding.kind === 'assign'
        ? binding.path.length === 0 && isMade(evaluator, binding.value, depth + 1)
        : binding.kind === 'other' && binding.what === 'with' && isEntered(evaluator, binding.span.start),
    )
  );
}

/** `with gr.Blocks(title="Orders") as demo:` */
function isEntered({ module }: Evaluator, at: number): boolean {
  const { start } = module.statement(at);
  const [, name] =
    /^(?:async\s{1,20})?with\s{1,20}([\w.]{1,80})\s?\(/.exec(module.text.slice(start, start + 120)) ?? [];
  const [first] = name?.split('.') ?? [];
  return module.imports().some((one) => one.local === first && /^gradio\b/.test(one.from || one.name));
}
