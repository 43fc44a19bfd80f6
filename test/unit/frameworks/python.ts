import { createEvaluator } from '../../../server/src/core/evaluate/evaluate.ts';
import type { Framework, Reading } from '../../../server/src/core/frameworks/framework.ts';
import { dialectOf, openModule, parseText } from '../../../server/src/core/index.ts';
import type { OriginMatch, Policy, ResolvedVersion } from '../../../server/src/core/policy/policy.ts';

/** What a framework reads in one file. Without a version, the newest is assumed. */
export function readFile(framework: Framework, path: string, text: string, version?: string): Reading {
  const dialect = dialectOf(path);
  if (!dialect) throw new RangeError(`no dialect for ${path}`);
  const evaluator = createEvaluator(openModule(path, parseText(text, dialect)));
  const resolved = (packages: readonly string[]): ResolvedVersion => {
    const package_ = packages[0] ?? '';
    return version === undefined
      ? { package: package_, from: 'assumed' }
      : { package: package_, version, from: 'lock' };
  };
  return framework.read({ evaluator, version: resolved });
}

/** A policy on one line: title, scope, conditions, origins, credentials, other options, problems. */
export function printPolicy(policy: Policy, text: string): string {
  const parts = [policy.title];
  if (policy.scope !== undefined) parts.push(`at ${policy.scope}`);
  if (policy.when.length > 0) parts.push(`when ${policy.when.map((when) => when.text).join(' and ')}`);
  if (policy.development !== undefined) parts.push('(development)');
  const origins = policy.origins.map(
    (rule) => `${printMatch(rule.match)}${rule.isDefault ? ' by default' : ''}`,
  );
  parts.push(`origins: ${origins.length === 0 ? 'none' : origins.join(', ')};`);
  parts.push(`credentials: ${policy.credentials}`);
  const rest = [...policy.options.keys()].filter((name) => !/origin|credentials/i.test(name));
  if (rest.length > 0) parts.push(`; ${rest.join(', ')}`);
  if (policy.open) parts.push('; open');
  for (const problem of policy.problems) {
    const place = problem.kind === 'wrong-option-type' ? problem.value.place : problem.option.keyPlace;
    const meant =
      problem.kind === 'unknown-option' && problem.meant !== undefined ? ` → ${problem.meant}` : '';
    parts.push(`; ${problem.kind} ${text.slice(place.start, place.end)}${meant}`);
  }
  return parts.join(' ').replaceAll(' ;', ';');
}

function printMatch(match: OriginMatch): string {
  switch (match.kind) {
    case 'exact':
      return `${match.value || 'empty'}${match.ignoreCase ? ' (any case)' : ''}`;
    case 'pattern':
      return `/${match.source}/${match.flags} ${match.mode}`;
    case 'within':
      return `within ${match.value}`;
    case 'fixed':
      return `fixed ${match.value}`;
    default:
      return match.kind;
  }
}

export function printAll(
  framework: Framework,
  path: string,
  text: string,
  version?: string,
): readonly string[] {
  return readFile(framework, path, text, version).policies.map((policy) => printPolicy(policy, text));
}
