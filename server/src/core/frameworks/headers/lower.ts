import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold } from '../../evaluate/read.ts';
import type { Value, When } from '../../evaluate/value.ts';
import type { Insertion, Option, OptionProblem, OriginRule, Policy } from '../../policy/policy.ts';
import type { RecordExpr } from '../../syntax/expr.ts';
import { placeOf, type Span } from '../../text/span.ts';
import { developmentOf } from '../shared/development.ts';
import type { HeaderWrite } from '../shared/header-writes/find.ts';
import { canonicalName } from '../shared/header-writes/names.ts';
import { casesOf } from '../shared/javascript/cases.ts';
import { meantOption } from '../shared/meant.ts';
import {
  answersOptionsOnly,
  excludeEachOther,
  isTableOfPreflights,
  reachedWith,
  settingsOf,
} from './conditions.ts';
import { HEADER_NAMES } from './options.ts';
import { type OriginCase, originCases } from './origins.ts';
import { asAWhole, idleTests, withoutRefusals } from './whole.ts';

const ORIGIN = 'access-control-allow-origin';
const CREDENTIALS = 'access-control-allow-credentials';

/** The writes that go onto one response. */
export interface Group {
  readonly writes: readonly HeaderWrite[];
  /** The tables among their targets. */
  readonly tables: readonly RecordExpr[];
}

/** One policy for each value that `Access-Control-Allow-Origin` gets; one without origins where it gets none here. */
export function lowerGroup(evaluator: Evaluator, group: Group): readonly Policy[] {
  const written = group.writes.filter((write) => write.name.toLowerCase() === ORIGIN);
  const origins = written.filter(
    (write, index) => !isOverwritten(evaluator, write, written.slice(index + 1)),
  );
  const each = origins.map((write, at) => {
    const idle = idleTests(evaluator, write, origins.slice(0, at));
    return { write, policies: forOrigin(evaluator, group, write, idle) };
  });
  if (each.length > 0) return withoutRefusals(asAWhole(evaluator, each));
  const [first] = group.writes.filter((write) => write.name.toLowerCase() !== 'vary');
  if (!first) return [];
  const inherited = inheritedOrigin(evaluator, group);
  return policiesOf(evaluator, group, first, inherited ?? NOWHERE);
}

const NOWHERE: OriginCase = {
  value: { kind: 'null', undefined: true, place: { uri: '', start: 0, end: 0 }, via: [] },
  rules: [],
  when: [],
  chosen: [],
};

/** Another write on the same way replaces it, or is sent beside it: then the last one speaks for both. */
function isOverwritten(evaluator: Evaluator, write: HeaderWrite, later: readonly HeaderWrite[]): boolean {
  const { module } = evaluator;
  const here = module.conditions(write.span.start);
  return later.some((other) => {
    if (!sameWay(here, module.conditions(other.span.start)) || !isSameFunction(evaluator, write, other))
      return false;
    return isBeside(write, other) ? bothTexts(evaluator, write, other) : true;
  });
}

/** Sent as a line of its own: by a method that adds, or by an entry of the same table. */
function isBeside(before: HeaderWrite, write: HeaderWrite): boolean {
  return write.adds || (before.target === write.target && before.form === 'entry');
}

function bothTexts(evaluator: Evaluator, ...writes: readonly HeaderWrite[]): boolean {
  return writes.every((write) => evaluator.evaluate(write.value).kind === 'text');
}

type Conditions = ReturnType<Evaluator['module']['conditions']>;

function sameWay(first: Conditions, second: Conditions): boolean {
  return first.length === second.length && reachedBoth(first, second);
}

function reachedBoth(first: Conditions, second: Conditions): boolean {
  // Of a branch without a test (`switch`, `try`) it is not known which part runs.
  return first.every(
    (one, index) =>
      one.test !== undefined &&
      one.span.start === second[index]?.span.start &&
      one.outcome === second[index]?.outcome,
  );
}

function forOrigin(
  evaluator: Evaluator,
  group: Group,
  write: HeaderWrite,
  idle: readonly Span[],
): readonly Policy[] {
  const cases = originCases(evaluator, write, idle);
  const [only] = cases;
  const lines = cases.length === 1 && only ? joinedLines(evaluator, group, write, only) : undefined;
  return (lines ? [lines] : cases).flatMap((one) => policiesOf(evaluator, group, write, one));
}

