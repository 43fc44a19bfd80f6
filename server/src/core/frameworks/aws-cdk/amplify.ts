import type { Evaluator } from '../../evaluate/evaluator.ts';
import { definitionOf } from '../../evaluate/imported.ts';
import { isExport, recordEntry } from '../../evaluate/read.ts';
import type { Program } from '../../policy/policy.ts';
import { programSpecifier } from '../../policy/programs.ts';
import type { Expr } from '../../syntax/expr.ts';
import { resolved } from '../shared/python/calls.ts';

const PACKAGE = '@aws-amplify/backend';

/**
 * `backend.chat.resources.lambda`, where `backend` is `defineBackend({ chat })` and `chat` is `defineFunction({ entry: './handler.ts' })` of
 * another file. The entry begins at the folder of that file, and is `handler.ts` where none is given
 * (@aws-amplify/backend-function@1.19.0:lib/factory.js).
 */
export function amplifyFunction(evaluator: Evaluator, expr: Expr): readonly Program[] {
  const name = functionName(expr);
  const backend = name && resolved(evaluator, name.backend);
  if (!name || backend?.kind !== 'call') return [];
  if (!isExport(evaluator.symbol(backend.callee), PACKAGE, 'defineBackend')) return [];
  const parts = backend.args[0] && resolved(evaluator, backend.args[0].value);
  if (parts?.kind !== 'record') return [];
  const part = parts.entries.find(({ key }) => key === name.name);
  const found = part && definitionOf(evaluator.context, part.value);
  if (found?.expr.kind !== 'call') return [];
  const { context, expr: call } = found;
  if (!isExport(context.symbol(call.callee), PACKAGE, 'defineFunction')) return [];
  const path = entryOf(context, call.args[0]?.value);
  if (path === undefined) return [];
  return [{ from: context.module.uri, specifier: programSpecifier({ path }), entry: 'handler' }];
}

function functionName(expr: Expr): { readonly backend: Expr; readonly name: string } | undefined {
  if (expr.kind !== 'member' || expr.property !== 'lambda') return undefined;
  const resources = expr.object;
  if (resources.kind !== 'member' || resources.property !== 'resources') return undefined;
  const { object } = resources;
  return object.kind === 'member' ? { backend: object.object, name: object.property } : undefined;
}

function entryOf(evaluator: Evaluator, props: Expr | undefined): string | undefined {
  if (!props) return 'handler.ts';
  const value = evaluator.evaluate(props);
  if (value.kind !== 'record' || value.rest.length > 0) return undefined;
  const entry = recordEntry(value, 'entry')?.value;
  if (!entry) return 'handler.ts';
  return entry.kind === 'text' && !/^[/\\]/.test(entry.value) ? entry.value : undefined;
}
