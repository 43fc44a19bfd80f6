import type { ResolvedVersion } from '../../policy/policy.ts';
import { atLeast } from '../shared/versions.ts';

export interface Generation {
  /** What is falsy has its default, credentials are always allowed, every answer has all headers, and no handler sees OPTIONS. */
  readonly isFirst: boolean;
  /** PATCH is among the default methods. */
  readonly knowsPatch: boolean;
  /** It answers OPTIONS itself, unless it is told otherwise. */
  readonly endsPreflights: boolean;
  /** It compares lists and patterns, and says nothing to requests without an Origin. */
  readonly compares: boolean;
}

export function generationOf(version: ResolvedVersion): Generation {
  // 1.0 has previews only, which npm gives to nobody who does not name them: the newest is 0.1.1.
  const isOne =
    version.version === undefined ? version.range?.includes('1.0.0-') === true : isPreview(version);
  return {
    isFirst: !atLeast(version, '0.1.1'),
    knowsPatch: atLeast(version, '0.1.0'),
    endsPreflights: isOne,
    compares: isOne && version.version !== '1.0.0-alpha.1',
  };
}

function isPreview(version: ResolvedVersion): boolean {
  return atLeast(version, '1.0.0-alpha.1');
}
