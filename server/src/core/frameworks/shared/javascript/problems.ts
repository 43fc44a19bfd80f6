import type { Value } from '../../../evaluate/value.ts';
import type { Option, OptionProblem, Repair } from '../../../policy/policy.ts';
import type { OptionSpec } from '../../framework.ts';
import { meantOption } from '../meant.ts';

export interface NamesOfLibrary {
  /** How messages call the library in the middle of a sentence: `` `cors` ``, `@fastify/cors`. */
  readonly library: string;
  readonly options: readonly OptionSpec[];
  /** What follows where the named option is not given: "the default `*` allows every origin". */
  readonly consequences: Readonly<Record<string, string>>;
  /** Names that other parts of the program read from the same object. */
  readonly alsoTaken?: readonly string[];
  /** The library refuses to start. */
  readonly raises?: boolean;
}

/** The options that the library does not know. An old name of an option leads to the name of today. */
export function unknownOptions(
  options: ReadonlyMap<string, Option>,
  names: NamesOfLibrary,
): readonly OptionProblem[] {
  const known = names.options.map(({ name }) => name);
  return [...options.values()].flatMap((option) => {
    if (known.includes(option.name) || names.alsoTaken?.includes(option.name)) return [];
    return [unknownOption(option, options, names, known)];
  });
}

function unknownOption(
  option: Option,
  options: ReadonlyMap<string, Option>,
  names: NamesOfLibrary,
  known: readonly string[],
): OptionProblem {
  const guess = meantOption(option.name, known);
  const meant = names.options.find(({ name }) => name === guess)?.replacedBy ?? guess;
  const free = meant !== undefined && !options.has(meant) ? meant : undefined;
  const consequence = free === undefined ? undefined : names.consequences[free];
  const effect = names.raises
    ? `${names.library} refuses it, so the server does not start.`
    : `${names.library} ignores it${consequence === undefined ? '' : `, so ${consequence}`}.`;
  const problem = { kind: 'unknown-option', option, effect, raises: names.raises === true } as const;
  return free === undefined ? problem : { ...problem, meant: free };
}

export function wrongType(
  option: Option,
  value: Value,
  expected: string,
  effect: string,
  repair?: Repair,
): readonly OptionProblem[] {
  const problem = { kind: 'wrong-option-type', option, value, expected, effect } as const;
  return [repair ? { ...problem, repair } : problem];
}

export function isOpen(value: Value): boolean {
  return value.kind === 'unknown' || value.kind === 'oneOf';
}

/** `new Set(…)`, whatever it holds. */
export function isSet(value: Value): boolean {
  if (value.kind === 'list') return value.form === 'set';
  return (
    value.kind === 'unknown' && !value.spread && value.reason.kind === 'call' && value.reason.callee === 'Set'
  );
}

/** `'false'`, `'0'`, `'no'`: texts that are meant as no and count as yes wherever truth is asked for. */
export function isTextForNo(value: Value): boolean {
  return value.kind === 'text' && /^(?:false|0|no|off)$/i.test(value.value);
}

/** True for `null`, `undefined`, `''`, `0` and `false` that stand in the source, not for a variable that may be unset. */
export function isWrittenFalsy(value: Value): boolean {
  if (value.expr === undefined) return false;
  switch (value.kind) {
    case 'null':
      return true;
    case 'boolean':
      return !value.value;
    case 'number':
      return value.value === 0;
    case 'text':
      return value.value === '';
    default:
      return false;
  }
}