/** A second line that is sent beside this one: browsers read both as one value with a comma. */
function joinedLines(
  evaluator: Evaluator,
  group: Group,
  write: HeaderWrite,
  own: OriginCase,
): OriginCase | undefined {
  const { module } = evaluator;
  const here = module.conditions(write.span.start);
  const before = group.writes.find(
    (other) =>
      other.name.toLowerCase() === ORIGIN &&
      other.span.start < write.span.start &&
      isBeside(other, write) &&
      sameWay(here, module.conditions(other.span.start)) &&
      isSameFunction(evaluator, write, other),
  );
  const first = before && evaluator.evaluate(before.value);
  if (first?.kind !== 'text' || own.value.kind !== 'text') return undefined;
  const joined = `${first.value}, ${own.value.value}`;
  const rule: OriginRule = {
    match: { kind: 'fixed', value: joined },
    place: own.value.place,
    via: own.value.via,
    listed: false,
    isDefault: false,
  };
  return { ...own, value: { ...own.value, value: joined }, rules: [rule] };
}

function isSameFunction(evaluator: Evaluator, first: HeaderWrite, second: HeaderWrite): boolean {
  const start = ({ span }: HeaderWrite) => {
    const around = evaluator.module.enclosing(span.start).find((each) => each.kind === 'function');
    return around?.kind === 'function' ? around.function.span.start : -1;
  };
  return start(first) === start(second);
}

/** `{ ...corsHeaders, 'Access-Control-Allow-Credentials': 'true' }`: the origin comes with the spread. */
function inheritedOrigin(evaluator: Evaluator, group: Group): OriginCase | undefined {
  for (const table of group.tables) {
    const value = evaluator.evaluate(table);
    if (value.kind !== 'record') continue;
    const entry = value.entries.filter(({ key }) => key.toLowerCase() === ORIGIN).at(-1);
    if (entry?.value.kind !== 'text' || entry.value.value === '') continue;
    const text = entry.value;
    const match =
      text.value === '*' ? ({ kind: 'any' } as const) : ({ kind: 'fixed', value: text.value } as const);
    return {
      value: text,
      when: [],
      chosen: [],
      rules: [
        { match, place: text.place, via: text.via, written: text.value, listed: false, isDefault: false },
      ],
    };
  }
  return undefined;
}

function policiesOf(
  evaluator: Evaluator,
  group: Group,
  write: HeaderWrite,
  origin: OriginCase,
): readonly Policy[] {
  const { module } = evaluator;
  const options = companions(evaluator, group, write);
  if (origin.value.place.uri !== '') options.set(ORIGIN, optionOf(evaluator, write, ORIGIN, origin.value));
  const open = group.tables.some((table) => hasUnreadPart(evaluator.evaluate(table))) || origin === NOWHERE;
  const settings =
    origin === NOWHERE ? settingsOf(evaluator, module.conditions(write.span.start)) : origin.when;
  if (!settings) return [];
  const setup = placeOf(module.uri, write.span);
  const insertion = insertionOf(module.uri, write);
  const problems = misspelt(evaluator, group);
  const preflightOnly =
    answersOptionsOnly(module, write.span.start) || isTableOfPreflights(module, write.target);
  const [around] = module.enclosing(write.span.start);
  const scope = around?.kind === 'function' ? around.function.name : undefined;
  // What is chosen by the origin decides which headers go together; who asks brings it about, so it is no condition to tell.
  const given = bothHold(settings, origin.chosen) ?? settings;
  const isChosen = ({ subject }: When): boolean =>
    origin.chosen.some((one) => one.subject === subject) && !settings.some((one) => one.subject === subject);
  return casesOf(options, given).map((each) => {
    const one = { ...each, when: each.when.filter((condition) => !isChosen(condition)) };
    const development = developmentOf(one.when, module.uri);
    return {
      framework: 'headers',
      title: 'CORS',
      language: module.language,
      version: { package: '', from: 'assumed' },
      setup,
      ...(insertion && { insertion }),
      ...(scope !== undefined && { scope }),
      when: one.when,
      ...(development !== undefined && { development }),
      options: one.options,
      origins: origin.rules,
      originsPlace: origin.value.place.uri === '' ? setup : origin.value.place,
      ...credentialsOf(one.options.get(CREDENTIALS), open),
      problems,
      ...(preflightOnly && { preflightOnly }),
      open,
    };
  });
}

