import { createEvaluator } from '../../server/src/core/evaluate/evaluate.ts';
import type { Links } from '../../server/src/core/evaluate/evaluator.ts';
import type { Module } from '../../server/src/core/index.ts';
import { importedDialectOf, openModule, parseText } from '../../server/src/core/index.ts';
import { printValue } from './print-value.ts';
import { resolveAmong } from './resolve.ts';

export type Files = Readonly<Record<string, string>>;

/** Files that import each other; the first one is the one that is analysed. */
export function openFiles(files: Files) {
  const modules = new Map<string, Module>();
  for (const [path, text] of Object.entries(files)) {
    const dialect = importedDialectOf(path);
    if (dialect) modules.set(path, openModule(path, parseText(text, dialect)));
  }
  const links: Links = {
    follow: (from, specifier) => {
      const resolution = resolveAmong((path) => modules.has(path), { from, specifier });
      const module = resolution.kind === 'file' ? modules.get(resolution.uri) : undefined;
      return module ? { kind: 'module', module } : { kind: 'outside' };
    },
  };
  const [first] = modules.values();
  if (!first) throw new RangeError('no file');
  const evaluator = createEvaluator(first, links);
  const asked = first.occurrences('probe').flatMap((name) => {
    const parent = first.parent(name);
    return parent.role === 'callee' ? parent.call.args.map((argument) => argument.value) : [];
  });
  return { evaluator, asked, modules };
}

/** What `probe(…)` in the first file is given. */
export function probed(files: Files): string {
  const { evaluator, asked } = openFiles(files);
  return asked.map((expr) => printValue(evaluator.evaluate(expr))).join('\n');
}
