import type { OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import { lowerCors } from '../shared/cors-package/lower.ts';
import { freshPattern } from '../shared/javascript/origin-values.ts';
import type { OptionsSetup } from '../shared/javascript/setups.ts';
import { BUNDLED, defaultAllowedOrigins } from './versions.ts';

/** `server.cors` as it is given to `cors`, in place of Vite's default. */
export function lowerVite(setup: OptionsSetup): Policy {
  return { ...lowerCors({ ...setup, version: BUNDLED }), ...common(setup) };
}

/** Options that Vite lays over its default: without an origin, pages of the developer's own machine only. */
export function lowerMerged(setup: OptionsSetup): Policy {
  const options = new Map(
    [...setup.options].filter(([, { value }]) => value.kind !== 'null' || !value.undefined),
  );
  const lowered = lowerCors({ ...setup, options, version: BUNDLED });
  if (options.has('origin') || setup.open) return { ...lowered, ...common(setup) };
  const place = setup.setup;
  const rule: OriginRule = {
    match: freshPattern(defaultAllowedOrigins(place)),
    place,
    via: [],
    listed: false,
    isDefault: true,
  };
  return { ...lowered, ...common(setup), origins: [rule], problems: lowered.problems.map(withDefault) };
}

function common({ version, development }: OptionsSetup): Pick<Policy, 'version' | 'development'> {
  return { version, development: development ?? 'Vite serves a project under development' };
}

function withDefault(problem: OptionProblem): OptionProblem {
  if (problem.kind !== 'unknown-option' || problem.meant !== 'origin') return problem;
  return {
    ...problem,
    effect: '`cors` ignores it, so only pages of this machine are let in, as Vite has it by default.',
  };
}
