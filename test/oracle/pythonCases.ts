import type { Framework } from '../../server/src/core/frameworks/framework.ts';
import type { ServerRequest } from '../../server/src/core/policy/answer.ts';
import type { Policy } from '../../server/src/core/policy/policy.ts';
import { readFile } from '../unit/frameworks/python.ts';
import type { OracleLibrary } from './library.ts';
import { type PythonCase, pythonOracle } from './pythonLibraries.ts';
import { type Random, requests } from './requests.ts';

/** Options as they are written: a name and an expression. */
export type Written = readonly (readonly [name: string, value: string])[];

type Forms = readonly ((options: Written) => string)[];

export interface Setups {
  readonly framework: Framework;
  /** The requirements that the library runs in: `requirements/<host>.txt`. None where it is a framework itself. */
  readonly host?: string | ((version: string) => string);
  /** What stands before each set-up in the file that is read. */
  readonly prelude: string;
  /** Expressions for each option; the first one's are gone through in order, the others are picked. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** In how many of ten set-ups an option is given: 9 for the first one, 2 for the others, unless said. */
  readonly chances?: Readonly<Record<string, number>>;
  readonly forms: Forms | ((version: string) => Forms);
  readonly seed: number;
  readonly requests: number;
  readonly recordedSetups: number;
  /** Which of several policies of a set-up answers; one is expected otherwise. */
  readonly choose?: (policies: readonly Policy[], request: ServerRequest) => Policy | undefined;
  readonly blind?: OracleLibrary['blind'];
}

/** `a=1, b=2` */
export function keywords(options: Written): string {
  return options.map(([name, value]) => `${name}=${value}`).join(', ');
}

/** `"a": 1, "b": 2` */
export function entries(options: Written): string {
  return options.map(([name, value]) => `"${name}": ${value}`).join(', ');
}

/** A Python library whose set-ups are options in one of several forms. */
export function setupsOracle(setups: Setups): OracleLibrary {
  const { framework, host, seed, recordedSetups, blind, choose } = setups;
  const read = new Map<string, readonly Policy[]>();
  return pythonOracle({
    framework,
    seed,
    host: (version) => (typeof host === 'function' ? host(version) : host),
    cases: (random, count, version) => casesOf(setups, random, count, version),
    requestsPerSetup: setups.requests,
    recordedSetups,
    policyOf(source, version, request) {
      const key = `${version} ${source}`;
      const text = `${setups.prelude}${source}\n`;
      const policies = read.get(key) ?? readFile(framework, 'app.py', text, version).policies;
      read.set(key, policies);
      const policy = choose ? choose(policies, request) : policies.length === 1 ? policies[0] : undefined;
      if (!policy) throw new Error(`one policy expected of ${source}, there are ${policies.length}`);
      return policy;
    },
    ...(choose ? { hasSeveral: true } : {}),
    ...(blind ? { blind } : {}),
  });
}

function casesOf(
  { values, chances = {}, forms, requests: each }: Setups,
  random: Random,
  count: number,
  version: string,
): readonly PythonCase[] {
  const ways = typeof forms === 'function' ? forms(version) : forms;
  return Array.from({ length: count }, (_, i) => {
    const options = Object.entries(values).flatMap(([name, written], index): Written => {
      if (random.below(10) >= (chances[name] ?? (index === 0 ? 9 : 2))) return [];
      const isInOrder = index === 0 && i < written.length * 3;
      return [[name, isInOrder ? (written[i % written.length] ?? '') : random.pick(written)]];
    });
    return { source: random.pick(ways)(options), requests: requests(random, each) };
  });
}
