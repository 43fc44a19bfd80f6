import type { When } from '../../evaluate/value.ts';
import type { Insertion, Option, Policy, ResolvedVersion } from '../../policy/policy.ts';
import type { Place } from '../../text/span.ts';
import { policyOf } from '../shared/python/policy.ts';
import { originRules } from './origins.ts';
import { problemsOf } from './problems.ts';

/** One `CORSMiddleware` with the options that hold under `when`. */
export interface Configured {
  readonly title: string;
  readonly version: ResolvedVersion;
  readonly setup: Place;
  readonly insertion?: Insertion;
  readonly scope?: string;
  readonly when: readonly When[];
  readonly options: ReadonlyMap<string, Option>;
  readonly open: boolean;
}

export function lower(given: Configured): Policy {
  const { title, version, options, open } = given;
  return policyOf({
    ...given,
    framework: 'starlette',
    origins: originRules(options, version, title),
    originOptions: ['allow_origins', 'allow_origin_regex'],
    credentials: ['allow_credentials', open ? 'unknown' : false],
    problems: problemsOf(options, version, title),
  });
}
