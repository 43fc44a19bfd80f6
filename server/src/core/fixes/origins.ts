import type { Value } from '../evaluate/value.ts';
import type { OptionRole, OptionTable } from '../frameworks/framework.ts';
import type { Option, OriginRule, Policy } from '../policy/policy.ts';
import { containsPlace, type Edit, type Place } from '../text/span.ts';
import { removeOption, renameOption, replace } from './edits.ts';
import { insertOption } from './insert.ts';
import { printList, printText, quoteAt } from './print.ts';

/**
 * Edits that make a policy allow exactly these origins. Empty where the source is written in a way that cannot be edited
 * without losing something (a value that a function builds, for instance).
 */
export function setOrigins(
  policy: Policy,
  table: OptionTable,
  textOf: (uri: string) => string,
  chosen: readonly string[],
): readonly Edit[] {
  // A library can have several names for it: a setting, and an argument in its place. The one that is written counts.
  const names = table.options.filter((option) => option.role === 'origins');
  const target = names.find(({ name }) => policy.options.has(name)) ?? names[0];
  if (!target || chosen.length === 0) return [];
  const written = policy.options.get(target.name);
  const single = !/\b(?:list|array|sequence)\b/i.test(target.type);
  const origins = single ? chosen : [...new Set([...namedIn(written?.value), ...chosen])];
  if (single && origins.length > 1) return [];
  const print = (place: Place): string =>
    single
      ? printText(origins[0] ?? '', quoteAt(textOf(place.uri), place))
      : printList(origins, textOf(place.uri), place);

  const others = [...policy.options.values()].filter((option) => opensToAll(option, table));
  if (written) {
    // An `append("*")` further down would stay: replacing the list alone closes nothing.
    const elsewhere = policy.origins.some(
      ({ match, place, isDefault }) =>
        match.kind === 'any' && !isDefault && !containsPlace(written.value.place, place),
    );
    if (elsewhere && others.length === 0) return [];
    const edit = replaceOriginsValue(written.value, origins, textOf, print);
    if (!edit) return [];
    return [edit, ...others.flatMap((option) => removeOption(textOf(option.place.uri), option))];
  }
  const [first, ...rest] = others;
  if (first && containsPlace(first.place, first.value.place)) {
    const text = textOf(first.place.uri);
    return [
      ...renameOption(text, first, target.name),
      replace(first.value.place, print(first.value.place)),
      ...rest.flatMap((option) => removeOption(textOf(option.place.uri), option)),
    ];
  }
  if (first || !policy.insertion) return [];
  const text = textOf(policy.insertion.place.uri);
  return [insertOption(text, policy.insertion, target.name, print(policy.insertion.place), policy.language)];
}

/** What a list names beside `*`, or beside an option that lets everybody in: those origins were meant. */
function namedIn(value: Value | undefined): readonly string[] {
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) =>
    item.kind === 'text' && MEANT.test(item.value) && !/:443$/.test(item.value) ? [item.value] : [],
  );
}

/** An origin as browsers write it, encrypted or of this machine. */
const MEANT =
  /^(?:https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[1-9]\d{0,4})?|http:\/\/(?:localhost|127\.0\.0\.1)(?::[1-9]\d{0,4})?)$/;

/** Options that admit origins beside the list: "allow all", a pattern. They go when a list takes their place. */
function opensToAll(option: Option, table: OptionTable): boolean {
  const roles: readonly OptionRole[] = ['all-origins', 'origin-pattern'];
  return table.options.some((spec) => spec.name === option.name && roles.includes(spec.role));
}

function replaceOriginsValue(
  value: Value,
  origins: readonly string[],
  textOf: (uri: string) => string,
  print: (place: Place) => string,
): Edit | undefined {
  const text = textOf(value.place.uri);
  const written = text.slice(value.place.start, value.place.end);
  if (value.kind === 'list') {
    // A constant of the library stands for its list: `Cors.ALL_ORIGINS`.
    const isConstant = value.expr === undefined && value.via.length === 0 && /^[\w.]+$/.test(written);
    if (isConstant || /^[[({]/.test(written)) return replace(value.place, print(value.place));
    // Pieces of one text that a `split(",")` makes: the text holds the joined list.
    const [first] = value.items;
    if (value.items.length === 1 && first?.kind === 'text') {
      const quoted = enclosingQuotes(text, first.place);
      return quoted && replace(quoted, origins.join(','));
    }
    return undefined;
  }
  const isLiteral = value.kind === 'text' || value.kind === 'boolean' || value.kind === 'regex';
  return isLiteral ? replace(value.place, print(value.place)) : undefined;
}

function enclosingQuotes(text: string, place: Place): Place | undefined {
  if (/["'`]/.test(text[place.start] ?? ''))
    return { uri: place.uri, start: place.start + 1, end: place.end - 1 };
  return /["'`]/.test(text[place.start - 1] ?? '') && /["'`]/.test(text[place.end] ?? '') ? place : undefined;
}

/** Edits that turn credentials off. Where they are on by default, that has to be written. */
export function dropCredentials(
  policy: Policy,
  table: OptionTable,
  textOf: (uri: string) => string,
): readonly Edit[] {
  const option = policy.credentialsOption;
  if (!option) return [];
  const isDefault = table.options.some(
    ({ name, default: value }) => name === option.name && value === 'true',
  );
  if (!isDefault) return removeOption(textOf(option.place.uri), option);
  return containsPlace(option.place, option.value.place) ? [replace(option.value.place, 'false')] : [];
}

/** With the letters before them that Python has: `rb'`. */
const QUOTES = /^[a-z]{0,2}["'`]{0,3}$/i;

/** Where an entry is written, without its quotes, when its text stands there letter for letter. */
export function contentPlace(rule: OriginRule, text: string): Place | undefined {
  if (rule.written === undefined) return undefined;
  const { uri, start, end } = rule.place;
  const slice = text.slice(start, end);
  const at = slice.indexOf(rule.written);
  // A part of an address that a program takes apart stands there, too, and is not the entry.
  const isWhole = QUOTES.test(slice.slice(0, at)) && QUOTES.test(slice.slice(at + rule.written.length));
  if (at < 0 || !isWhole || (rule.written === '' && end - start > 2)) return undefined;
  const from = rule.written === '' ? start + (end - start) / 2 : start + at;
  return { uri, start: from, end: from + rule.written.length };
}
