import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { unknownOptions, wrongType } from '../shared/python/problems.ts';
import { textsOf, truth, typeName } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';

const STOPS = 'and the application does not start.';

export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  const effect = `\`ALLOW_CORS\` raises \`TypeError\`, ${STOPS}`;
  return [
    ...unknownOptions(options, namesOf(version), effect, true),
    ...[...options.values()].flatMap((option) => problemOf(option, version)),
  ];
}

export function namesOf(version: ResolvedVersion): readonly string[] {
  return atLeast(version, '0.67.0') ? ['app', 'origins', 'headers'] : ['app', 'origins'];
}

function problemOf(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { name, value } = option;
  if (name === 'origins') return originProblem(option, version);
  if (name !== 'headers' || !atLeast(version, '0.67.0')) return [];
  if (areHeadersRefused(value)) {
    const effect = `\`", ".join(…)\` raises \`TypeError\`, ${STOPS}`;
    return [wrongType(option, value, 'a list of strings', effect)];
  }
  if (truth(value) !== true || isHeaderList(value) || !KNOWN.has(value.kind) || value.kind === 'text')
    return [];
  const effect = `This is ${typeName(value)}: Robyn sends what \`str()\` makes of it as \`Access-Control-Allow-Headers\`, which names no header.`;
  return [wrongType(option, value, 'a list of strings', effect)];
}

function originProblem(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (!isSingle(version) && value.kind === 'text' && value.value.length > 1) {
    const effect =
      'Robyn before 0.64.0 goes through the string letter by letter and sends one `Access-Control-Allow-Origin` for each letter.';
    return [wrongType(option, value, 'a list of strings', effect, { kind: 'wrap-in-list' })];
  }
  if (!isRefused(value, version)) return [];
  const effect = `This is ${typeName(value)}: \`ALLOW_CORS\` raises \`TypeError\`, ${STOPS}`;
  return [wrongType(option, value, 'a list of strings or one string', effect)];
}

/** Since 0.64.0 a text is one origin. */
export function isSingle(version: ResolvedVersion): boolean {
  return atLeast(version, '0.64.0');
}

const KNOWN: ReadonlySet<Value['kind']> = new Set([
  'text',
  'number',
  'boolean',
  'null',
  'list',
  'record',
  'regex',
  'function',
]);

/** What stops the start-up: nothing that can be counted, or one item that is no text. */
export function isRefused(value: Value, version: ResolvedVersion): boolean {
  const texts = textsOf(value);
  if (!texts) return true;
  if (!isSingle(version)) return texts.mixed;
  if (value.kind === 'record') return value.entries.length === 1 && value.rest.length === 0;
  // `origins[0]`, which a set does not have, is the header where there is one.
  return value.kind === 'list' && value.items.length === 1 && (value.form === 'set' || texts.mixed);
}

/** `isinstance(headers, list)` */
export function isHeaderList(value: Value): boolean {
  return value.kind === 'list' && value.form === 'list';
}

export function areHeadersRefused(value: Value): boolean {
  return isHeaderList(value) && textsOf(value)?.mixed === true;
}