/** The other headers that go with this one: of several writes the last that the same run reaches. */
function companions(evaluator: Evaluator, group: Group, write: HeaderWrite): Map<string, Option> {
  const { module } = evaluator;
  const options = new Map<string, Option>();
  const here = module.conditions(write.span.start);
  for (const table of group.tables) {
    const value = evaluator.evaluate(table);
    if (value.kind !== 'record') continue;
    for (const entry of value.entries) {
      const name = entry.key.toLowerCase();
      if (name === ORIGIN || canonicalName(name) === undefined) continue;
      options.set(name, {
        name,
        value: asSent(evaluator, entry.value),
        place: entry.place,
        keyPlace: entry.keyPlace,
        form: entry.form,
      });
    }
  }
  for (const other of group.writes) {
    const name = other.name.toLowerCase();
    if (name === ORIGIN || canonicalName(name) === undefined) continue;
    const there = module.conditions(other.span.start);
    if (excludeEachOther(module, here, there)) continue;
    const value = evaluator.evaluate(other.value);
    if (name === 'vary' && options.has('vary') && !namesOrigin(value)) continue;
    const surely = reachedWith(evaluator, there, here);
    options.set(name, optionOf(evaluator, other, name, surely ? value : uncertain(value)));
  }
  return options;
}

function namesOrigin(value: Value): boolean {
  const texts = value.kind === 'list' ? value.items : [value];
  return texts.some(
    (text) => text.kind === 'text' && /(?:^|[\s,])(?:origin|\*)(?:$|[\s,])/i.test(text.value),
  );
}

/** It is written only under a condition that does not go with the origin's. */
function uncertain(value: Value): Value {
  return {
    kind: 'unknown',
    reason: { kind: 'syntax', what: 'condition' },
    place: value.place,
    via: value.via,
  };
}

function optionOf(evaluator: Evaluator, write: HeaderWrite, name: string, value: Value): Option {
  const { uri } = evaluator.module;
  return {
    name,
    value: asSent(evaluator, value),
    place: placeOf(uri, write.span),
    keyPlace: placeOf(uri, write.key.span),
    form: write.form === 'entry' ? 'entry' : write.form === 'statement' ? 'assignment' : 'positional',
  };
}

/** A boolean as it prints: Python writes `True`, but `true` in the answer of a Lambda function, which is JSON. */
function asSent(evaluator: Evaluator, value: Value): Value {
  if (value.kind !== 'boolean') return value;
  const { language, text: source } = evaluator.module;
  const python = language === 'python' && !/\bstatusCode\b/.test(source);
  if (!python && value.value) return value;
  const text = String(value.value);
  const sent = python ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
  return { ...value, kind: 'text', value: sent };
}

function credentialsOf(
  option: Option | undefined,
  open: boolean,
): Pick<Policy, 'credentials' | 'credentialsOption'> {
  if (!option) return { credentials: open ? 'unknown' : false };
  const { value } = option;
  if (value.kind === 'unknown' || value.kind === 'oneOf')
    return { credentials: 'unknown', credentialsOption: option };
  const on = (value.kind === 'boolean' && value.value) || (value.kind === 'text' && value.value === 'true');
  return on ? { credentials: true, credentialsOption: option } : { credentials: false };
}

function hasUnreadPart(value: Value): boolean {
  return alternatives(value).some(({ value: one }) => one.kind !== 'record' || one.rest.length > 0);
}

function insertionOf(uri: string, write: HeaderWrite): Insertion | undefined {
  return write.target.kind === 'record' && write.form === 'entry'
    ? { form: 'entry', place: placeOf(uri, write.target.span) }
    : undefined;
}

/** `Access-Control-Allow-Method`: browsers know no such header. */
function misspelt(evaluator: Evaluator, group: Group): readonly OptionProblem[] {
  return group.writes.flatMap((write): readonly OptionProblem[] => {
    if (canonicalName(write.name) !== undefined) return [];
    const option: Option = {
      ...optionOf(evaluator, write, write.name, evaluator.evaluate(write.value)),
      name: write.name,
    };
    const meant = meantOption(write.name, HEADER_NAMES);
    // A name that resembles none may belong to a proposal.
    if (meant === undefined) return [];
    const effect = 'browsers ignore it.';
    return [{ kind: 'unknown-option', option, meant, effect, raises: false }];
  });
}
