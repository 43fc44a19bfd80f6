import type { Framework } from '../../server/src/core/frameworks/framework.ts';
import type { Policy } from '../../server/src/core/policy/policy.ts';
import { readText } from '../support/policies.ts';
import type { OracleCase } from './library.ts';
import { requests, seeded } from './requests.ts';

/** Source texts for one option, and how often of sixteen set-ups it is given. */
export interface Pool {
  readonly chance: number;
  readonly values: readonly string[];
}

export type Pools = Readonly<Record<string, Pool>>;

/** A set-up that is written out: `options` stands between the parentheses of the call. */
export interface SourceCase extends OracleCase {
  readonly options: string;
}

export interface SourceSetups {
  readonly framework: Framework;
  readonly seed: number;
  /** The first option goes through all of its values in order, so that none is left to chance. */
  readonly pools: Pools;
  /** Other texts in the place of the options: nothing, a function. */
  readonly others: readonly string[];
  /** Of each set-up. */
  readonly requests: number;
  /** The file of a project that has these options. */
  file(options: string): string;
  /** The name of that file, where it counts. */
  readonly path?: string;
  /** What the project's lock file says. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Set-ups from source text to answer: the reader is checked together with the model. */
export function sourceCases(setups: SourceSetups, exchanges: number): readonly SourceCase[] {
  const random = seeded(setups.seed);
  return Array.from({ length: Math.ceil(exchanges / setups.requests) }, (_, i) => {
    const entries = Object.entries(setups.pools).flatMap(([name, { chance, values }], position) => {
      const turn = position === 0 && i < values.length * 2;
      if (!turn && random.below(16) >= chance) return [];
      return [`${name}: ${turn ? values[i % values.length] : random.pick(values)}`];
    });
    const isOther = setups.others.length > 0 && random.below(10) === 0;
    const options = isOther ? random.pick(setups.others) : `{ ${entries.join(', ')} }`;
    const asked = requests(random, setups.requests);
    let policy: Policy | undefined;
    return {
      options,
      source: options,
      requests: asked,
      predict: (request) => {
        policy ??= policyOf(setups, options);
        return setups.framework.respond(policy, request);
      },
    };
  });
}

function policyOf({ framework, file, path = 'server.js', versions }: SourceSetups, options: string): Policy {
  const { policies } = readText(framework, path, file(options), versions);
  const [policy, ...others] = policies;
  if (policy && others.length === 0) return policy;
  throw new Error(`one policy expected of ${options}, there are ${policies.length}`);
}

/** What the options are when the program runs; undefined where none are given. */
export function optionsFrom(options: string): unknown {
  return options === '' ? undefined : new Function(`return (${options});`)();
}
