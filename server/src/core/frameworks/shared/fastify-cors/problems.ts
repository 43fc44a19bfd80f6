import type { Option, OptionProblem, Repair, ResolvedVersion } from '../../../policy/policy.ts';
import {
  isWrittenFalsy,
  type NamesOfLibrary,
  problemsIn,
  truthyProblems,
  wrongType,
} from '../javascript/problems.ts';
import { atLeast } from '../versions.ts';
import { FASTIFY_CORS_OPTIONS } from './options.ts';

const NAMES: NamesOfLibrary = {
  library: '@fastify/cors',
  options: FASTIFY_CORS_OPTIONS.options,
  consequences: {
    origin: 'the default `*` allows every origin',
    methods: 'the default methods are allowed',
    allowedHeaders: 'every header that a browser asks for is allowed',
    exposedHeaders: 'scripts cannot read these headers',
    credentials: 'the response never allows credentials',
    maxAge: 'browsers keep the answer to a preflight for 5 seconds only',
    optionsSuccessStatus: 'a preflight is answered with 204',
  },
  // What Fastify itself takes beside a plugin's own options.
  alsoTaken: ['prefix', 'logSerializers'],
};

/** What @fastify/cors makes of options that it does not know, and of values that it does not expect. */
export function fastifyProblems(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
): readonly OptionProblem[] {
  return problemsIn(options, NAMES, (option) => typeProblems(option, version));
}

function typeProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  switch (option.name) {
    case 'origin':
      return originProblems(option);
    case 'credentials':
      return truthyProblems(option, '@fastify/cors');
    case 'methods':
    case 'allowedHeaders':
    case 'exposedHeaders':
      return namesProblems(option);
    case 'maxAge':
      return maxAgeProblems(option);
    case 'hook':
      return hookProblems(option, version);
    default:
      return [];
  }
}

function originProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  const expected = 'a boolean, an origin, a RegExp, or a list';
  if (value.kind === 'text' && /^(?:true|false)$/.test(value.value)) {
    const effect = `@fastify/cors sends the text as it is: \`Access-Control-Allow-Origin: ${value.value}\`, which is no origin.`;
    const repair: Repair | undefined =
      value.value === 'false' ? { kind: 'replace', text: 'false' } : undefined;
    return wrongType(option, value, expected, effect, repair);
  }
  // `false` turns CORS off; a variable that is unset has no finding here.
  if (value.kind === 'boolean' || !isWrittenFalsy(value)) return [];
  const effect = 'Every request fails with status 500, "Invalid CORS origin option".';
  return wrongType(option, value, expected, effect, { kind: 'replace', text: 'false' });
}

function namesProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  const isNames = value.kind === 'text' || (value.kind === 'list' && value.form !== 'set');
  if (isNames || (value.kind === 'null' && (!value.undefined || value.expr === undefined))) return [];
  const header = {
    methods: 'Access-Control-Allow-Methods',
    allowedHeaders: 'Access-Control-Allow-Headers',
    exposedHeaders: 'Access-Control-Expose-Headers',
  }[option.name];
  const effect =
    value.kind === 'null'
      ? `\`undefined\` replaces the default, so \`${header}\` is sent without a value.`
      : `@fastify/cors sends its text as \`${header}\`, which names nothing.`;
  return wrongType(option, value, 'a string or a list of strings', effect);
}

function maxAgeProblems(option: Option): readonly OptionProblem[] {
  const { value } = option;
  if (value.kind === 'number' || (value.kind === 'null' && !value.undefined)) return [];
  if (value.kind === 'null' && value.expr === undefined) return [];
  if (value.kind === 'text' && /^\s*-?\d+\s*$/.test(value.value)) return [];
  const sent =
    value.kind === 'text'
      ? value.value
      : value.kind === 'null'
        ? 'undefined'
        : value.kind === 'boolean'
          ? String(value.value)
          : undefined;
  const shown = sent === undefined ? 'its text' : `\`Access-Control-Max-Age: ${sent}\``;
  const effect = `@fastify/cors sends ${shown}, which browsers cannot read, so they keep the answer for 5 seconds only.`;
  return wrongType(option, value, 'a number of seconds', effect);
}

const HOOKS = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization'];

function hookProblems(option: Option, version: ResolvedVersion): readonly OptionProblem[] {
  const { value } = option;
  if (!atLeast(version, '8.2.0')) return [];
  if (value.kind === 'text' && (HOOKS.includes(value.value) || isOldHook(value.value, version))) return [];
  const effect = '@fastify/cors knows no such hook, so the server does not start.';
  return wrongType(option, value, `one of ${HOOKS.map((name) => `\`${name}\``).join(', ')}`, effect);
}

function isOldHook(hook: string, version: ResolvedVersion): boolean {
  return hook === 'onSend' && !atLeast(version, '11.4.0');
}
