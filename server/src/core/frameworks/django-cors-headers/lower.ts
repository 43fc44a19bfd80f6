import type { When } from '../../evaluate/value.ts';
import type { Insertion, Option, Policy, ResolvedVersion } from '../../policy/policy.ts';
import type { Place } from '../../text/span.ts';
import { developmentOf } from '../shared/development.ts';
import { truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { originRules } from './origins.ts';
import { problemsOf } from './problems.ts';

/** The settings of one module or class as they are under `when`. */
export interface Configured {
  readonly version: ResolvedVersion;
  readonly setup: Place;
  readonly insertion?: Insertion;
  readonly when: readonly When[];
  readonly options: ReadonlyMap<string, Option>;
  /** Settings may come from elsewhere: `from .base import *`. */
  readonly open: boolean;
}

export function lower(given: Configured): Policy {
  const { version, setup, options, when, open } = given;
  const development = developmentOf(when, setup.uri);
  const counts = (name: string, old: string): Option | undefined =>
    (atLeast(version, '3.5.0') ? options.get(name) : undefined) ?? options.get(old);
  const sources = {
    all: counts('CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL'),
    list: counts('CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST'),
    regexes: counts('CORS_ALLOWED_ORIGIN_REGEXES', 'CORS_ORIGIN_REGEX_WHITELIST'),
  };
  const credentials = options.get('CORS_ALLOW_CREDENTIALS');
  const isOn = sources.all && truth(sources.all.value) === true;
  // A string of patterns admits whom its letters match: what it lets in is its own doing.
  const letters = sources.regexes?.value.kind === 'text' ? sources.regexes : undefined;
  const source = isOn ? sources.all : (letters ?? sources.list ?? sources.regexes ?? sources.all);
  const scope = scopeOf(options.get('CORS_URLS_REGEX'));
  return {
    framework: 'django-cors-headers',
    title: 'django-cors-headers',
    language: 'python',
    version,
    setup,
    ...(given.insertion ? { insertion: given.insertion } : {}),
    ...(scope === undefined ? {} : { scope }),
    when,
    ...(development === undefined ? {} : { development }),
    options,
    origins: originRules(sources, version),
    originsPlace: source?.value.place ?? setup,
    credentials: credentials ? (truth(credentials.value) ?? 'unknown') : open ? 'unknown' : false,
    ...(credentials ? { credentialsOption: credentials } : {}),
    problems: problemsOf(options, version),
    open,
  };
}

function scopeOf(option: Option | undefined): string | undefined {
  const { value } = option ?? {};
  const source = value?.kind === 'text' ? value.value : value?.kind === 'regex' ? value.source : undefined;
  return source === undefined || /^\^?(?:\.\*)?\$?$/.test(source) ? undefined : source;
}
