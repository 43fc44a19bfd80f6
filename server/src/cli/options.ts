import { nearest } from './nearest.ts';

/** One option of a command. Help, parsing and suggestions come from it. */
export interface OptionSpec {
  /** With its dashes. */
  readonly name: string;
  readonly short?: string;
  /** How help calls the value; absent for a switch. */
  readonly value?: string;
  /** Every value counts, not only the last. */
  readonly repeated?: boolean;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface Given {
  /** By the option's name: the last value, or `true` for a switch. */
  readonly options: ReadonlyMap<string, string | true>;
  /** Of options that may be given several times, by name: every value. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
}

/** `misuse` is a whole sentence. */
export type Parsed = (Given & { readonly misuse?: undefined }) | { readonly misuse: string };

/** `--name value`, `--name=value`, `-n value`; `--` ends the options; `-` alone is an operand. */
export function parseOptions(words: readonly string[], specs: readonly OptionSpec[]): Parsed {
  const options = new Map<string, string | true>();
  const lists = new Map<string, readonly string[]>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      operands.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    const spec = specs.find((one) => one.name === name || one.short === name);
    if (!spec) return { misuse: unknownOption(name, specs) };
    if (spec.value === undefined) {
      if (equals >= 0) return { misuse: `The option ${spec.name} takes no value.` };
      options.set(spec.name, true);
      continue;
    }
    const value = equals >= 0 ? word.slice(equals + 1) : words[++at];
    if (value === undefined || value === '')
      return { misuse: `The option ${spec.name} needs a value: ${spec.value}.` };
    if (spec.choices && !spec.choices.includes(value))
      return { misuse: unknownChoice(spec.name, value, spec.choices) };
    options.set(spec.name, value);
    if (spec.repeated) lists.set(spec.name, [...(lists.get(spec.name) ?? []), value]);
  }
  return { options, lists, operands };
}

function unknownOption(name: string, specs: readonly OptionSpec[]): string {
  const meant = nearest(
    name,
    specs.map((spec) => spec.name),
  );
  return `There is no option ${name}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

function unknownChoice(name: string, value: string, choices: readonly string[]): string {
  const meant = nearest(value, choices);
  const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `${name} must be one of ${choices.join(', ')}, not "${value}".${question}`;
}

/** One line an option, the explanations below each other. */
export function describeOptions(specs: readonly OptionSpec[]): string {
  const heads = specs.map(
    (spec) => `${spec.short ? `${spec.short}, ` : '    '}${spec.name}${spec.value ? ` ${spec.value}` : ''}`,
  );
  const width = Math.max(...heads.map((head) => head.length));
  const margin = ' '.repeat(width + 4);
  return specs
    .map(
      (spec, index) =>
        `  ${(heads[index] ?? '').padEnd(width)}  ${spec.help.replaceAll('\n', `\n${margin}`)}\n`,
    )
    .join('');
}
