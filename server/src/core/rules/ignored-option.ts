import type { Value } from '../evaluate/value.ts';
import { removeListed, removeOption } from '../fixes/edits.ts';
import type { OptionRole } from '../frameworks/framework.ts';
import type { Option, OriginRule, Policy } from '../policy/policy.ts';
import { contains, type Edit } from '../text/span.ts';
import { speakerFirst } from './exposure.ts';
import { namesOf, specOf } from './options.ts';
import type { Draft, Fix, Rule, RuleContext } from './rule.ts';

export const ignoredOption: Rule = {
  id: 'ignored-option',
  level: 'warning',
  summary: 'An option that changes nothing beside the others',
  fix: 'unsafe',
  policy(policy, context) {
    return [
      ...policy.problems.flatMap((problem) =>
        problem.kind === 'ignored-option' ? [ofProblem(problem, context)] : [],
      ),
      ...besideAllOrigins(policy, context),
      ...oldNames(policy, context),
    ];
  },
};

function ofProblem(
  problem: Extract<Policy['problems'][number], { kind: 'ignored-option' }>,
  context: RuleContext,
): Draft {
  const found = draft(problem.option, problem.effect, context, problem.severity);
  return problem.misplaced ? { ...found, fixes: [] } : found;
}

function draft(option: Option, effect: string, context: RuleContext, severity?: 'warning' | 'hint'): Draft {
  return {
    place: option.keyPlace,
    ...(severity ? { severity } : {}),
    message: `\`${option.name}\` has no effect. ${effect}`,
    fixes: removal(removeOption(context.text(option.place.uri), option)),
  };
}

function removal(edits: readonly Edit[]): readonly Fix[] {
  return edits.length === 0 ? [] : [{ kind: 'edit', title: 'Remove it', safety: 'unsafe', edits }];
}

/**
 * A list or a pattern beside something that admits every origin. Where a condition decides about that, both sides have
 * their use; and what another file sets may be meant for another place.
 */
function besideAllOrigins(policy: Policy, context: RuleContext): readonly Draft[] {
  const all = policy.origins.find(({ match, isDefault }) => match.kind === 'any' && !isDefault);
  if (!all || policy.when.length > 0) return [];
  const roles: readonly OptionRole[] = ['origins', 'origin-pattern'];
  // Without the option that it belongs to, it cannot be told from the others.
  if (![...policy.options.values()].some((option) => holds(option, all))) return [];
  const lists = namesOf(policy, context, roles).flatMap((name) => policy.options.get(name) ?? []);
  const effect = `\`${shownAll(policy, all, context)}\` admits every origin already, so ${speakerFirst(policy)} lets in whoever asks. Keep one of the two.`;
  return [
    ...lists
      .filter((option) => option.place.uri === all.place.uri && !holds(option, all) && isFilled(option))
      .map((option) => draft(option, effect, context)),
    ...besideWildcard(policy, all, context),
  ];
}

/** `["*", "https://app.example.com"]` */
function besideWildcard(policy: Policy, all: OriginRule, context: RuleContext): readonly Draft[] {
  if (!all.listed || all.match.kind !== 'any') return [];
  const others = policy.origins.filter(
    ({ match, listed, place }) => listed && match.kind === 'exact' && place.uri === all.place.uri,
  );
  const text = context.text(all.place.uri);
  return others.map(({ place, written }) => ({
    place,
    severity: 'hint' as const,
    message: `\`${written ?? text.slice(place.start, place.end)}\` has no effect. \`*\` in the same list admits every origin already. Keep one of the two.`,
    fixes: removal([removeListed(context.text(place.uri), place)]),
  }));
}

/** Also where the entry is added to the list further down. */
function holds({ place, value }: Option, rule: OriginRule): boolean {
  const isItem = (item: Value) => contains(item.place, rule.place);
  return (
    contains(place, rule.place) ||
    contains(value.place, rule.place) ||
    (value.kind === 'list' && value.items.some(isItem))
  );
}

function isFilled({ value }: Option): boolean {
  if (value.kind === 'list') return value.items.length > 0;
  return value.kind === 'regex' || (value.kind === 'text' && value.value !== '');
}

/** The option that admits every origin, or the entry where the option is a list. */
function shownAll(policy: Policy, all: OriginRule, context: RuleContext): string {
  const option = [...policy.options.values()].find((each) => holds(each, all));
  if (option) return option.name;
  return context.text(all.place.uri).slice(all.place.start, all.place.end);
}

/** An old name of an option, beside the new one. */
function oldNames(policy: Policy, context: RuleContext): readonly Draft[] {
  return [...policy.options.values()].flatMap((option) => {
    const name = specOf(policy, context, option.name)?.replacedBy;
    if (name === undefined || !policy.options.has(name)) return [];
    return [draft(option, `It is the old name of \`${name}\`, which is set too and wins.`, context)];
  });
}
