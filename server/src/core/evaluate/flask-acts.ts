import type { CallExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { type Plain, place, unknown } from './build.ts';
import { alternatives, bothHold, under, withStep } from './combine.ts';
import { type Context, pathOf, written } from './context.ts';
import { variableWhen } from './environment.ts';
import { sourcesOf, valueFrom } from './flask-objects.ts';
import type { Act, Site, Step } from './flask-sites.ts';
import { lastEntry, overriding } from './records.ts';
import type { Reason, Value, When } from './value.ts';

/** What the configuration may hold under the key, and when; undefined where it has no such key. */
export interface Case {
  readonly value: Plain | undefined;
  readonly when: readonly When[];
}

/** What one step asks of one case. */
interface Change {
  readonly inside: Context;
  readonly key: string;
  readonly site: Site;
  readonly where: Place;
}

/** What one step makes of one case. `inside` is the function of the step. */
export function changed(inside: Context, before: Case, { site }: Step, key: string): readonly Case[] {
  const change: Change = { inside, key, site, where: place(inside.module, site) };
  const { act } = site;
  switch (act.kind) {
    case 'open':
      return lost(change, before, { kind: 'reassigned', name: 'config' });
    case 'set':
      if (act.key !== key) return [before];
      return act.augmented
        ? lost(change, before, { kind: 'reassigned', name: key })
        : given(change, inside.evaluate(act.value), before.when);
    case 'call':
      return called(change, before, act);
  }
}

function called(change: Change, before: Case, act: Extract<Act, { kind: 'call' }>): readonly Case[] {
  const { inside, key } = change;
  const { call, method } = act;
  const [first, second] = call.args;
  const asked = first?.value.kind === 'text' && first.name === undefined ? first.value.value : undefined;
  switch (method) {
    case 'from_object':
      return first && !first.spread ? fromObject(change, before, call) : maySet(change, before, method);
    case 'update':
    case 'from_mapping':
      return mapped(change, before, call);
    case 'setdefault':
      if (asked === undefined) return maySet(change, before, method);
      if (asked !== key || before.value || !second) return [before];
      return given(change, inside.evaluate(second.value), before.when);
    case 'pop':
      if (asked === undefined) return lost(change, before, { kind: 'reassigned', name: key });
      return asked === key ? [{ value: undefined, when: before.when }] : [before];
    case 'clear':
      return [{ value: undefined, when: before.when }];
    case 'from_prefixed_env':
      return prefixed(change, before, call);
    default:
      return maySet(change, before, first ? written(inside.module, first.value.span) : method);
  }
}

function fromObject({ inside, key, site, where }: Change, before: Case, { args }: CallExpr): readonly Case[] {
  const [first] = args;
  if (!first) return [before];
  const step = {
    place: where,
    what: `\`${written(inside.module, first.value.span)}\` is loaded into \`${configName(site)}\` here`,
  };
  return sourcesOf(inside, first.value).flatMap(({ source, when }): readonly Case[] => {
    const joined = bothHold(before.when, when);
    if (!joined) return [];
    const value = valueFrom(source, key, where);
    return value ? under(withStep(value, step), joined) : [{ value: before.value, when: joined }];
  });
}

/** `app.config.update(KEY=…)`, `app.config.from_mapping({"KEY": …})` */
function mapped(change: Change, before: Case, { args }: CallExpr): readonly Case[] {
  const { inside, key } = change;
  const named = args.find(({ name }) => name === key);
  if (named) return given(change, inside.evaluate(named.value), before.when);
  let cases: readonly Case[] = [before];
  for (const { name, value } of args) {
    if (name !== undefined) continue;
    const outcomes = alternatives(inside.evaluate(value));
    cases = cases.flatMap((each) =>
      outcomes.flatMap(({ value: plain, when }): readonly Case[] => {
        const joined = bothHold(each.when, when);
        return joined ? entered(change, { ...each, when: joined }, plain) : [];
      }),
    );
  }
  return cases;
}

function entered(change: Change, before: Case, mapping: Plain): readonly Case[] {
  if (mapping.kind !== 'record') {
    if (mapping.kind === 'null') return [before];
    return lost(
      change,
      before,
      mapping.kind === 'unknown' ? mapping.reason : { kind: 'syntax', what: 'mapping' },
    );
  }
  const entry = lastEntry(mapping, change.key);
  const hidden = overriding(mapping, entry);
  if (hidden) return lost(change, before, hidden.reason);
  return entry ? given(change, entry.value, before.when) : [before];
}

/** `FLASK_KEY` of the environment comes before what was there (flask@3.1.2:flask/config.py, `from_prefixed_env`). */
function prefixed(change: Change, before: Case, { args, callee }: CallExpr): readonly Case[] {
  const { inside, key, where } = change;
  const prefix = (args.find(({ name }) => name === 'prefix') ?? args.find(({ name }) => name === undefined))
    ?.value;
  if (prefix && prefix.kind !== 'text') return maySet(change, before, written(inside.module, callee.span));
  const variable = `${prefix?.value ?? 'FLASK'}_${key}`;
  const set = unknown({ kind: 'environment', variable }, where);
  return split(before, set, variableWhen(variable, 'unset'), variableWhen(variable, 'set'));
}

/** A file or a variable that cannot be read may have the key or not. */
function maySet({ inside, key, where, site }: Change, before: Case, source: string): readonly Case[] {
  const condition = (outcome: boolean): When => ({
    subject: `what ${inside.module.uri} ${site.start} sets of ${key}`,
    outcome,
    text: `\`${source}\` ${outcome ? 'sets' : 'does not set'} \`${key}\``,
    development: false,
    environment: true,
  });
  const set = unknown({ kind: 'attribute', path: `${configName(site)}["${key}"]` }, where);
  return split(before, set, condition(false), condition(true));
}

function split(before: Case, set: Plain, stays: When, goes: When): readonly Case[] {
  const kept = bothHold(before.when, [stays]);
  const taken = bothHold(before.when, [goes]);
  return [
    ...(kept ? [{ value: before.value, when: kept }] : []),
    ...(taken ? [{ value: set, when: taken }] : []),
  ];
}

function given({ key, site, where }: Change, value: Value, when: readonly When[]): readonly Case[] {
  const step = { place: where, what: `\`${configName(site)}["${key}"]\` is set here` };
  return under(withStep(value, step), when);
}

function lost({ where }: Change, before: Case, reason: Reason): readonly Case[] {
  return [{ value: unknown(reason, where), when: before.when }];
}

function configName({ app }: Site): string {
  return `${pathOf(app) ?? 'app'}.config`;
}
