import type { Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, ResolvedVersion } from '../../policy/policy.ts';
import { isOpen, type NamesOfLibrary, problemsIn, wrongType } from '../shared/javascript/problems.ts';
import { RESTIFY_CORS_OPTIONS } from './options.ts';

const REFUSED = 'restify-cors-middleware checks it, so the server does not start.';

const NAMES: NamesOfLibrary = {
  library: 'restify-cors-middleware',
  options: RESTIFY_CORS_OPTIONS.options,
  consequences: {
    origins: 'the default lets every origin in',
    credentials: 'the response never allows credentials',
    allowHeaders: 'only the headers of restify are allowed',
    exposeHeaders: 'scripts cannot read these headers',
    preflightMaxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

/** `restify-cors-middleware` has no `allowCredentialsAllOrigins`, and sends `Vary` for admitted origins only. */
export function isFirst(version: ResolvedVersion): boolean {
  return version.package === 'restify-cors-middleware';
}

export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
  open: boolean,
): readonly OptionProblem[] {
  const own = isFirst(version)
    ? { ...NAMES, options: NAMES.options.filter(({ name }) => name !== 'allowCredentialsAllOrigins') }
    : NAMES;
  return [
    ...problemsIn(options, own, (option) => (isUnread(option, version) ? [] : typeProblem(option))),
    ...(open ? [] : wildcardProblem(options, version)),
  ];
}

function isUnread({ name }: Option, version: ResolvedVersion): boolean {
  return name === 'allowCredentialsAllOrigins' && isFirst(version);
}

function typeProblem(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'null') return [];
  switch (option.name) {
    case 'origins': {
      if (isListOf(value, ['text', 'regex'])) return [];
      const expected = 'a list of strings and patterns';
      const isOne = value.kind === 'text' || value.kind === 'regex';
      return isOne
        ? wrongType(option, value, expected, REFUSED, { kind: 'wrap-in-list' })
        : wrongType(option, value, expected, REFUSED);
    }
    case 'credentials':
    case 'allowCredentialsAllOrigins':
      return value.kind === 'boolean' ? [] : wrongType(option, value, 'a boolean', REFUSED);
    case 'allowHeaders':
    case 'exposeHeaders':
      return isListOf(value, ['text']) ? [] : wrongType(option, value, 'a list of strings', REFUSED);
    case 'preflightMaxAge':
      return value.kind === 'number' ? [] : wrongType(option, value, 'a number of seconds', REFUSED);
    default:
      return [];
  }
}

function isListOf(value: Value, kinds: readonly Value['kind'][]): boolean {
  return (
    value.kind === 'list' &&
    value.form !== 'set' &&
    value.items.every((item) => isOpen(item) || kinds.includes(item.kind))
  );
}

/** `*` in the list goes with credentials that are off, or with `allowCredentialsAllOrigins`. */
function wildcardProblem(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  const [origins, credentials] = [options.get('origins'), options.get('credentials')];
  const all = options.get('allowCredentialsAllOrigins')?.value;
  const isAllowed = !isFirst(version) && all !== undefined && !(all.kind === 'boolean' && !all.value);
  if (!credentials || isAllowed || credentials.value.kind !== 'boolean' || !credentials.value.value)
    return [];
  const list = origins?.value;
  const isWild =
    origins === undefined ||
    list?.kind === 'null' ||
    (list?.kind === 'list' && list.items.some((item) => item.kind === 'text' && item.value === '*'));
  if (!isWild) return [];
  const effect =
    'restify-cors-middleware refuses `*` together with credentials, so the server does not start. List the origins that you trust.';
  return [
    {
      kind: 'conflicting-options',
      option: origins ?? credentials,
      others: origins ? [credentials] : [],
      effect,
    },
  ];
}
