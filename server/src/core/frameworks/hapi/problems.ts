import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { type NamesOfLibrary, unknownOptions, wrongType } from '../shared/javascript/problems.ts';
import { atLeast } from '../shared/versions.ts';
import { HAPI_OPTIONS } from './options.ts';
import { booleanOf, hasConnections, namesOf, numberOf, originsOf, statusOf, type Taken } from './values.ts';

const REFUSED = 'hapi refuses anything else, so the server does not start.';

/** What hapi's validation refuses of the `own` options; `all` has those that a route takes from its server as well. */
export function problemsOf(
  own: ReadonlyMap<string, Option>,
  all: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  return [
    ...unknownOptions(own, namesOfVersion(version)),
    ...[...own.values()].flatMap((option) => typeProblem(option, own, version)),
    ...ignoredOriginProblem(own, all, version),
  ];
}

export function knowsStatus(version: ResolvedVersion): boolean {
  return version.package !== 'hapi' && atLeast(version, '21.0.0');
}

function namesOfVersion(version: ResolvedVersion): NamesOfLibrary {
  const options = HAPI_OPTIONS.options.filter(
    ({ name }) => name !== 'preflightStatusCode' || knowsStatus(version),
  );
  return { library: 'hapi', options, consequences: {}, raises: true };
}

function typeProblem(
  option: Option,
  own: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  const unless = (taken: Taken<unknown>, expected: string) =>
    taken.kind === 'refused' ? wrongType(option, option.value, expected, REFUSED) : [];
  switch (option.name) {
    case 'origin':
      return originProblem(option, own, version);
    case 'credentials':
      return unless(booleanOf(own, option.name), 'a boolean');
    case 'maxAge':
      return unless(numberOf(own, option.name), 'a number of seconds');
    case 'preflightStatusCode':
      return knowsStatus(version) ? unless(statusOf(own), '200 or 204') : [];
    case 'headers':
    case 'additionalHeaders':
    case 'exposedHeaders':
    case 'additionalExposedHeaders':
      return namesProblem(option, own);
    default:
      return [];
  }
}

function originProblem(
  option: Option,
  own: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  const { value } = option;
  if (originsOf(own, version).kind !== 'refused') return [];
  const expected = hasConnections(version) ? 'a list of strings' : "a list of strings, or `'ignore'`";
  if (value.kind === 'text' && value.value === 'ignore')
    return wrongType(
      option,
      value,
      expected,
      'hapi knows it since 17.0.0 only, so the server does not start.',
    );
  if (value.kind === 'text') return wrongType(option, value, expected, REFUSED, { kind: 'wrap-in-list' });
  if (value.kind === 'list' && value.items.some((item) => item.kind === 'text' && item.value === '*')) {
    const effect = 'hapi takes `*` only where it is the whole list, so the server does not start.';
    return wrongType(option, value, expected, effect);
  }
  return wrongType(option, value, expected, REFUSED);
}

function namesProblem(option: Option, own: ReadonlyMap<string, Option>): readonly OptionProblem[] {
  const { value } = option;
  if (namesOf(own, option.name).kind !== 'refused') return [];
  return value.kind === 'text' && value.value !== '' && !value.value.includes(',')
    ? wrongType(option, value, 'a list of strings', REFUSED, { kind: 'wrap-in-list' })
    : wrongType(option, value, 'a list of strings', REFUSED);
}

function ignoredOriginProblem(
  own: ReadonlyMap<string, Option>,
  all: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  const origin = all.get('origin');
  const credentials = all.get('credentials');
  if (!origin || !credentials || !(own.has('origin') || own.has('credentials'))) return [];
  if (!contradicts(all, version)) return [];
  const effect =
    "hapi allows no credentials beside `origin: 'ignore'`, so the server does not start. List the origins that you trust, or leave credentials out.";
  const [option, other] = own.has('origin') ? [origin, credentials] : [credentials, origin];
  return [{ kind: 'conflicting-options', option, others: [other], effect }];
}

function contradicts(options: ReadonlyMap<string, Option>, version: ResolvedVersion): boolean {
  const origins = originsOf(options, version);
  const credentials = booleanOf(options, 'credentials');
  const ignores = origins.kind === 'taken' && origins.value === 'ignore';
  return ignores && credentials.kind === 'taken' && credentials.value;
}
