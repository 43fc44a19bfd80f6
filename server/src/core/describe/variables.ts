import type { Evaluator } from '../evaluate/evaluator.ts';
import { variablesReadAt } from '../evaluate/reads.ts';
import type { UnknownValue, Value } from '../evaluate/value.ts';
import type { Option, Policy } from '../policy/policy.ts';
import { codeOf, settingsSentence, variablesIn, variablesOf } from '../policy/variables.ts';
import type { Project } from '../project.ts';
import { covers } from '../text/span.ts';
import type { Hover } from './hover.ts';

/** A set-up that rests on more variables is told with the first ones. */
const MOST_VARIABLES = 8;
const MOST_CODE = 8;

/** What the workspace's files give these variables, a sentence each. */
export function possibleValues(
  variables: readonly string[],
  project: Project,
  uri: string,
): readonly string[] {
  return [...new Set(variables)].slice(0, MOST_VARIABLES).flatMap((variable) => {
    const sentence = settingsSentence(variable, project.variables?.(variable, uri) ?? []);
    return sentence === undefined ? [] : [sentence];
  });
}

/** All that a set-up rests on: the values of its options, and what must hold for it. */
export function variablesBehind({ options, when }: Policy, evaluator: Evaluator): readonly string[] {
  const ofOptions = [...options.values()].flatMap((option) => readByOption(option, evaluator));
  return [...new Set([...ofOptions, ...variablesIn(when)])];
}

function readByOption({ value, otherwise = [], when = [] }: Option, evaluator: Evaluator): readonly string[] {
  return [...[value, ...otherwise].flatMap((each) => readBy(each, evaluator)), ...variablesIn(when)];
}

function readBy(value: Value, evaluator: Evaluator): readonly string[] {
  const code = codeOf(value).slice(0, MOST_CODE);
  return [...variablesOf(value), ...code.flatMap((place) => variablesReadAt(evaluator, place))];
}

/** A set-up under each of the conditions that can hold. */
export function sameSetup(policies: readonly Policy[], { setup, framework }: Policy): readonly Policy[] {
  return policies.filter(
    (other) =>
      other.framework === framework && other.setup.uri === setup.uri && other.setup.start === setup.start,
  );
}

/** What an option rests on, whatever the conditions: its values, and what they hang on where they differ. */
export function optionVariables(
  policies: readonly Policy[],
  policy: Policy,
  name: string,
  evaluator: Evaluator,
): readonly string[] {
  const options = sameSetup(policies, policy).map((each) => ({
    when: each.when,
    option: each.options.get(name),
  }));
  const own = options.flatMap(({ option }) => (option ? readByOption(option, evaluator) : []));
  const spellings = new Set(options.map(({ option }) => (option ? placeOf(option.value) : '')));
  if (spellings.size < 2) return own;
  const others = new Set(
    sameSetup(policies, policy).flatMap((each) =>
      [...each.options.values()].flatMap((option) => (option.name === name ? [] : variablesOf(option.value))),
    ),
  );
  return [...own, ...options.flatMap(({ when }) => variablesIn(when).filter((one) => !others.has(one)))];
}

function placeOf({ place }: Value): string {
  return `${place.start}:${place.end}:${place.uri}`;
}

/** The hover on a place where a variable is read that a set-up rests on, such as the list above the call. */
export function variableAt(
  policies: readonly Policy[],
  project: Project,
  uri: string,
  offset: number,
): Hover | undefined {
  const reads = policies
    .flatMap(({ options }) =>
      [...options.values()].flatMap(({ value, otherwise = [] }) => [value, ...otherwise].flatMap(readsIn)),
    )
    .filter(({ place }) => place.uri === uri && covers(place, offset))
    .sort((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start));
  const [nearest] = reads;
  if (nearest?.reason.kind !== 'environment') return undefined;
  const { variable } = nearest.reason;
  const [sentence] = possibleValues([variable], project, uri);
  if (sentence === undefined) return undefined;
  return { span: nearest.place, markdown: `**\`${variable}\`** (environment variable)\n\n${sentence}` };
}

function readsIn(value: Value): readonly UnknownValue[] {
  if (value.kind === 'unknown') return value.reason.kind === 'environment' ? [value] : [];
  if (value.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'unknown' ? readsIn(item) : []));
}
