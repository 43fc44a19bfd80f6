import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { meantOption } from '../shared/meant.ts';
import { falseText, wrongType } from '../shared/python/problems.ts';
import { typeName } from '../shared/python/values.ts';
import { ENGINEIO_OPTIONS } from './options.ts';
import { engineioHas } from './versions.ts';

const NAMES = ENGINEIO_OPTIONS.map(({ name }) => name);

/** `**kwargs` of the servers takes every name, so only those that look like options for origins are judged. */
export function isOption(name: string): boolean {
  return (
    NAMES.includes(name) || /^(?:cors|(?:access_control_)?allow(?:ed)?_(?:origins?|credentials)$)/.test(name)
  );
}

export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
  title: string,
): readonly OptionProblem[] {
  return [...options.values()].flatMap((option): readonly OptionProblem[] => {
    if (option.name === 'cors_allowed_origins') return originsProblem(option, version, title);
    if (option.name === 'cors_credentials') return falseText(option, 'credentials are on');
    const meant = meantOption(option.name, NAMES);
    const isOrigins = meant === 'cors_allowed_origins' && !options.has(meant);
    const effect = isOrigins
      ? `${title} takes every name and ignores those it does not know, so only its own origin is let in.`
      : `${title} takes every name and ignores those it does not know.`;
    const free = meant !== undefined && !options.has(meant) ? { meant } : {};
    return [{ kind: 'unknown-option', option, effect, raises: false, ...free }];
  });
}

const EXPECTED = 'a string, a list of strings, or a function';

function originsProblem(option: Option, version: ResolvedVersion, title: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'list') {
    const effect = (item: Value) =>
      `${title} looks for the origin among texts, and this entry is ${typeName(item)}: it lets nobody in.`;
    return value.items
      .filter((item) => ['number', 'boolean', 'null', 'record', 'list'].includes(item.kind))
      .map((item) => wrongType(option, item, EXPECTED, effect(item)));
  }
  if (value.kind === 'function' && !engineioHas(version, '4.3.2')) {
    const effect = `${title} takes functions since python-engineio 4.3.2; before, every connection with an Origin ends with \`TypeError\`.`;
    return [wrongType(option, value, 'a string or a list of strings', effect)];
  }
  if (!['number', 'boolean', 'regex'].includes(value.kind)) return [];
  const effect = `This is ${typeName(value)}: every connection with an Origin ends with \`TypeError\` and status 500.`;
  return [wrongType(option, value, EXPECTED, effect)];
}
