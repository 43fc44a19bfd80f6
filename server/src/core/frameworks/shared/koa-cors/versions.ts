import type { ResolvedVersion } from '../../../policy/policy.ts';
import { atLeast } from '../versions.ts';

/** `@koa/cors`, its earlier name `kcors`, and `koa2-cors`, which is another package. */
export interface Library {
  since(version: string): boolean;
  readonly isKoa2: boolean;
  /** What stands for an `origin` that is not given. */
  readonly default: 'any' | 'asking';
  /** Credentials turn `*` into the asking origin. */
  readonly reflectsWildcard: boolean;
  /** It waits for the promise of an async function. */
  readonly awaits: boolean;
}

export function libraryOf(version: ResolvedVersion): Library {
  if (version.package === 'koa2-cors') {
    return { since: () => false, isKoa2: true, default: 'asking', reflectsWildcard: false, awaits: false };
  }
  // The last version of `kcors` is 2.2.2, with the code of @koa/cors 2.2.2.
  const isOld = version.package === 'kcors';
  const since = (boundary: string) => !isOld && atLeast(version, boundary);
  return {
    since,
    isKoa2: false,
    default: since('5.0.0') ? 'any' : 'asking',
    reflectsWildcard: since('3.4.1'),
    awaits: since('3.0.0'),
  };
}
