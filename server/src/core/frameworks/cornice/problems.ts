import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem } from '../../policy/policy.ts';
import { falseText, maxAgeProblem, unknownOptions, wrongType } from '../shared/python/problems.ts';
import { strOf, typeName } from '../shared/python/values.ts';
import { ARGUMENTS, KEYS } from './options.ts';

export type Options = ReadonlyMap<string, Option>;

/** An option as it is written: `cors_origins=…`, or `origins` in `cors_policy`. */
export function optionFor(options: Options, short: string): Option | undefined {
  return options.get(`cors_${short}`) ?? options.get(short);
}

export function problemsOf(options: Options, hidden: readonly Option[]): readonly OptionProblem[] {
  return [
    ...strangers(options),
    ...KEYS.flatMap((short) => {
      const option = optionFor(options, short);
      return option ? problemOf(option, short) : [];
    }),
    ...hidden.map((option): OptionProblem => {
      const effect = `The argument \`cors_${option.name}\` beside \`cors_policy\` wins, and this is not looked at.`;
      return { kind: 'ignored-option', option, effect };
    }),
  ];
}

/** Pyramid gets what Cornice does not know. */
export function strangers(options: Options): readonly OptionProblem[] {
  const effect = 'Pyramid raises `ConfigurationError`, and the application does not start.';
  const isArgument = (name: string) => name.startsWith('cors_');
  const some = (wanted: boolean) => new Map([...options].filter(([name]) => isArgument(name) === wanted));
  return [
    ...unknownOptions(some(true), ARGUMENTS, effect, true),
    ...unknownOptions(some(false), KEYS, effect, true),
  ];
}

function problemOf(option: Option, short: string): readonly OptionProblem[] {
  const { value } = option;
  switch (short) {
    case 'origins':
      return notTexts(value).map((one) =>
        wrongType(
          option,
          one,
          'a list of strings or one string',
          `This is ${typeName(one)}: \`fnmatch\` raises \`TypeError\` with it, and every request from another origin is answered with status 500.`,
        ),
      );
    case 'headers':
      return notTexts(value).map((one) =>
        wrongType(
          option,
          one,
          'a list of strings or one string',
          `This is ${typeName(one)}: \`", ".join(…)\` raises \`TypeError\`, and requests are answered with status 500.`,
        ),
      );
    case 'credentials':
      return falseText(option, 'credentials are on');
    case 'expose_all_headers':
      return falseText(option, 'preflights allow every header');
    case 'max_age':
      return value.kind === 'null' ? [] : maxAgeProblem(option, strOf(value), 'Cornice');
    default:
      return [];
  }
}

/** `to_list`: a list or tuple is taken as it is, anything else is one item. */
export function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' && value.form !== 'set' ? value.items : [value];
}

/** What is known and no text. */
export function notTexts(value: Value): readonly Value[] {
  return itemsOf(value).filter(({ kind }) => !['text', 'unknown', 'oneOf'].includes(kind));
}
