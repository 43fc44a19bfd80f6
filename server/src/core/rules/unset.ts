import type { Value } from '../evaluate/value.ts';
import { readOrigin } from '../origins/origin.ts';
import type { Policy } from '../policy/policy.ts';
import type { RuleContext } from './rule.ts';

/** A variable of the environment that is missing where an origin is expected. */
export interface UnsetOrigin {
  readonly variable: string;
  readonly value: Value;
}

/**
 * The values of the origins options that are nothing because a variable of the environment is unset, and because nobody
 * wrote what holds then. What the author wrote for this case, `undefined` included, is meant.
 */
export function unsetOrigins(policy: Policy, context: RuleContext): readonly UnsetOrigin[] {
  const variables = policy.when.flatMap(({ subject, outcome }) =>
    outcome === 'unset' && subject.startsWith(SUBJECT) ? [subject.slice(SUBJECT.length)] : [],
  );
  if (variables.length === 0) return [];
  return context
    .options(policy)
    .options.filter(({ role }) => role === 'origins')
    .flatMap(({ name }) => policy.options.get(name)?.value ?? [])
    .flatMap((value) => (value.kind === 'list' ? value.items : [value]))
    .flatMap((value) => {
      const isNothing = value.kind === 'null' && value.expr === undefined;
      if (!isNothing && !isLeftOver(value, context)) return [];
      const variable = readAt(value, variables, context);
      return variable === undefined ? [] : [{ variable, value }];
    });
}

/** What a template makes of a variable that is not set: `${process.env.ORIGIN}` is `undefined`. */
function isLeftOver(value: Value, context: RuleContext): boolean {
  if (value.kind !== 'text' || !LEFT_OVER.test(value.value)) return false;
  const { uri, start, end } = value.place;
  const isWritten = LEFT_OVER.test(context.text(uri).slice(start, end));
  return !isWritten && readOrigin(value.value).kind === 'malformed';
}

const LEFT_OVER = /\b(?:undefined|None)\b/;

const SUBJECT = 'the variable ';

/** The variable that the value's source or its way names; where the name is found elsewhere, the only one there is. */
function readAt(value: Value, variables: readonly string[], context: RuleContext): string | undefined {
  const { uri, start, end } = value.place;
  const written = context.text(uri).slice(start, end);
  const [only, ...others] = variables;
  const named =
    variables.find((name) => written.includes(name)) ??
    variables.find((name) => value.via.some(({ what }) => what.startsWith(`\`${name}\` is `)));
  return named ?? (others.length === 0 ? only : undefined);
}

/** True where the finding about this value belongs to `unset-origin`. */
export function isUnsetOrigin(
  policy: Policy,
  context: RuleContext,
  place: { readonly uri: string; readonly start: number },
): boolean {
  return unsetOrigins(policy, context).some(
    ({ value }) => value.place.uri === place.uri && value.place.start === place.start,
  );
}

/** Packages that stop a program whose environment is not what they were told. */
const CHECKERS = /\b(?:dotenv-safe|envalid|env-var|znv|@t3-oss\/env|environs|pydantic_settings)\b/;

/**
 * True where one of the files looks at the variable elsewhere: it is compared, has another value beside it, or is named in
 * a list or a schema. Whether the program stops then is not followed: somebody has thought of it.
 */
export function isLookedAt({ variable, value }: UnsetOrigin, policy: Policy, context: RuleContext): boolean {
  const names = [variable, ...value.via.flatMap(({ what }) => /^`(\w{1,80})` is /.exec(what)?.[1] ?? [])];
  return [...new Set([policy.setup.uri, value.place.uri])].some((uri) => {
    const text = context.text(uri);
    if (CHECKERS.test(text)) return true;
    const own = value.place.uri === uri ? value.place.start : -1;
    return linesNaming(text, names, own).some((line) => isCheck(line, names));
  });
}

/** The lines that hold one of the names, without the one that is at `except`. */
function linesNaming(text: string, names: readonly string[], except: number): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    if (!(start <= except && except <= end) && line.length < 500 && names.some((name) => line.includes(name)))
      lines.push(line);
    start = end + 1;
  }
  return lines;
}

const QUESTION =
  /(?:^|[^\w])(?:if|elif|unless|while|assert|invariant|require[ds]?|ensure|check|throw|raise|not|or)(?:[^\w]|$)|\?\?|\|\||[!=]==?|\?[^.]|!\s*\w/;
const READ = /env|config|\.get\(/i;

function isCheck(line: string, names: readonly string[]): boolean {
  if (/^\s*(?:#|\/\/|\*)/.test(line)) return false;
  if (QUESTION.test(line)) return true;
  return names.some((name) => {
    const at = line.indexOf(name);
    const [before, after] = [line.charAt(at - 1), line.slice(at + name.length)];
    // `CORS_ORIGIN: z.string()`, `CORS_ORIGIN: string`
    if (at >= 0 && /^\s*\??:/.test(after) && /[\s{,;]|^$/.test(before)) return true;
    return (before === '"' || before === "'") && !READ.test(line);
  });
}
