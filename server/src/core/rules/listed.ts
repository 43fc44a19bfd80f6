import type { TextValue, Value } from '../evaluate/value.ts';
import { isSeparate, removeListed, replace } from '../fixes/edits.ts';
import { printList } from '../fixes/print.ts';
import type { Option, Policy } from '../policy/policy.ts';
import type { Edit, Place } from '../text/span.ts';
import type { RuleContext } from './rule.ts';

/** A name in a list of methods or headers: an entry of a list, or a part of a text between two commas. */
export interface Listed {
  readonly option: Option;
  /** Without the blanks around it. */
  readonly name: string;
  /** The text that it stands in. */
  readonly text: TextValue;
  /** The literal where the name is all of it, else the part of it. */
  readonly place: Place;
  /** The name alone, without quotes; absent where it does not stand in the source letter for letter. */
  readonly content?: Place;
  /** The literal has nothing else. */
  readonly alone: boolean;
  /** The text is an entry of a list. */
  readonly inList: boolean;
  /** The option takes several names as a list only; a text of its own has a meaning of its own, such as `*`. */
  readonly listOnly: boolean;
}

const MOST = 200;

/** The names of an option, as far as they are known. Values of a wrong type are another rule's. */
export function namesListed(policy: Policy, option: Option, context: RuleContext): readonly Listed[] {
  const isWrong = (value: Value) =>
    policy.problems.some(
      (problem) =>
        problem.kind === 'wrong-option-type' &&
        problem.option.name === option.name &&
        problem.value === value,
    );
  if (isWrong(option.value)) return [];
  const texts = option.value.kind === 'list' ? option.value.items.slice(0, MOST) : [option.value];
  const inList = option.value.kind === 'list';
  const spec = context.options(policy).options.find(({ name }) => name === option.name);
  const listOnly = spec !== undefined && !/\bstring\b|\bcommas?\b/.test(spec.type);
  return texts.flatMap((text) =>
    text.kind === 'text' && !isWrong(text) ? partsOf({ option, text, inList, listOnly }, context) : [],
  );
}

function partsOf(
  given: Pick<Listed, 'option' | 'text' | 'inList' | 'listOnly'>,
  context: RuleContext,
): readonly Listed[] {
  const { text } = given;
  const pieces = text.value.split(',').slice(0, MOST);
  const start = contentStart(text, context);
  let offset = 0;
  return pieces.flatMap((piece): readonly Listed[] => {
    const name = piece.trim();
    const at = offset + piece.indexOf(name);
    offset += piece.length + 1;
    if (name === '') return [];
    const { uri } = text.place;
    const content =
      start === undefined ? undefined : { uri, start: start + at, end: start + at + name.length };
    const alone = pieces.length === 1;
    const place = alone || !content ? text.place : content;
    return [{ ...given, name, place, ...(content ? { content } : {}), alone }];
  });
}

/** Where the text begins in the source, behind its quote. */
function contentStart({ place, value }: TextValue, context: RuleContext): number | undefined {
  const written = context.text(place.uri).slice(place.start, place.end);
  const at = written.indexOf(value);
  return value === '' || at < 0 ? undefined : place.start + at;
}

/** Another name in its place. */
export function rewrite({ content }: Listed, name: string): readonly Edit[] {
  return content ? [replace(content, name)] : [];
}

/** Takes the name out: the entry of the list, or the part of the text with its comma. */
export function takeOut(listed: Listed, context: RuleContext): readonly Edit[] {
  const { text, content, alone, inList, name } = listed;
  const source = context.text(text.place.uri);
  if (alone) {
    const isRemovable = inList && content && isSeparate(source, text.place);
    return isRemovable ? [removeListed(source, text.place)] : [];
  }
  if (!content) return [];
  const start = contentStart(text, context) ?? content.start;
  const end = start + text.value.length;
  const before = source.slice(start, content.start);
  const after = source.slice(content.end, end);
  const comma = /^\s*,\s*/.exec(after);
  if (comma)
    return [{ uri: content.uri, start: content.start, end: content.end + comma[0].length, text: '' }];
  const last = /\s*,\s*$/.exec(before);
  return last
    ? [
        {
          uri: content.uri,
          start: content.start - last[0].length,
          end: content.start + name.length,
          text: '',
        },
      ]
    : [];
}

/** Several entries in the place of one: of a list as literals, of a text with commas between. */
export function spread(listed: Listed, names: readonly string[], context: RuleContext): readonly Edit[] {
  const { content, inList, listOnly, text } = listed;
  if (!content) return [];
  if (!inList && listOnly)
    return [replace(text.place, printList(names, context.text(text.place.uri), text.place))];
  if (!inList) return [replace(content, names.join(', '))];
  const written = context.text(text.place.uri).slice(text.place.start, text.place.end);
  const quotes = /^(\w*["'`])[\s\S]*?(["'`])$/.exec(written);
  if (!quotes) return [];
  return [replace(text.place, names.map((name) => `${quotes[1]}${name}${quotes[2]}`).join(', '))];
}
