import type { Place } from '../text/span.ts';
import { type Annotated, readAnnotation } from './annotations.ts';
import { list, text, unknown } from './build.ts';
import { mapValue } from './combine.ts';
import type { Step, TextValue, Value } from './value.ts';

const URLS: ReadonlySet<string> = new Set([
  'AnyUrl',
  'AnyHttpUrl',
  'HttpUrl',
  'AnyWebsocketUrl',
  'WebsocketUrl',
]);
const LISTS: ReadonlySet<string> = new Set(
  'list List set Set frozenset FrozenSet tuple Tuple Sequence Iterable Collection'.split(' '),
);

/**
 * What pydantic 2 makes of a value that is declared as a URL: `str()` of it ends with a slash where it has no path
 * (pydantic@2.14.3:pydantic/networks.py, `_BaseUrl.__str__`; the serialisation is that of the URL standard). pydantic 1
 * keeps the text.
 */
export function asDeclared(value: Value, annotation: string, where: Place): Value {
  if (!annotation.includes('Url')) return value;
  const read = readAnnotation(annotation);
  if (!read) return unknown({ kind: 'syntax', what: 'annotation' }, where);
  return mapValue(value, value.place, (plain) => converted(plain, read, where));
}

function converted(value: Value, type: Annotated, where: Place): Value {
  const [first] = type.args;
  if (type.name === 'Annotated') return first ? converted(value, first, where) : value;
  if (type.name === '|') return convertedBy(value, type.args, where);
  if (URLS.has(type.name)) return value.kind === 'text' ? asUrl(value, type.name, where) : value;
  if (!LISTS.has(type.name) || value.kind !== 'list' || !first) return value;
  return list(
    value.form,
    value.items.map((item) => mapValue(item, item.place, (plain) => converted(plain, first, where))),
    value.place,
    { via: value.via },
  );
}

/** The member of a union that takes the value as it is wins; a text is a text before it is a URL. */
function convertedBy(value: Value, members: readonly Annotated[], where: Place): Value {
  if (value.kind === 'text') {
    if (members.some((member) => ['str', 'Any', 'Literal'].includes(member.name))) return value;
    const url = members.find((member) => URLS.has(member.name));
    return url ? converted(value, url, where) : value;
  }
  const whole = value.kind === 'list' ? members.find((member) => LISTS.has(member.name)) : undefined;
  return whole ? converted(value, whole, where) : value;
}

function asUrl(value: TextValue, type: string, where: Place): Value {
  const url = /^(https?|wss?):\/\/([a-z0-9._-]+)(:\d{1,5})?(\/[^\s]*)?$/i.exec(value.value);
  if (!url) return unknown({ kind: 'call', callee: type }, value.place, { via: value.via });
  const [, scheme = '', host = '', port = '', path = ''] = url;
  const standard = `${scheme.toLowerCase()}://${host.toLowerCase()}${isDefault(scheme, port) ? '' : port}${path || '/'}`;
  if (standard === value.value) return value;
  const step: Step = {
    place: where,
    what: `as \`${type}\` of pydantic 2 it is \`${standard}\``,
    ...(path === ''
      ? {
          advice: `\`${type}\` of pydantic 2 adds the slash: write \`str(origin).rstrip("/")\`, or declare \`str\`.`,
        }
      : {}),
  };
  return text(standard, value.place, { via: [...value.via, step] });
}

function isDefault(scheme: string, port: string): boolean {
  const standard = /s$/i.test(scheme) ? ':443' : ':80';
  return port === standard;
}
