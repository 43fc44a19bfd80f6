import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem } from '../../policy/policy.ts';
import { meantOption } from '../shared/meant.ts';
import { listRepair, wrongType } from '../shared/python/problems.ts';
import { typeName } from '../shared/python/values.ts';
import { AIOHTTP_CORS_OPTIONS } from './options.ts';

const NAMES = AIOHTTP_CORS_OPTIONS.map(({ name }) => name);
const RAISES = 'aiohttp-cors raises `ValueError`, and the application does not start.';
const OPEN = ['unknown', 'oneOf'];

/** `form`: whether the options are arguments of `ResourceOptions` or entries of a dict, which takes one name less. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  form: 'call' | 'dict',
): readonly OptionProblem[] {
  return [...options.values()].flatMap((option) => problemOf(option, options, form));
}

function problemOf(
  option: Option,
  options: ReadonlyMap<string, Option>,
  form: 'call' | 'dict',
): readonly OptionProblem[] {
  const { name, value } = option;
  if (!isKnown(name, form)) {
    const meant = NAMES.includes(name)
      ? undefined
      : meantOption(
          name,
          NAMES.filter((one) => isKnown(one, form)),
        );
    const effect =
      form === 'dict' && name === 'allow_methods'
        ? `A dict of options takes no \`allow_methods\`, \`ResourceOptions(…)\` does: ${RAISES}`
        : form === 'dict'
          ? RAISES
          : RAISES.replace('ValueError', 'TypeError');
    const free = meant === undefined || options.has(meant) ? {} : { meant };
    return [{ kind: 'unknown-option', option, effect, raises: true, ...free }];
  }
  if (OPEN.includes(value.kind)) return [];
  if (name === 'allow_credentials') {
    if (value.kind === 'boolean') return [];
    const text = value.kind === 'text' && /^(?:true|false)$/i.test(value.value) ? value.value : undefined;
    const repair = text && ({ kind: 'replace', text: /^t/i.test(text) ? 'True' : 'False' } as const);
    return [wrongType(option, value, '`True` or `False`', because(value), repair || undefined)];
  }
  if (name === 'max_age') {
    if (isMaxAge(value)) return [];
    return [wrongType(option, value, 'a whole number of seconds', because(value))];
  }
  if (name === 'allow_methods' && value.kind === 'null') return [];
  if (value.kind === 'text' && value.value !== '*')
    return [wrongType(option, value, 'a list of strings, or `"*"`', because(value), listRepair(value))];
  if (value.kind !== 'text' && !isSequence(value))
    return [wrongType(option, value, 'a list of strings, or `"*"`', because(value))];
  return [];
}

function because(value: Value): string {
  return `This is ${typeName(value)}: ${RAISES}`;
}

/** `frozenset(options.keys()) - options_keys` (aiohttp-cors@0.8.1:aiohttp_cors/cors_config.py). */
export function isKnown(name: string, form: 'call' | 'dict'): boolean {
  return NAMES.includes(name) && !(form === 'dict' && name === 'allow_methods');
}

/** `isinstance(value, collections.abc.Sequence)`: lists and tuples, no sets and no dicts. */
export function isSequence(value: Value): boolean {
  return value.kind === 'list' && value.form !== 'set';
}

export function isMaxAge(value: Value): boolean {
  if (value.kind === 'null' || value.kind === 'boolean') return true;
  return value.kind === 'number' && Number.isInteger(value.value) && value.value >= 0;
}
