import type { Search } from '../host/node/search/search.ts';
import type { Searching } from '../host/node/search/searching.ts';
import type { Analysis } from './analysis.ts';
import { checkCommand } from './check.ts';
import { explainCommand } from './explain.ts';
import type { Command } from './run.ts';

/** What the commands need that takes time to load, or another thread. */
export interface Means {
  readonly load: () => Promise<Analysis>;
  readonly search: (search: Search) => Searching;
}

export function commandsOf({ load, search }: Means): readonly Command[] {
  return [checkCommand(load, search), explainCommand(load)];
}
