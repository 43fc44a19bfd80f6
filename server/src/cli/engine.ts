import type { Project, Reported, Rule } from '../core/index.ts';
import type { Prefilter } from '../host/host.ts';

/** What of the analysis the command line calls; tests put their own in its place. */
export interface Engine {
  /** Asked for files that passed the prefilter. */
  readonly analyze: (project: Project, uri: string) => Reported;
  /** What a file must hold to be analysed. */
  readonly prefilter: Prefilter;
  readonly rules: readonly Rule[];
  readonly packages: readonly string[];
  readonly pageOf: (rule: string) => string;
}
