import type { Option, OptionProblem } from '../../../policy/policy.ts';
import { wrongType } from '../javascript/problems.ts';

/** A text is sent as it is, a list joined. */
export function namesProblems(option: Option, name: string): readonly OptionProblem[] {
  const { value } = option;
  if (isNothing(option) || value.kind === 'text') return [];
  if (value.kind === 'list' && value.form !== 'set') return [];
  const effect = `${name} sends its text, which names nothing.`;
  return wrongType(option, value, 'a string or a list of strings', effect);
}

/** `null`, `undefined` and `false` leave the header out. */
export function isNothing({ value }: Option): boolean {
  return value.kind === 'null' || (value.kind === 'boolean' && !value.value);
}

export function maxAgeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'number' || isNothing(option)) return [];
  if (value.kind === 'text' && (value.value === '' || /^\s*-?\d+\s*$/.test(value.value))) return [];
  const text = value.kind === 'text' ? `\`Access-Control-Max-Age: ${value.value}\`` : 'its text';
  const effect = `It is sent as ${text}, which browsers cannot read, so they keep the answer for 5 seconds only.`;
  return wrongType(option, value, 'a number of seconds', effect);
}
