import type { Evaluator } from './evaluate/evaluator.ts';
import { reaches } from './evaluate/reaching.ts';
import type { Policy } from './policy/policy.ts';
import { mayHoldSetup } from './prefilter.ts';
import type { ModuleRequest, Project } from './project.ts';
import type { Module } from './syntax/module.ts';

/** What the analysis of a gateway reads of one other file. */
export interface Read {
  readonly policies: readonly Policy[];
  readonly needs: readonly ModuleRequest[];
  readonly evaluator: Evaluator;
}

/** How much is looked into for one gateway. */
const MOST_PROGRAMS = 32;
const MOST_FUNCTIONS = 60;
const MOST_IMPORTS = 24;
const DEEPEST = 2;

/**
 * The set-ups of the programs behind a gateway: those that the named function reaches, in its own file and in what that imports.
 * What is not at hand is asked for with `need`.
 */
export function setupsBehind(
  policy: Policy,
  project: Project,
  read: (module: Module) => Read,
  need: (request: ModuleRequest) => void,
): readonly Policy[] {
  const seen = new Set<string>();
  const found = new Set<Policy>();

  function look(request: ModuleRequest, entry: string, depth: number): void {
    if (seen.size === MOST_FUNCTIONS) return;
    const resolution = project.resolve(request);
    if (resolution.kind === 'outside') return;
    const module = resolution.kind === 'file' ? project.module(resolution.uri) : undefined;
    if (!module) {
      need(request);
      return;
    }
    const key = `${module.uri}\n${entry}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (mayHoldSetup(module.text, module.language)) {
      const { policies, needs } = read(module);
      needs.forEach(need);
      for (const one of policies)
        if (one.setup.uri === module.uri && reaches(module, [one.setup.start], entry)) found.add(one);
    }
    if (depth < DEEPEST) lookFurther(module, entry, depth);
  }

  /** Into what the function uses of other files. */
  function lookFurther(module: Module, entry: string, depth: number): void {
    for (const binding of module.exported(entry)) {
      if (binding.kind !== 'import') continue;
      const { from, name } = binding.import;
      look({ from: module.uri, specifier: from }, name === '**' ? entry : name, depth + 1);
    }
    for (const { from, name, local } of module.imports().slice(0, MOST_IMPORTS)) {
      if (local === '') continue;
      const uses = module.occurrences(local);
      const places = uses.map(({ span }) => span.start);
      if (!reaches(module, places, entry)) continue;
      const names = name === '*' ? uses.flatMap((use) => memberOf(module, use)) : [name];
      for (const each of new Set(names)) look({ from: module.uri, specifier: from }, each, depth + 1);
    }
  }

  for (const { from, specifier, entry } of policy.behind?.programs.slice(0, MOST_PROGRAMS) ?? [])
    look({ from, specifier }, entry, 0);
  return [...found];
}

/** `json` of `responses.json`, where `responses` is a whole module. */
function memberOf(module: Module, use: Parameters<Module['parent']>[0]): readonly string[] {
  const parent = module.parent(use);
  return parent.role === 'object' ? [parent.member.property] : [];
}
