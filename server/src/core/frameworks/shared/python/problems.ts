import type { TextValue, Value } from '../../../evaluate/value.ts';
import type { Option, OptionProblem, Repair } from '../../../policy/policy.ts';
import { meantOption } from '../meant.ts';

/** Problems that are the same in every Python library: what a value of another type does there. */

type WrongType = Extract<OptionProblem, { kind: 'wrong-option-type' }>;

export function wrongType(
  option: Option,
  value: Value,
  expected: string,
  effect: string,
  repair?: Repair,
): WrongType {
  return { kind: 'wrong-option-type', option, value, expected, effect, ...(repair ? { repair } : {}) };
}

/** `"False"`, `"0"`: a text that is true for Python. `on` says what is switched on by it: "credentials are on". */
export function falseText(option: Option, on: string): readonly WrongType[] {
  const { value } = option;
  if (value.kind !== 'text' || !/^\s*(?:false|no|off|0|none|null|n|f)\s*$/i.test(value.value)) return [];
  const effect = `A string that is not empty is true in Python, whatever it says: ${on}.`;
  return [wrongType(option, value, '`True` or `False`', effect, { kind: 'replace', text: 'False' })];
}

/**
 * A text where a list is gone through item by item: each letter becomes an entry. `sends` begins the sentence:
 * "Starlette sends `Access-Control-Allow-Methods: ".
 */
export function lettersForList(option: Option, header: string, title: string): readonly WrongType[] {
  const { value } = option;
  if (value.kind !== 'text' || value.value === '') return [];
  const letters = [...value.value];
  const shown = letters.slice(0, 3).join(', ');
  const tail = letters.length > 3 ? ', …' : '';
  const effect = `${title} goes through the string letter by letter and sends \`${header}: ${shown}${tail}\`.`;
  return [wrongType(option, value, 'a list of strings', effect, listRepair(value))];
}

/** `"GET,POST"` as the list that was meant. */
export function listRepair(value: TextValue): Repair {
  const parts = value.value.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length < 2) return { kind: 'wrap-in-list' };
  const quote = value.expr?.kind === 'text' && /'$/.test(value.expr.open) ? "'" : '"';
  const items = parts.map(
    (part) => `${quote}${part.replace(/[\\'"\n\r]/g, (unit) => ESCAPES[unit] ?? `\\${unit}`)}${quote}`,
  );
  return { kind: 'replace', text: `[${items.join(', ')}]` };
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };

/** A value that a browser does not read as seconds. `sent` is what goes over the wire, where anything does. */
export function maxAgeProblem(option: Option, sent: string | undefined, title: string): readonly WrongType[] {
  const { value } = option;
  if (sent === undefined || /^-?\d+(?:\.\d+)?$/.test(sent.trim())) return [];
  const effect = `${title} sends \`Access-Control-Max-Age: ${sent}\`, which is no number: browsers then remember a preflight for 5 seconds.`;
  return [wrongType(option, value, 'a number of seconds', effect)];
}

/** Options that the library does not know; `effect` is a whole sentence. */
export function unknownOptions(
  options: ReadonlyMap<string, Option>,
  names: readonly string[],
  effect: string,
  raises: boolean,
): readonly OptionProblem[] {
  return [...options.values()].flatMap((option): readonly OptionProblem[] => {
    if (names.includes(option.name)) return [];
    const meant = meantOption(option.name, names);
    const free = meant === undefined || options.has(meant) ? {} : { meant };
    return [{ kind: 'unknown-option', option, effect, raises, ...free }];
  });
}

/** `if allow_credentials is True`: what else is true in Python does not count. */
export function onlyTrue(option: Option, title: string): readonly WrongType[] {
  const { value } = option;
  if (['boolean', 'null', 'unknown', 'oneOf'].includes(value.kind)) return [];
  const effect = `For ${title} only \`True\` itself turns credentials on, so it does not send \`Access-Control-Allow-Credentials\`.`;
  const text = value.kind === 'text' ? value.value.trim().toLowerCase() : '';
  const meant = text === 'true' ? 'True' : text === 'false' ? 'False' : undefined;
  return [
    wrongType(
      option,
      value,
      '`True` or `False`',
      effect,
      meant === undefined ? undefined : { kind: 'replace', text: meant },
    ),
  ];
}
