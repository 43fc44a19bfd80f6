import type { Evaluator } from '../../evaluate/evaluator.ts';
import { definedValue } from '../../evaluate/imported.ts';
import { starExports, starImports } from '../../evaluate/stars.ts';
import type { Entry } from '../../evaluate/value.ts';
import { placeOf } from '../../text/span.ts';
import { DJANGO_CORS_SETTINGS } from './options.ts';

export interface Starred {
  readonly entries: readonly Entry[];
  /** Some of the files are not at hand: any setting may come from them. */
  readonly isOpen: boolean;
}

/** The settings of `from .base import *`. */
export function starredSettings(evaluator: Evaluator): Starred {
  const { context } = evaluator;
  const stars = starImports(context);
  const isOpen = stars.some(({ from }) => context.follow(from).kind !== 'module');
  if (stars.length === 0) return { entries: [], isOpen };
  const entries = DJANGO_CORS_SETTINGS.flatMap(({ name }): Entry[] => {
    const lead = starExports(context, name).at(-1)?.lead;
    const binding = lead?.kind === 'definition' ? lead.bindings.at(-1) : undefined;
    if (lead?.kind !== 'definition' || !binding) return [];
    const { uri } = lead.context.module;
    const statement = binding.kind === 'assign' ? binding.statement : binding.span;
    // A setting that the importing file assigns is read there; this is what holds where that branch is not taken.
    const isOwn = context.module.exported(name).length > 0;
    const value = isOwn
      ? definedValue(lead, placeOf(uri, binding.span))
      : context.evaluate(context.ending(name));
    const keyPlace = placeOf(uri, binding.span);
    return [{ key: name, value, place: placeOf(uri, statement), keyPlace, form: 'assignment' }];
  });
  return { entries, isOpen };
}
