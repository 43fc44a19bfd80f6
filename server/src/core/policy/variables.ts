import type { Value, When } from '../evaluate/value.ts';
import type { VariableSetting } from '../project.ts';
import { containsPlace, type Place } from '../text/span.ts';

/** Looks only so far into long lists. */
const MOST_PARTS = 500;

/** The variables of the environment that a value is made of, each once. */
export function variablesOf(value: Value): readonly string[] {
  return partsOf(value).variables;
}

/** Those of the parts that are written within a place. */
export function variablesWithin(value: Value, within: Place): readonly string[] {
  return partsOf(value, within).variables;
}

/** Where a value is code whose outcome is not known, which may read variables. */
export function codeOf(value: Value): readonly Place[] {
  return partsOf(value).code;
}

function partsOf(value: Value, within?: Place) {
  const code: Place[] = [];
  const found = new Set<string>();
  const pending: Value[] = [value];
  for (let looked = 0; pending.length > 0 && looked < MOST_PARTS; looked++) {
    const one = pending.pop();
    if (!one) break;
    switch (one.kind) {
      case 'unknown':
        if (within && !containsPlace(within, one.place)) break;
        if (one.reason.kind === 'environment') found.add(one.reason.variable);
        else code.push(one.place);
        break;
      case 'function':
        code.push(one.place);
        break;
      case 'oneOf':
        pending.push(...one.alternatives.map((each) => each.value));
        break;
      case 'list':
        pending.push(...one.items.slice(0, MOST_PARTS));
        break;
      case 'record':
        pending.push(...one.entries.slice(0, MOST_PARTS).map((entry) => entry.value), ...one.rest);
        break;
      default:
        break;
    }
  }
  return { variables: [...found], code };
}

export function variablesIn(when: readonly When[]): readonly string[] {
  return [...new Set(when.flatMap(({ variables = [] }) => variables))];
}

export type VariablesOfFile = (variable: string) => readonly VariableSetting[];

/** In one list more than these nobody reads. */
const MOST_TOLD = 6;

/**
 * What the workspace's files give a variable, as a sentence; undefined where none of them names it. A file says one value
 * of several that are possible, so the sentence says who sets it and not what it is.
 */
export function settingsSentence(variable: string, settings: readonly VariableSetting[]): string | undefined {
  if (settings.length === 0) return undefined;
  const told = settings.slice(0, MOST_TOLD).map((setting) => {
    const place = `\`${setting.file.replaceAll('`', "'")}:${setting.line + 1}\``;
    const name = setting.variable === variable ? 'it' : `\`${setting.variable}\``;
    if (setting.shown === undefined)
      return `${place} sets ${name} to a value that is not shown, since it may be a secret`;
    return setting.shown === ''
      ? `${place} leaves ${name} empty`
      : `${place} sets ${name} to \`${setting.shown}\``;
  });
  const others = settings.length - told.length;
  const more = others === 0 ? '' : `; ${others} more ${others === 1 ? 'place sets' : 'places set'} it`;
  return `\`${variable}\` comes from the environment: ${told.join('; ')}${more}.`;
}

/** What stands at a place that gives a variable a value. */
export function settingNote({ variable, shown }: VariableSetting): string {
  if (shown === undefined)
    return `\`${variable}\` is set here; its value is not shown, since it may be a secret`;
  return shown === '' ? `\`${variable}\` is left empty here` : `\`${variable}\` is set to \`${shown}\` here`;
}
