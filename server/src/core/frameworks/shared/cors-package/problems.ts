import type { Value } from '../../../evaluate/value.ts';
import type { Option, OptionProblem, Repair, ResolvedVersion } from '../../../policy/policy.ts';
import { type NamesOfLibrary, problemsIn, wrongType } from '../javascript/problems.ts';
import { atLeast } from '../versions.ts';
import { CORS_PACKAGE_OPTIONS } from './options.ts';

/** What `cors` makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  return [...problemsIn(options, NAMES, (option) => typeProblems(option, version)), ...unusedStatus(options)];
}

/** The status is that of an answer that `cors` then leaves to the next handler. */
function unusedStatus(options: ReadonlyMap<string, Option>): readonly OptionProblem[] {
  const option = options.get('optionsSuccessStatus');
  const handsOn = options.get('preflightContinue')?.value;
  if (!option || handsOn?.kind !== 'boolean' || !handsOn.value) return [];
  const effect = 'With `preflightContinue`, `cors` leaves the answer to the next handler.';
  return [{ kind: 'ignored-option', option, effect, severity: 'hint' }];
}

const CONSEQUENCES: Readonly<Record<string, string>> = {
  origin: 'the default `*` allows every origin',
  methods: 'the default methods are allowed',
  allowedHeaders: 'every header that a browser asks for is allowed',
  exposedHeaders: 'scripts cannot read these headers',
  credentials: 'the response never allows credentials',
  maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  preflightContinue: 'it answers every preflight itself',
  optionsSuccessStatus: 'a preflight is answered with 204',
};

const NAMES: NamesOfLibrary = {
  library: '`cors`',
  options: CORS_PACKAGE_OPTIONS.options,
  consequences: CONSEQUENCES,
};

function typeProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option);
    case 'credentials':
      return credentialsProblems(option);
    case 'methods':
      return methodsProblems(option, version);
    case 'allowedHeaders':
    case 'headers':
    case 'exposedHeaders':
      return namesProblems(option);
    case 'maxAge':
      return maxAgeProblems(option);
    case 'preflightContinue':
      return booleanText(option, 'any text counts as `true`, so it answers no preflight');
    case 'optionsSuccessStatus':
      return statusProblems(option, version);
    default:
      return [];
  }
}

/** No repair for `'true'`: the plain value would let every origin in, which nobody may want. */
function originProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'text' || !/^(?:true|false)$/.test(value.value)) return [];
  const effect = `\`cors\` sends the text as it is: \`Access-Control-Allow-Origin: ${value.value}\`, which is no origin.`;
  const repair: Repair | undefined = value.value === 'false' ? { kind: 'replace', text: 'false' } : undefined;
  return wrongType(option, value, 'a boolean, an origin, a RegExp, or a list', effect, repair);
}

function credentialsProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'boolean' || value.kind === 'null') return [];
  if ((value.kind === 'text' && value.value === '') || (value.kind === 'number' && value.value === 0))
    return [];
  const off = value.kind === 'text' && value.value.toLowerCase() === 'false';
  const effect = off
    ? '`cors` allows credentials for the boolean `true` only, so this text does nothing.'
    : '`cors` allows credentials for the boolean `true` only, so they stay off.';
  const repair: Repair | undefined = off ? { kind: 'replace', text: 'false' } : undefined;
  return wrongType(option, value, 'a boolean', effect, repair);
}

function methodsProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'null') {
    if (!atLeast(version, '2.8.2')) return [];
    const written = value.undefined ? 'undefined' : 'null';
    return wrongType(
      option,
      value,
      'a string or a list of strings',
      `\`cors\` replaces its default by \`${written}\`, so every preflight fails with status 500.`,
    );
  }
  return isText(value)
    ? []
    : wrongType(
        option,
        value,
        'a string or a list of strings',
        '`cors` sends its text as the list of methods, which names none.',
      );
}

function namesProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isText(value) || value.kind === 'null' || (value.kind === 'boolean' && !value.value)) return [];
  const header =
    option.name === 'exposedHeaders' ? 'Access-Control-Expose-Headers' : 'Access-Control-Allow-Headers';
  return wrongType(
    option,
    value,
    'a string or a list of strings',
    `\`cors\` drops it, so no \`${header}\` is sent.`,
  );
}

function isText(value: Value): boolean {
  return value.kind === 'text' || (value.kind === 'list' && value.form !== 'set');
}

function maxAgeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'number' || value.kind === 'null' || (value.kind === 'boolean' && !value.value))
    return [];
  if (value.kind === 'text' && (value.value === '' || /^\s*-?\d+\s*$/.test(value.value))) return [];
  const sent = value.kind === 'text' ? `\`Access-Control-Max-Age: ${value.value}\`` : 'its text';
  return wrongType(
    option,
    value,
    'a number of seconds',
    `\`cors\` sends ${sent}, which browsers cannot read, so they keep the answer for 5 seconds only.`,
  );
}

function booleanText(option: Option, why: string): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'text' || value.value.toLowerCase() !== 'false') return [];
  return wrongType(option, value, 'a boolean', `For \`cors\` ${why}.`, { kind: 'replace', text: 'false' });
}

function statusProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  const invalid =
    '`cors` gives it to Node as the status, which refuses it, so every preflight fails with status 500.';
  if (value.kind === 'null' || (value.kind === 'number' && value.value === 0)) {
    return atLeast(version, '2.8.5') ? wrongType(option, value, 'a number', invalid) : [];
  }
  if (value.kind === 'number' || (value.kind === 'text' && /^\d{3}$/.test(value.value))) return [];
  return wrongType(option, value, 'a number', invalid);
}
