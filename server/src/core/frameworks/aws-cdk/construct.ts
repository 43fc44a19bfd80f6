import type { Policy } from '../../policy/policy.ts';
import { type Framework, NOTHING, type OptionSpec } from '../framework.ts';
import { javaScriptTable, pythonTable } from './options.ts';
import { type Found, type Lower, setupsOf } from './setups.ts';
import { importsCdk } from './sites.ts';

/** What one construct of the CDK has of its own. */
export interface Construct extends Pick<Framework, 'respond' | 'support'> {
  readonly found: Found;
  readonly options: readonly OptionSpec[];
  /** What a file with a set-up of it holds. */
  readonly mentions: RegExp;
  readonly lower: Lower;
}

/** A construct as a library: found in both languages, with Python's names of its options. */
export function construct({ found, options, mentions, lower, respond, support }: Construct): Framework {
  return {
    id: found.framework,
    title: found.title,
    languages: ['javascript', 'python'],
    packages: found.packages,
    words: ['aws-cdk', 'aws_cdk'],
    options: javaScriptTable(options),
    optionsIn: { python: pythonTable(options) },
    read(unit) {
      const { evaluator } = unit;
      if (!mentions.test(evaluator.module.text) || !importsCdk(evaluator)) return NOTHING;
      const policies: readonly Policy[] = setupsOf(unit, found, lower);
      return { policies, misuses: [] };
    },
    respond,
    support,
  };
}
