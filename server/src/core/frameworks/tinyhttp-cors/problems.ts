import type { Option, OptionProblem } from '../../policy/policy.ts';
import { isUndefined } from '../shared/javascript/lowering.ts';
import {
  isOpen,
  type NamesOfLibrary,
  problemsIn,
  truthyProblems,
  wrongType,
} from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { maxAgeProblems } from '../shared/koa-cors/problems.ts';
import { TINYHTTP_CORS_OPTIONS } from './options.ts';
import type { Generation } from './versions.ts';

const NAME = '@tinyhttp/cors';

const NAMES: NamesOfLibrary = {
  library: NAME,
  options: TINYHTTP_CORS_OPTIONS.options,
  consequences: {
    origin: 'the default `*` allows every origin',
    methods: 'the default methods are allowed',
    allowedHeaders: 'only `content-type` is allowed',
    exposedHeaders: 'scripts cannot read these headers',
    credentials: 'the response never allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
  },
};

/** What @tinyhttp/cors makes of options that it does not know, and of values that it does not expect. */
export function problemsOf(
  options: ReadonlyMap<string, Option>,
  generation: Generation,
): readonly OptionProblem[] {
  return problemsIn(options, NAMES, (option) =>
    isUndefined(option.value) ? [] : typeProblems(option, generation),
  );
}

function typeProblems(option: Option, generation: Generation): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option, generation);
    case 'methods':
      return methodsProblems(option);
    case 'credentials':
      return truthyProblems(option, NAME);
    case 'maxAge':
      return maxAgeProblems(option);
    default:
      return [];
  }
}

const ORIGIN = 'a boolean, a string, a list of strings, a RegExp, or a function';

function originProblems(option: Option, generation: Generation): readonly OptionProblem[] {
  const { value } = option;
  if (isPromised(option)) {
    const effect = `${NAME} does not wait for the promise and sends \`[object Promise]\`, so it allows nobody.`;
    return wrongType(option, value, 'a function that is not async', effect);
  }
  switch (value.kind) {
    case 'text': {
      if (!/^(?:true|false)$/.test(value.value)) return [];
      const effect = `${NAME} sends the text as it is: \`Access-Control-Allow-Origin: ${value.value}\`, which is no origin.`;
      return wrongType(option, value, ORIGIN, effect);
    }
    case 'list':
      return listProblems(option, generation);
    case 'number':
    case 'record':
    case 'null': {
      const isNothing = generation.endsAll || (value.kind === 'number' && !generation.refuses);
      const effect = isNothing ? `${NAME} lets nobody in for it.` : failure(generation);
      return wrongType(option, value, ORIGIN, effect);
    }
    default:
      return [];
  }
}

function failure({ refuses }: Generation): string {
  return refuses
    ? `${NAME} takes no such value and throws a TypeError, so the application does not start.`
    : `${NAME} takes no such value, so every request fails with status 500.`;
}

function listProblems(option: Option, generation: Generation): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind !== 'list') return [];
  if (generation.endsAll)
    return wrongType(option, value, 'a string', `${NAME} takes no list before 1.2, so it allows nobody.`);
  if (!generation.refuses)
    return value.form === 'set' ? wrongType(option, value, ORIGIN, failure(generation)) : [];
  return value.items.flatMap((item) =>
    isOpen(item) || item.kind === 'text'
      ? []
      : wrongType(
          option,
          item,
          'a string',
          `${NAME} takes texts only in a list and throws a TypeError, so the application does not start.`,
        ),
  );
}

function methodsProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'list' && value.form !== 'set') return [];
  const effect = `${NAME} calls \`join\` on it, so every request fails with status 500.`;
  return value.kind === 'text'
    ? wrongType(option, value, 'a list of strings', effect, { kind: 'wrap-in-list' })
    : wrongType(option, value, 'a list of strings', effect);
}
