import { recordOptions } from '../../../evaluate/read.ts';
import type { Entry, Value, When } from '../../../evaluate/value.ts';
import type { Insertion } from '../../../policy/policy.ts';

/** One of the paths that a `CORS()` covers, with the options that are its own. */
export interface Resource {
  /** Undefined where it covers every path. */
  readonly scope?: string;
  readonly entries: readonly Entry[];
  readonly insertion?: Insertion;
  /** Options of its own that could not be read. */
  readonly isOpen: boolean;
  readonly when: readonly When[];
}

const EVERYTHING: Resource = { entries: [], isOpen: false, when: [] };

/** `parse_resources`: a dict has options for each path, a list or a text has paths alone. */
export function resourcesOf(value: Value | undefined): readonly Resource[] {
  switch (value?.kind) {
    case undefined:
    case 'null':
      return [EVERYTHING];
    case 'text':
      return [covering([value.value])];
    case 'regex':
      return [covering([value.source])];
    case 'list':
      return [
        covering(
          value.items.flatMap((item) =>
            item.kind === 'text' ? [item.value] : item.kind === 'regex' ? [item.source] : [],
          ),
        ),
      ];
    case 'record':
      return [
        ...value.entries.flatMap(ofEntry),
        ...(value.entries.length === 0 || value.rest.length > 0
          ? [{ ...EVERYTHING, isOpen: value.rest.length > 0 }]
          : []),
      ];
    default:
      return [{ ...EVERYTHING, isOpen: true }];
  }
}

function ofEntry({ key, value }: Entry): readonly Resource[] {
  const isLiteral = value.kind === 'record' && value.expr?.kind === 'record';
  return recordOptions(value).map(({ entries, rest, when }) => ({
    ...covering([key]),
    entries,
    ...(isLiteral ? { insertion: { form: 'entry', place: value.place } } : {}),
    isOpen: rest.length > 0,
    when,
  }));
}

function covering(paths: readonly string[]): Resource {
  const isAll = paths.some((path) => /^(?:\^?\/?\.?\*\$?|\^?\/\.\*\$?)$/.test(path));
  return isAll || paths.length === 0 ? EVERYTHING : { ...EVERYTHING, scope: paths.join(', ') };
}
