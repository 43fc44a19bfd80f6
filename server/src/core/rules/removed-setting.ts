import { removeOption, renameOption } from '../fixes/edits.ts';
import type { OptionSpec } from '../frameworks/framework.ts';
import type { Option, Policy } from '../policy/policy.ts';
import { atLeast } from '../policy/versions.ts';
import { speakerFirst } from './exposure.ts';
import { specOf } from './options.ts';
import type { Draft, Fix, Rule, RuleContext } from './rule.ts';

export const removedSetting: Rule = {
  id: 'removed-setting',
  level: 'warning',
  summary: 'A name that this version of the library has given up',
  fix: 'both',
  policy(policy, context) {
    return [...policy.options.values()].flatMap((option) => {
      const spec = specOf(policy, context, option.name);
      return spec ? [...gone(policy, option, spec, context), ...renamed(policy, option, spec, context)] : [];
    });
  },
};

/** The last version that knew it is behind this one. */
function gone(policy: Policy, option: Option, spec: OptionSpec, context: RuleContext): readonly Draft[] {
  const limit = limitOf(spec);
  if (limit === undefined || !atLeast(policy.version, limit)) return [];
  const { replacedBy } = spec;
  const advice = replacedBy === undefined ? 'Remove it.' : `It is called \`${replacedBy}\` now.`;
  const assumed = policy.version.version === undefined ? ' (the newest version is assumed)' : '';
  return [
    {
      place: option.keyPlace,
      message: `${speakerFirst(policy)} does not read \`${option.name}\` since ${limit}${assumed}. ${advice}`,
      fixes:
        replacedBy === undefined ? removal(option, context) : rename(policy, option, replacedBy, context),
    },
  ];
}

/** Whether an older version still runs somewhere is for the author to know. */
function removal(option: Option, context: RuleContext): readonly Fix[] {
  const edits = removeOption(context.text(option.place.uri), option);
  return edits.length === 0 ? [] : [{ kind: 'edit', title: 'Remove it', safety: 'unsafe', edits }];
}

/** It still counts, under a name that the documentation no longer knows. */
function renamed(policy: Policy, option: Option, spec: OptionSpec, context: RuleContext): readonly Draft[] {
  const { replacedBy } = spec;
  const next = replacedBy === undefined ? undefined : specOf(policy, context, replacedBy);
  if (!next || limitOf(spec) !== undefined || policy.options.has(next.name)) return [];
  const since = /^>=\s*([\d.]+)/.exec(next.versions ?? '')?.[1];
  if (since !== undefined && !atLeast(policy.version, since)) return [];
  const when = since === undefined ? '' : ` since ${since}`;
  return [
    {
      place: option.keyPlace,
      severity: 'hint',
      message: `\`${option.name}\` is an old name that ${speakerFirst(policy)} still reads. It is called \`${next.name}\`${when}.`,
      fixes: rename(policy, option, next.name, context),
    },
  ];
}

function limitOf(spec: OptionSpec): string | undefined {
  return /^(?:>=[^,]*,\s*)?<\s*([\d.]+)$/.exec(spec.versions ?? '')?.[1];
}

function rename(
  policy: Policy,
  option: Option,
  name: string | undefined,
  context: RuleContext,
): readonly Fix[] {
  if (name === undefined || policy.options.has(name)) return [];
  const edits = renameOption(context.text(option.place.uri), option, name);
  // Other files can read a setting by the name of its variable.
  const safety = option.form === 'assignment' ? 'unsafe' : 'safe';
  return edits.length === 0 ? [] : [{ kind: 'edit', title: `Rename to ${name}`, safety, edits }];
}
