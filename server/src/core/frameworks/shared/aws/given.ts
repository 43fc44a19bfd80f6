import type { Option } from '../../../policy/policy.ts';
import type { Language } from '../../../syntax/module.ts';

/** The options of one set-up, asked for by the names that they have in TypeScript. */
export interface Given {
  readonly language: Language;
  readonly options: ReadonlyMap<string, Option>;
}

export function optionNamed({ language, options }: Given, name: string): Option | undefined {
  return options.get(language === 'python' ? snake(name) : name);
}

/** `allowOrigins` as Python writes it. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
