import type { When } from '../../../evaluate/value.ts';
import type { Insertion, Option, OriginRule, Policy, ResolvedVersion } from '../../../policy/policy.ts';
import type { Place } from '../../../text/span.ts';
import { developmentOf } from '../development.ts';
import { truth } from '../python/values.ts';
import type { FlaskCorsLike } from './library.ts';
import { originRules } from './origins.ts';
import { problemsOf } from './problems.ts';

/** One set of paths with the options that hold under `when`: those of the resource before the call's before the configuration's. */
export interface Configured {
  readonly version: ResolvedVersion;
  readonly setup: Place;
  readonly insertion?: Insertion;
  readonly scope?: string;
  readonly when: readonly When[];
  readonly options: ReadonlyMap<string, Option>;
  /** Why options may be missing that would win over the defaults, where some could not be read. */
  readonly unread?: OriginRule['match'] & { readonly kind: 'unknown' };
  readonly open: boolean;
}

export function lower(library: FlaskCorsLike, given: Configured): Policy {
  const behaviour = library.behaviour(given.version);
  const { version, setup, options, when, unread } = given;
  const development = developmentOf(when, setup.uri);
  const credentials = options.get('supports_credentials');
  const origins = options.get('origins');
  const isHidden = origins === undefined && unread !== undefined;
  return {
    framework: library.id,
    title: library.title,
    language: 'python',
    version,
    setup,
    ...(given.insertion ? { insertion: given.insertion } : {}),
    ...(given.scope === undefined ? {} : { scope: given.scope }),
    when,
    ...(development === undefined ? {} : { development }),
    options,
    origins: isHidden
      ? [{ match: unread, place: setup, via: [], listed: false, isDefault: false }]
      : originRules(origins, setup, behaviour),
    originsPlace: origins?.value.place ?? setup,
    credentials: credentials ? (truth(credentials.value) ?? 'unknown') : unread ? 'unknown' : false,
    ...(credentials ? { credentialsOption: credentials } : {}),
    problems: problemsOf(library, options, behaviour, given.open),
    open: given.open,
  };
}
