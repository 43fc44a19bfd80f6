import type { TextValue, Value } from '../../evaluate/value.ts';
import {
  type Option,
  type OptionProblem,
  type OriginRule,
  optionOf,
  type Policy,
} from '../../policy/policy.ts';
import { toJs, toText } from '../shared/javascript/js-value.ts';
import { defaultRules, isUndefined } from '../shared/javascript/lowering.ts';
import { plainMatch, ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import {
  isOpen,
  isSet,
  type NamesOfLibrary,
  unknownOptions,
  wrongType,
} from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { ITTY_CORS_OPTIONS } from './options.ts';
import { addedHeaders, isCredentials } from './sent.ts';

export function lowerIttyCors(setup: OptionsSetup): Policy {
  const origins = setup.options.get('origins');
  return policyOf(setup, {
    origins: originsOf(setup, origins),
    originsPlace: origins?.value.place ?? setup.setup,
    ...credentialsOf(setup),
    problems: [
      ...setup.problems,
      ...unknownOptions(setup.options, NAMES),
      ...(origins ? originsProblems(origins) : []),
    ],
  });
}

function originsOf(setup: OptionsSetup, origins: Option | undefined): readonly OriginRule[] {
  if (!origins || isUndefined(origins.value)) return defaultRules(setup, { kind: 'any' });
  const { value } = origins;
  switch (value.kind) {
    case 'text':
      return [
        ruleFor(
          value,
          false,
          value.value.includes('*') ? { kind: 'any' } : { kind: 'within', value: value.value },
        ),
      ];
    case 'list':
      return value.form === 'set' ? [] : value.items.flatMap(itemRules);
    case 'function':
      return (
        setup.callback ?? [
          ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origins' } }),
        ]
      );
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, false)];
    default:
      return [];
  }
}

function itemRules(item: Value): readonly OriginRule[] {
  if (isOpen(item)) return isSet(item) ? [] : [unknownRule(item, true)];
  if (item.kind !== 'text') return [];
  return [item.value === '*' ? ruleFor(item, true, { kind: 'any' }) : compared(item)];
}

function compared(item: TextValue): OriginRule {
  return ruleFor(item, true, plainMatch(item.value, '`createCors`'));
}

function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const headers = setup.options.get('headers')?.value;
  if (setup.open || (headers && isOpen(headers))) return { credentials: 'unknown' };
  const entry = addedHeaders(setup.options).find(isCredentials);
  if (!entry)
    return { credentials: headers?.kind === 'record' && headers.rest.length > 0 ? 'unknown' : false };
  if (isOpen(entry.value)) return { credentials: 'unknown', credentialsOption: optionOf(entry) };
  return toText(toJs(entry.value)) === 'true'
    ? { credentials: true, credentialsOption: optionOf(entry) }
    : { credentials: false };
}

const NAMES: NamesOfLibrary = {
  library: '`createCors`',
  options: ITTY_CORS_OPTIONS.options,
  consequences: { origins: 'the default `*` allows every origin', methods: 'only GET is allowed' },
};

function originsProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (isOpen(value) && !isSet(value)) return [];
  const expected = 'a list of strings, or a function';
  if (value.kind === 'text') {
    const effect = '`createCors` searches the text, so every origin that is a part of it is allowed.';
    return wrongType(option, value, expected, effect, { kind: 'wrap-in-list' });
  }
  if (value.kind === 'function' || isUndefined(value)) return [];
  if (value.kind === 'list' && value.form !== 'set') {
    return value.items.flatMap((item) => {
      if (item.kind !== 'regex') return [];
      const effect = '`createCors` compares the entries with the Origin, so a pattern matches no origin.';
      return wrongType(option, item, 'a string', effect);
    });
  }
  return wrongType(option, value, expected, '`createCors` calls `includes` on it, so every request fails.');
}
