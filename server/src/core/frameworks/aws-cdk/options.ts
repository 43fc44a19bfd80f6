import type { Option, OptionProblem } from '../../policy/policy.ts';
import type { Language } from '../../syntax/module.ts';
import type { OptionSpec, OptionTable } from '../framework.ts';
import { type Given, optionNamed, snake } from '../shared/aws/given.ts';
import { unknownOptions as unknownInJavaScript, wrongType } from '../shared/javascript/problems.ts';
import { unknownOptions as unknownInPython } from '../shared/python/problems.ts';

/** Python refuses names that it does not know; TypeScript says so, and what runs ignores them. */
export function javaScriptTable(options: readonly OptionSpec[]): OptionTable {
  return { unknown: 'ignores', options };
}

export function pythonTable(options: readonly OptionSpec[]): OptionTable {
  const named = (text: string) => text.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, snake);
  return {
    unknown: 'raises',
    options: options.map((spec) => ({
      ...spec,
      name: snake(spec.name),
      default: spec.default.replace(/^false$/, 'False'),
      meaning: named(spec.meaning),
    })),
  };
}

/** What happens to an app whose options are not what the CDK takes. */
export const NOT_SYNTHESISED = 'The CDK refuses anything else, so the app does not synthesise.';

const LISTS: readonly OptionSpec['role'][] = ['origins', 'methods', 'headers', 'expose-headers'];

/** The names and types that the CDK refuses, alike in all of its constructs. */
export function commonProblems(given: Given, specs: readonly OptionSpec[]): readonly OptionProblem[] {
  const { language, options } = given;
  const unknown =
    language === 'python'
      ? unknownInPython(
          options,
          specs.map(({ name }) => snake(name)),
          'It raises `TypeError`, and the app does not synthesise.',
          true,
        )
      : unknownInJavaScript(options, { library: 'The CDK', options: specs, consequences: {} });
  const wrong = specs.flatMap((spec) => {
    const option = optionNamed(given, spec.name);
    return option ? typeProblem(option, spec, language) : [];
  });
  return [...unknown, ...wrong];
}

function typeProblem(option: Option, spec: OptionSpec, language: Language): readonly OptionProblem[] {
  const { value } = option;
  if (LISTS.includes(spec.role)) {
    if (!['text', 'number', 'boolean', 'record'].includes(value.kind)) return [];
    const repair = value.kind === 'text' ? ({ kind: 'wrap-in-list' } as const) : undefined;
    return wrongType(option, value, 'a list of strings', NOT_SYNTHESISED, repair);
  }
  // A `Duration` is a number here too, without a literal that says so.
  if (spec.type === 'Duration' && (value.kind === 'text' || (value.kind === 'number' && value.expr)))
    return wrongType(option, value, 'a `Duration`', NOT_SYNTHESISED);
  if (spec.type === 'Duration' && value.kind === 'number' && !Number.isInteger(value.value))
    return wrongType(option, value, 'a `Duration` of whole seconds', NOT_SYNTHESISED);
  if (spec.role === 'credentials' && language === 'python' && value.kind === 'text')
    return wrongType(option, value, '`True` or `False`', NOT_SYNTHESISED);
  return [];
}
