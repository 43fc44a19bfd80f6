import type { Project, Reported, Rule } from '../core/index.ts';
import type { Filters } from '../host/node/search/search.ts';

/** What of the analysis the command line calls; tests put their own in its place. */
export interface Engine {
  readonly analyze: (project: Project, uri: string) => Reported;
  /** What a file must hold to be analysed. */
  readonly filters: () => Filters;
  readonly rules: readonly Rule[];
  readonly packages: readonly string[];
  readonly pageOf: (rule: string) => string;
}
