import { createEvaluator } from '../../server/src/core/evaluate/evaluate.ts';
import type { Value } from '../../server/src/core/evaluate/value.ts';
import { describeReason } from '../../server/src/core/evaluate/value.ts';
import type { Framework, Misuse, Reading, Unit } from '../../server/src/core/frameworks/framework.ts';
import { dialectOf, openModule, parseText } from '../../server/src/core/index.ts';
import type { Predicate } from '../../server/src/core/origins/predicate.ts';
import type { OriginRule, Policy, ResolvedVersion } from '../../server/src/core/policy/policy.ts';

/** What one library reads in one file. */
export function readText(
  framework: Framework,
  path: string,
  text: string,
  versions: Readonly<Record<string, string>> = {},
): Reading {
  const dialect = dialectOf(path);
  if (!dialect) throw new TypeError(`no dialect for ${path}`);
  const evaluator = createEvaluator(openModule(path, parseText(text, dialect)));
  const unit: Unit = { evaluator, version: (packages) => versionOf(packages, versions) };
  return framework.read(unit);
}

function versionOf(packages: readonly string[], versions: Readonly<Record<string, string>>): ResolvedVersion {
  const name = packages.find((each) => versions[each] !== undefined);
  if (name === undefined) return { package: packages[0] ?? '', from: 'assumed' };
  return { package: name, version: versions[name] ?? '', from: 'lock' };
}

/** The policies and misuses of a file, one line each: what a table compares. */
export function printReading(reading: Reading, text: string): readonly string[] {
  return [
    ...reading.policies.map((policy) => printPolicy(policy, text)),
    ...reading.misuses.map((misuse) => printMisuse(misuse, text)),
  ];
}

export function printPolicy(policy: Policy, text: string): string {
  const parts = [policy.origins.length === 0 ? 'nobody' : policy.origins.map(printRule).join(' | ')];
  if (policy.credentials !== false) parts.push(policy.credentials === true ? 'credentials' : 'credentials?');
  for (const [name, option] of policy.options) {
    if (!/^(?:origin|credentials|access-control-allow-(?:origin|credentials))$/.test(name))
      parts.push(`${name}=${printValue(option.value)}`);
  }
  for (const problem of policy.problems) {
    const meant =
      problem.kind === 'unknown-option'
        ? (problem.meant ?? '?')
        : problem.kind === 'wrong-option-type'
          ? problem.expected
          : problem.effect;
    parts.push(`${problem.kind} ${problem.option.name} (${meant})`);
  }
  if (policy.scope !== undefined) parts.push(`at ${policy.scope}`);
  if (policy.open) parts.push('open');
  if (policy.when.length > 0) parts.push(`when ${policy.when.map((when) => when.text).join(' and ')}`);
  if (policy.development !== undefined) parts.push(`development: ${policy.development}`);
  const { start, end } = policy.originsPlace;
  return `${parts.join('; ')} @ ${text.slice(start, end).replace(/\s+/g, ' ').slice(0, 60)}`;
}

function printRule({ match, isDefault }: OriginRule): string {
  const mark = isDefault ? ' (default)' : '';
  switch (match.kind) {
    case 'any':
      return `any${mark}`;
    case 'exact':
    case 'fixed':
    case 'within':
      return `${match.kind} ${match.value}`;
    case 'pattern':
      return `/${match.source}/${match.flags}${match.mode === 'search' ? '' : ` ${match.mode}`}`;
    case 'never':
      return `never${match.convert === undefined ? '' : ` (${match.convert})`}`;
    case 'unknown':
      return `unknown: ${describeReason(match.reason)}`;
    case 'predicate':
      return printPredicate(match.predicate);
  }
}

/** `ends .example.com`, `(A and not B)`; a pattern as it is written. */
function printPredicate(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'constant':
      return String(predicate.value);
    case 'unknown':
      return '?';
    case 'not':
      return `not ${printPredicate(predicate.part)}`;
    case 'and':
    case 'or':
      return `(${predicate.parts.map(printPredicate).join(` ${predicate.kind} `)})`;
    case 'test': {
      const { subject, compare } = predicate;
      const what =
        compare.kind === 'matches'
          ? `/${compare.source}/${compare.flags}`
          : `${compare.kind} ${compare.text}`;
      return subject === 'origin' ? what : `${subject} ${what}`;
    }
  }
}

function printValue(value: Value): string {
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'null':
      return value.undefined ? 'undefined' : 'null';
    case 'list':
      return `[${value.items.map(printValue).join(', ')}]`;
    case 'regex':
      return `/${value.source}/${value.flags}`;
    default:
      return value.kind;
  }
}

function printMisuse(misuse: Misuse, text: string): string {
  const shown = text.slice(misuse.place.start, misuse.place.end);
  if (misuse.kind === 'uncalled') return `uncalled ${misuse.written} @ ${shown}`;
  if (misuse.kind !== 'request-header') return `${misuse.kind} @ ${shown}`;
  const entry = text.slice(misuse.entry.start, misuse.entry.end).replace(/\s+/g, ' ');
  return `request-header ${misuse.name} via ${misuse.api} @ ${entry}${misuse.removable ? '' : ' (kept)'}`;
}
