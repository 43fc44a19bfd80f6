import type { Language, Project, Reported, Rule } from '../core/index.ts';

/** What of the analysis the command line calls; tests put their own in its place. */
export interface Engine {
  readonly analyze: (project: Project, uri: string) => Reported;
  readonly mayHoldSetup: (text: string, language?: Language) => boolean;
  readonly rules: readonly Rule[];
  readonly packages: readonly string[];
  readonly pageOf: (rule: string) => string;
}
