import type { Value } from '../../../evaluate/value.ts';
import type { Option, OptionProblem, Repair } from '../../../policy/policy.ts';
import type { OptionSpec } from '../../framework.ts';
import { meantOption } from '../meant.ts';
import { isTruthy, toJs, toText } from './js-value.ts';

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

/**
 * What a library makes of options that it does not know and, by `check`, of values that it does not expect. A value that
 * is not known is not checked; of a set it is enough to know that it is one.
 */
export function problemsIn(
  options: ReadonlyMap<string, Option>,
  names: NamesOfLibrary,
  check: (option: Option) => readonly OptionProblem[],
): readonly OptionProblem[] {
  return [
    ...unknownOptions(options, names),
    ...[...options.values()].flatMap((option) =>
      isOpen(option.value) && !isSet(option.value) ? [] : check(option),
    ),
  ];
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

/** Credentials of a library for which any truthy value counts, a text too. `name` is the library as messages call it. */
export function truthyProblems(option: Option, name: string): readonly OptionProblem[] {
  const { value } = option;
  if (!isTextForNo(value)) return [];
  const effect = `For ${name} any text counts as \`true\`, so credentials are allowed.`;
  return wrongType(option, value, 'a boolean', effect, { kind: 'replace', text: 'false' });
}

/** Credentials of a library for which nothing but `true` counts. */
export function onlyTrueProblems(option: Option, name: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'boolean' || !isTruthy(toJs(value))) return [];
  return noBoolean(option, `${name} allows credentials for the boolean \`true\` only, so they stay off.`);
}

/** Credentials of a library that sends what is truthy as its text. */
export function sentCredentialsProblems(option: Option, name: string): readonly OptionProblem[] {
  const given = toJs(option.value);
  const text = isTruthy(given) ? toText(given) : undefined;
  if (text === undefined || text === 'true') return [];
  return noBoolean(
    option,
    `${name} sends \`Access-Control-Allow-Credentials: ${text}\`, which browsers do not take for \`true\`.`,
  );
}

function noBoolean(option: Option, effect: string): readonly OptionProblem[] {
  return isTextForNo(option.value)
    ? wrongType(option, option.value, 'a boolean', effect, { kind: 'replace', text: 'false' })
    : wrongType(option, option.value, 'a boolean', effect);
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
