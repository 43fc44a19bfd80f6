import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Value } from '../../evaluate/value.ts';
import type { Program } from '../../policy/policy.ts';
import { programSpecifier } from '../../policy/programs.ts';

export const CONFIG_FILE = /(?:^|\/)serverless(?:[.-][\w-]+)*\.[cm]?[jt]s$/;

/** The function that `handler` of a configuration names: `src/api.main`, from the folder of the configuration. */
export function handlerOf(evaluator: Evaluator, handler: Value | undefined): readonly Program[] {
  const { uri } = evaluator.module;
  if (handler?.kind === 'text') return CONFIG_FILE.test(uri) ? named(uri, handler.value) : [];
  return handler?.kind === 'unknown'
    ? besideItself(evaluator.at(handler.place.uri), handler.place.start)
    : [];
}

/**
 * `` `${handlerPath(__dirname)}/handler.main` ``, as the template of Serverless for TypeScript writes it: `handlerPath` gives a folder
 * as it is seen from that of the configuration.
 */
function besideItself({ module }: Evaluator, start: number): readonly Program[] {
  for (const use of module.occurrences('handlerPath').slice(0, 20)) {
    const call = module.parent(use);
    const outer = call.role === 'callee' ? module.parent(call.call) : undefined;
    if (call.role !== 'callee' || outer?.role !== 'part' || outer.of.kind !== 'template') continue;
    const [folder, rest, ...more] = outer.of.parts;
    const [argument] = call.call.args;
    const isOwn = argument?.value.kind === 'name' && argument.value.name === '__dirname';
    if (outer.of.span.start !== start || folder !== call.call || !isOwn || more.length > 0) continue;
    return typeof rest === 'string' && rest.startsWith('/') ? named(module.uri, rest.slice(1)) : [];
  }
  return [];
}

function named(from: string, handler: string): readonly Program[] {
  const dot = handler.lastIndexOf('.');
  const path = handler.slice(0, dot).replace(/^\.\//, '');
  if (dot < 1 || !/^[\w./-]+$/.test(path)) return [];
  return [{ from, specifier: programSpecifier({ path }), entry: handler.slice(dot + 1) }];
}
