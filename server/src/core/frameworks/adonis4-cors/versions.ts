import type { ResolvedVersion } from '../../policy/policy.ts';
import { atLeast } from '../shared/versions.ts';

export interface Generation {
  /** It compares the origin. Before, a text or a list goes out as it is, `*` and `true` are the asking origin, and `Vary` is never sent. */
  readonly compares: boolean;
  /** It says nothing of origins to requests without one. Before, these fail where the asking origin would be sent. */
  readonly needsOrigin: boolean;
  /** `Access-Control-Max-Age` has its right name. */
  readonly knowsMaxAge: boolean;
}

export function generationOf(version: ResolvedVersion): Generation {
  return {
    compares: atLeast(version, '1.0.3'),
    needsOrigin: atLeast(version, '1.0.5'),
    knowsMaxAge: atLeast(version, '1.0.6'),
  };
}
