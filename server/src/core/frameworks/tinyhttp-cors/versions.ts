import type { ResolvedVersion } from '../../policy/policy.ts';
import { atLeast } from '../shared/versions.ts';

export interface Generation {
  /** It ends every request, not only OPTIONS, and takes neither lists nor patterns. */
  readonly endsAll: boolean;
  /** `allowedHeaders` has a default. */
  readonly allowsContentType: boolean;
  /**
   * It looks at `origin` as it starts and refuses whoever is not in a list or matched by a pattern. Before, such a request fails
   * with status 500, and `*` in a list is answered with the asking origin.
   */
  readonly refuses: boolean;
}

export function generationOf(version: ResolvedVersion): Generation {
  return {
    endsAll: !atLeast(version, '1.2.0'),
    allowsContentType: atLeast(version, '1.3.0'),
    refuses: atLeast(version, '2.0.1'),
  };
}
