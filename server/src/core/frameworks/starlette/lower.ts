import type { When } from '../../evaluate/value.ts';
import type { Insertion, Option, Policy, ResolvedVersion } from '../../policy/policy.ts';
import type { Place } from '../../text/span.ts';
import { developmentOf } from '../shared/development.ts';
import { truth } from '../shared/python/values.ts';
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
  const { title, version, setup, options, when, open } = given;
  const development = developmentOf(when, setup.uri);
  const credentials = options.get('allow_credentials');
  const origins = originRules(options, version, title);
  const source = options.get('allow_origins') ?? options.get('allow_origin_regex');
  return {
    framework: 'starlette',
    title,
    language: 'python',
    version,
    setup,
    ...(given.insertion ? { insertion: given.insertion } : {}),
    ...(given.scope === undefined ? {} : { scope: given.scope }),
    when,
    ...(development === undefined ? {} : { development }),
    options,
    origins,
    originsPlace: source?.value.place ?? setup,
    credentials: credentials ? (truth(credentials.value) ?? 'unknown') : open ? 'unknown' : false,
    ...(credentials ? { credentialsOption: credentials } : {}),
    problems: problemsOf(options, version, title),
    open,
  };
}
