import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Expr } from '../../syntax/expr.ts';
import { qualified } from '../shared/python/calls.ts';

/** A class of django-configurations and those of the same file that it inherits from, itself first. */
export interface ClassChain {
  readonly names: readonly string[];
  /** It also inherits from a class of another file. */
  readonly isOpen: boolean;
}

const LONGEST = 8;

/** Undefined for a class that holds no settings of Django, such as pydantic's. */
export function classChain(evaluator: Evaluator, name: string, offset: number): ClassChain | undefined {
  const names = [name];
  let bases = basesAt(evaluator, name, offset);
  while (names.length < LONGEST) {
    if (bases.some((base) => isForeign(evaluator, base))) return undefined;
    if (bases.some((base) => isConfiguration(evaluator, base))) return { names, isOpen: false };
    const local = bases.find((base) => localClass(evaluator, base) !== undefined);
    const at = local && localClass(evaluator, local);
    if (!at || names.includes(at.name)) break;
    names.push(at.name);
    bases = basesAt(evaluator, at.name, at.offset);
  }
  // A base of another file: nothing says what it is, but the file is one of Django's settings.
  return bases.some((base) => evaluator.symbol(base)) ? { names, isOpen: true } : undefined;
}

function basesAt({ module }: Evaluator, name: string, offset: number): readonly Expr[] {
  const around = module.enclosing(offset).find((each) => each.kind === 'class' && each.name === name);
  return around?.kind === 'class' ? around.bases : [];
}

function localClass(
  { module }: Evaluator,
  base: Expr,
): { readonly name: string; readonly offset: number } | undefined {
  if (base.kind !== 'name') return undefined;
  const [binding] = module.bindings(base.name, base.span.start);
  if (binding?.kind !== 'class') return undefined;
  return { name: base.name, offset: module.statement(binding.span.start).end };
}

function isConfiguration(evaluator: Evaluator, base: Expr): boolean {
  return /^configurations\.(?:\w+\.)*Configuration$/.test(qualified(evaluator, base) ?? '');
}

function isForeign(evaluator: Evaluator, base: Expr): boolean {
  return /^(?:pydantic|pydantic_settings|enum|typing|dataclasses)\./.test(qualified(evaluator, base) ?? '');
}
