import type { OptionSpec, OptionTable } from '../framework.ts';
import { CORS_PACKAGE_OPTIONS } from '../shared/cors-package/options.ts';

const ORIGIN: Partial<OptionSpec> = {
  type: 'true, a string, a RegExp, a list of them, or a function (origin)',
  meaning:
    'Which origins may read the response. `true` answers every origin with itself, a single string is sent to everybody without being compared, a list is compared entry by entry. Whoever is refused is sent `Access-Control-Allow-Origin: false`. A falsy value turns CORS off.',
};

/** A port of the npm package `cors`, without its old name for `allowedHeaders`. cors@1.2.2:cors.ts of deno.land/x */
export const OAK_CORS_OPTIONS: OptionTable = {
  unknown: 'ignores',
  options: CORS_PACKAGE_OPTIONS.options
    .filter(({ replacedBy }) => replacedBy === undefined)
    .map(({ versions: _, ...option }) => (option.name === 'origin' ? { ...option, ...ORIGIN } : option)),
};
