import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, truthiness } from '../../evaluate/read.ts';
import type { ListValue, TextValue, Value } from '../../evaluate/value.ts';
import type { Policy } from '../../policy/policy.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';

const MIDDLEWARE = 'corsheaders.middleware.CorsMiddleware';
const LISTS = ['MIDDLEWARE', 'MIDDLEWARE_CLASSES'];

/**
 * Middleware of Django that answers by itself (django@5.2:django/middleware, measured with django-cors-headers 4.9.0).
 * WhiteNoise is not among them: it sends `Access-Control-Allow-Origin: *` with its files, unless it is told not to.
 */
const RESPONDERS: ReadonlyMap<string, string> = new Map([
  ['django.middleware.common.CommonMiddleware', 'redirects a path without its last slash'],
  ['django.middleware.cache.FetchFromCacheMiddleware', 'answers from its cache'],
  ['django.middleware.locale.LocaleMiddleware', 'redirects a path without its language'],
]);
/** Redirects every request only where this setting is on. */
const SECURITY = 'django.middleware.security.SecurityMiddleware';

/** Settings that would let somebody in, if the middleware ran. */
const OPENING =
  /^CORS_(?:ALLOWED_ORIGINS|ALLOWED_ORIGIN_REGEXES|ALLOW_ALL_ORIGINS|ORIGIN_WHITELIST|ORIGIN_REGEX_WHITELIST|ORIGIN_ALLOW_ALL)$/;

/** Where the middleware stands among the others, and whether it stands there at all. */
export function placementsOf(evaluator: Evaluator, policies: readonly Policy[]): readonly Misplaced[] {
  const lists = LISTS.flatMap((name) => listsOf(evaluator, name));
  if (lists.length === 0) return [];
  const indexes = lists.map((list) => list.items.findIndex(isCors));
  if (indexes.every((index) => index < 0)) return inactive(evaluator, lists, policies);
  return lists.flatMap((list, at) => late(evaluator, list, indexes[at] ?? -1));
}

/** Every list that the setting can be when the file has run; none where one of them cannot be read. */
function listsOf(evaluator: Evaluator, name: string): readonly ListValue[] {
  const values = alternatives(atEnd(evaluator, name)).map(({ value }) => value);
  const lists = values.flatMap((value) => (value.kind === 'list' ? [value] : []));
  return lists.length === values.length ? lists : [];
}

function atEnd(evaluator: Evaluator, name: string): Value {
  const end = evaluator.module.text.length;
  return evaluator.evaluate({ kind: 'name', name, span: { start: end, end } });
}

/** The library's own, or one that is derived from it and named after it. */
function isCors(item: Value): boolean {
  return item.kind === 'text' && /cors/i.test(item.value);
}

function inactive(
  evaluator: Evaluator,
  lists: readonly ListValue[],
  policies: readonly Policy[],
): readonly Misplaced[] {
  const isKnown = lists.every(({ items }) => items.every((item) => item.kind === 'text'));
  const [list] = lists;
  const [policy] = policies;
  const option = [...(policy?.options.values() ?? [])].find(({ name }) => OPENING.test(name));
  const { uri } = evaluator.module;
  if (!isKnown || !list || !policy || !option || option.keyPlace.uri !== uri) return [];
  const [first] = list.items;
  // The other settings modules of a project begin with such a file, and may add the middleware.
  const isBase = /(?:^|\/)(?:base|common|default|defaults|shared)\.py$/i.test(uri);
  return [
    {
      kind: 'inactive-cors-setup',
      framework: 'django-cors-headers',
      title: policy.title,
      place: option.keyPlace,
      message: `\`${option.name}\` has no effect: the list of middleware does not name \`${MIDDLEWARE}\`, so no answer carries a CORS header. Add it above everything that can answer.`,
      ...(isBase ? { confidence: 'likely' as const } : {}),
      others: [{ place: list.place, message: 'The list of middleware' }],
      ...(first?.kind === 'text' && first.place.uri === uri && isWritten(evaluator, first)
        ? {
            repair: {
              kind: 'add-item' as const,
              title: 'Add the middleware',
              text: quotedLike(evaluator, first, MIDDLEWARE),
              before: first.place,
            },
          }
        : {}),
    },
  ];
}

function late(evaluator: Evaluator, list: ListValue, index: number): readonly Misplaced[] {
  const own = list.items[index];
  if (own?.kind !== 'text') return [];
  const found = list.items.slice(0, index).flatMap((item) => {
    const does = item.kind === 'text' ? doesOf(evaluator, item.value) : undefined;
    return item.kind === 'text' && does !== undefined ? [{ item, does }] : [];
  });
  const [first] = found;
  if (!first) return [];
  const { item, does } = first;
  const { uri } = evaluator.module;
  const isHere = [own, item].every((each) => each.place.uri === uri && isWritten(evaluator, each));
  return [
    {
      kind: 'middleware-order',
      framework: 'django-cors-headers',
      title: 'django-cors-headers',
      place: own.place,
      message: `\`${lastOf(item.value)}\` stands before it and ${does}: what it answers carries no CORS header, so a page of another origin cannot read it, and a preflight that it answers fails. Put \`${lastOf(own.value)}\` before it.`,
      others: [{ place: item.place, message: `\`${lastOf(item.value)}\` ${does}` }],
      ...(isHere
        ? {
            repair: {
              kind: 'move-item' as const,
              title: `Put it before ${lastOf(item.value)}`,
              item: own.place,
              before: item.place,
            },
          }
        : {}),
    },
  ];
}

function doesOf(evaluator: Evaluator, name: string): string | undefined {
  if (name !== SECURITY) return RESPONDERS.get(name);
  const redirects = truthiness(atEnd(evaluator, 'SECURE_SSL_REDIRECT'), 'python') === true;
  return redirects ? 'redirects http to https' : undefined;
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** A literal of its own, whose place is the whole of it. */
function isWritten({ module }: Evaluator, { place }: TextValue): boolean {
  return /^["']/.test(module.text.slice(place.start, place.start + 1));
}

function quotedLike({ module }: Evaluator, { place }: TextValue, text: string): string {
  const quote = module.text[placeOf(module.uri, place).start] ?? '"';
  return `${quote}${text}${quote}`;
}
