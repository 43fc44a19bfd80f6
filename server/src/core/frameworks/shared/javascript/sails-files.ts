import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, recordEntry } from '../../../evaluate/read.ts';
import type { Value } from '../../../evaluate/value.ts';
import type { Unit } from '../../framework.ts';
import { atLeast } from '../versions.ts';

/** `module.exports.cors = …` of a file in `config`; `*` for all that it exports. */
export function exportedSettings(evaluator: Evaluator, name: string): readonly Value[] {
  return evaluator.module
    .exported(name)
    .flatMap((binding) =>
      binding.kind === 'assign' && binding.path.length === 0 ? [evaluator.evaluate(binding.value)] : [],
    );
}

/**
 * Whether these settings of `config.cors` are read by a Sails before 1.0, which is where they had their place. Sails 1 still
 * takes them, by their old names too: where the version is not known, a new name tells.
 */
export function isBeforeOne(unit: Unit, value: Value): boolean {
  const version = unit.version(['sails']);
  if (version.from !== 'assumed') return !atLeast(version, '1.0.0');
  return !alternatives(value).some(
    ({ value: one }) => one.kind === 'record' && NEW_NAMES.some((name) => recordEntry(one, name)),
  );
}

const NEW_NAMES = [
  'allowOrigins',
  'allowCredentials',
  'allowRequestMethods',
  'allowRequestHeaders',
  'allowResponseHeaders',
];
