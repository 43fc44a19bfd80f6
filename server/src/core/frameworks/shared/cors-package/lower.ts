import type { When } from '../../../evaluate/value.ts';
import type {
  Insertion,
  Option,
  OptionProblem,
  OriginRule,
  Policy,
  ResolvedVersion,
} from '../../../policy/policy.ts';
import type { Place } from '../../../text/span.ts';
import { atLeast } from '../versions.ts';
import { originRules, originRulesBefore27 } from './origins.ts';
import { problemsOf } from './problems.ts';

/** A set-up of `cors` or of something that hands its options on to `cors`. */
export interface CorsSetup {
  readonly framework: string;
  readonly title: string;
  readonly version: ResolvedVersion;
  readonly setup: Place;
  readonly insertion?: Insertion;
  readonly scope?: string;
  readonly when: readonly When[];
  readonly development?: string;
  /** One value each: alternatives are already apart. */
  readonly options: ReadonlyMap<string, Option>;
  /** Options may come from somewhere that cannot be read. */
  readonly open: boolean;
  readonly problems: readonly OptionProblem[];
  /** Whom an `origin` function lets in, where that can be read. */
  readonly callback?: readonly OriginRule[];
}

export function lowerCors(setup: CorsSetup): Policy {
  const origin = setup.options.get('origin');
  const problems = [...setup.problems, ...problemsOf(setup.options, setup.version)];
  return {
    framework: setup.framework,
    title: setup.title,
    language: 'javascript',
    version: setup.version,
    setup: setup.setup,
    ...(setup.insertion && { insertion: setup.insertion }),
    ...(setup.scope !== undefined && { scope: setup.scope }),
    when: setup.when,
    ...(setup.development !== undefined && { development: setup.development }),
    options: setup.options,
    origins: originsOf(setup, origin, problems),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsOf(setup),
    problems,
    open: setup.open,
  };
}

function originsOf(
  setup: CorsSetup,
  origin: Option | undefined,
  problems: readonly OptionProblem[],
): readonly OriginRule[] {
  if (!origin || isUnsetBefore282(origin, setup.version)) return [defaultRule(setup, origin)];
  // A value of the wrong type has its own finding; as an origin it admits nobody.
  if (problems.some((problem) => problem.kind === 'wrong-option-type' && problem.option === origin))
    return [];
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return atLeast(setup.version, '2.7.0') ? originRules(origin.value) : originRulesBefore27(origin.value);
}

/** Before 2.8.2 an option that is written as `undefined` kept its default, `*`. */
function isUnsetBefore282(origin: Option, version: ResolvedVersion): boolean {
  return origin.value.kind === 'null' && origin.value.undefined && !atLeast(version, '2.8.2');
}

function defaultRule(setup: CorsSetup, origin: Option | undefined): OriginRule {
  const base = { place: origin?.place ?? setup.setup, via: [], listed: false, isDefault: true };
  if (setup.open && !origin)
    return { ...base, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } };
  return { ...base, match: { kind: 'any' } };
}

function credentialsOf(setup: CorsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : false };
  const { value } = option;
  if (value.kind === 'boolean' && value.value) return { credentials: true, credentialsOption: option };
  if (value.kind === 'unknown' || value.kind === 'oneOf')
    return { credentials: 'unknown', credentialsOption: option };
  return { credentials: false };
}
